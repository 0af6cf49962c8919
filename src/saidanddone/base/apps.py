from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "saidanddone.base"
    label = "base"
