from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Without models: the shapes and rules that every stage's release part is made with."""

    name = "saidanddone.disclosure"
