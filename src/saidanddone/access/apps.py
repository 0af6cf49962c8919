from django.apps import AppConfig

from saidanddone.base import hooks


class AccessConfig(AppConfig):
    name = "saidanddone.access"
    label = "access"
    verbose_name = "who signs in"

    def ready(self) -> None:
        from saidanddone.access import keeping, today

        hooks.retention_step.register(keeping.forget_invitations)
        hooks.retention_step.register(keeping.forget_ways_back)
        hooks.retention_step.register(keeping.forget_closed_accounts)
        hooks.today_lines.register(today.ways_back)
