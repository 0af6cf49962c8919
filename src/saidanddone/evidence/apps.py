from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "saidanddone.evidence"
    label = "evidence"
