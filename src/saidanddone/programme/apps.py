from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "saidanddone.programme"
    label = "programme"
