from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "saidanddone.access"
    label = "access"
    verbose_name = "who signs in"
