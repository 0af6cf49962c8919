from django.apps import AppConfig


class PeersConfig(AppConfig):
    name = "saidanddone.peers"
    label = "peers"
