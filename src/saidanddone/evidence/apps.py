from django.apps import AppConfig, apps


class EvidenceConfig(AppConfig):
    name = "saidanddone.evidence"
    label = "evidence"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from saidanddone.base import hooks
        from saidanddone.evidence import following, quotes
        from saidanddone.listening.models import Contribution

        hooks.today_lines.register(following.today)
        hooks.before_withdrawal.register(following.forget_contributor)
        hooks.after_use_changed.register(following.follow_use)
        post_save.connect(following.note_new_contribution, sender=Contribution)
        quotes.guard(apps.get_models())
