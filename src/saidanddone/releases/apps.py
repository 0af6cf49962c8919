from django.apps import AppConfig

from saidanddone.base import hooks


class ReleasesConfig(AppConfig):
    """The label stays `publishing`: tables, permissions and addresses are named after it."""

    name = "saidanddone.releases"
    label = "publishing"

    def ready(self) -> None:
        from saidanddone.releases.resting import rest_quotes, stood_before
        from saidanddone.releases.today import lines_for

        hooks.today_lines.register(lines_for)
        hooks.after_consent_narrowed.register(rest_quotes)
        hooks.passages_at_rest.register(stood_before)
