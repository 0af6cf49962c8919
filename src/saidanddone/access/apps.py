from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "saidanddone.access"
    label = "access"
