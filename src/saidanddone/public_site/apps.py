from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    """Without models: it reads signed releases and nothing else."""

    name = "saidanddone.public_site"
