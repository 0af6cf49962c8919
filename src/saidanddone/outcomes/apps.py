from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "saidanddone.outcomes"
    label = "outcomes"
