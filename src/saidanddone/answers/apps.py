from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "saidanddone.answers"
    label = "answers"
