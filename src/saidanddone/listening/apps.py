from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "saidanddone.listening"
    label = "listening"
