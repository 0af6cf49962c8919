from django.apps import AppConfig

from saidanddone.base import hooks


class AccessConfig(AppConfig):
    name = "saidanddone.access"
    label = "access"
    verbose_name = "who signs in"

    def ready(self) -> None:
        from saidanddone.access import today

        hooks.today_lines.register(today.roles_ending)
        hooks.today_lines.register(today.ways_back)
