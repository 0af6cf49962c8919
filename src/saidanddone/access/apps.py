from django.apps import AppConfig

from saidanddone.base import hooks


class AccessConfig(AppConfig):
    name = "saidanddone.access"
    label = "access"
    verbose_name = "who signs in"

    def ready(self) -> None:
        from saidanddone.access.keeping import forget_invitations

        hooks.retention_step.register(forget_invitations)
