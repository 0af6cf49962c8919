"""Print what the queue keeps: tasks by job of this app, and how many rows hold a traceback."""

import json
from collections import Counter

import django


def main() -> None:
    django.setup()
    from django_tasks_db.models import DBTaskResult

    names = [
        args_kwargs["args"][0]
        for args_kwargs in DBTaskResult.objects.values_list("args_kwargs", flat=True)
    ]
    ours = Counter(
        name.removeprefix("clockwork.") for name in names if name.startswith("clockwork.")
    )
    print(json.dumps([ours, DBTaskResult.objects.exclude(traceback="").count()]))  # noqa: T201


if __name__ == "__main__":
    main()
