from django.apps import AppConfig
from django.db.models.signals import pre_save


class BaseConfig(AppConfig):
    name = "saidanddone.base"
    label = "base"

    def ready(self) -> None:
        from django_tasks_db.models import DBTaskResult

        from saidanddone.base.task_rows import keep_no_words

        pre_save.connect(keep_no_words, sender=DBTaskResult)
