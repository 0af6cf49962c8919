from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "saidanddone.vault"
    label = "vault"
