from django.apps import AppConfig


class CaseStudyConfig(AppConfig):
    """Without models: it reads a draft or a signed release."""

    name = "saidanddone.case_study"
