from typing import TYPE_CHECKING, Any

from django.apps import AppConfig, apps

if TYPE_CHECKING:
    from saidanddone.disclosure.parts import ReleasePart


class EvidenceConfig(AppConfig):
    name = "saidanddone.evidence"
    label = "evidence"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from saidanddone.base import hooks as stages
        from saidanddone.evidence import hooks as rooms
        from saidanddone.evidence.coding import receivers as coding
        from saidanddone.evidence.coding import today as coding_today
        from saidanddone.evidence.coding.repeated_text import guard
        from saidanddone.evidence.themes import receivers as themes
        from saidanddone.evidence.transcripts import today as transcripts_today
        from saidanddone.listening.models import Contribution

        rooms.after_confirmed.register(coding.recount_after_confirmed)
        rooms.after_revised.register(coding.carry_over)
        rooms.after_passages_coded.register(themes.recount_coded_themes)
        stages.today_lines.register(transcripts_today.today_lines)
        stages.today_lines.register(coding_today.today_lines)
        stages.before_withdrawal.register(themes.recount_without)
        stages.refs_of_words.register(coding.refs_of_words)
        stages.after_use_changed.register(themes.recount_after_use_changed)
        post_save.connect(coding.count_new_contribution, sender=Contribution)
        stages.release_parts.register(_release_part)
        guard(apps.get_models())


def _release_part() -> "ReleasePart[Any]":
    from saidanddone.evidence.themes.release import HEARD

    return HEARD
