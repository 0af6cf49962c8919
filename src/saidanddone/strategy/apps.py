from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "saidanddone.strategy"
    label = "strategy"
