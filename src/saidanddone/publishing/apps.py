from django.apps import AppConfig

from saidanddone.base import hooks


class PublishingConfig(AppConfig):
    name = "saidanddone.publishing"
    label = "publishing"

    def ready(self) -> None:
        from saidanddone.publishing.today import forget_drafts, lines_for

        hooks.today_lines.register(lines_for)
        hooks.retention_step.register(forget_drafts)
