from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "saidanddone.project"
    label = "project"
