from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "saidanddone.strategy"
    label = "strategy"

    def ready(self) -> None:
        from saidanddone.base.hooks import today_lines as hook
        from saidanddone.strategy.today import today_lines

        hook.register(today_lines)
