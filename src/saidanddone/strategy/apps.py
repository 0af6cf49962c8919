from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from saidanddone.disclosure.parts import ReleasePart


class StrategyConfig(AppConfig):
    name = "saidanddone.strategy"
    label = "strategy"

    def ready(self) -> None:
        from saidanddone.base import hooks
        from saidanddone.strategy.today import news, today_lines

        hooks.today_lines.register(today_lines)
        hooks.news.register(news)
        hooks.release_parts.register(_release_part)


def _release_part() -> "ReleasePart[Any]":
    from saidanddone.strategy.release import PLAN

    return PLAN
