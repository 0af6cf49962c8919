import random
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

IN_ONE_GO = 500


def number_what_stands(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Each confirmed contribution of a programme gets a number, drawn by lot."""
    alias = schema_editor.connection.alias
    contributions = apps.get_model("listening", "Contribution").objects.using(alias)
    programmes = apps.get_model("programme", "Programme").objects.using(alias)
    for programme in programmes.values_list("pk", flat=True):
        confirmed = contributions.filter(programme=programme, confirmed_at__isnull=False)
        rows = list(confirmed.only("pk"))
        many = len(rows)
        digits = 3
        while 9 * 10 ** (digits - 1) < 2 * many:
            digits += 1
        numbers = iter(random.SystemRandom().sample(range(10 ** (digits - 1), 10**digits), many))
        for row in rows:
            row.number = next(numbers)
        contributions.bulk_update(rows, ["number"], batch_size=IN_ONE_GO)


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0003_names_found"),
        ("programme", "0005_roles_are_held_in_scopes"),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="number",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                fields=("programme", "number"), name="one_transcript_a_number"
            ),
        ),
        migrations.RunPython(number_what_stands, migrations.RunPython.noop),
    ]
