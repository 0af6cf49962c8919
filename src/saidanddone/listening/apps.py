from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "saidanddone.listening"
    label = "listening"

    def ready(self) -> None:
        from saidanddone.base import hooks
        from saidanddone.listening import today

        hooks.today_lines.register(today.lines_for)
