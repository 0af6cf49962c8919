from django.apps import AppConfig

from saidanddone.base import hooks


class ProgrammeConfig(AppConfig):
    name = "saidanddone.programme"
    label = "programme"

    def ready(self) -> None:
        from saidanddone.programme.today import roles_ending

        hooks.today_lines.register(roles_ending)
