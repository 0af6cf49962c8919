from datetime import timedelta
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LONGEST_ROLE = timedelta(days=3 * 365 + 1)


def end_after_three_years(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Roles without a last day get the latest one they could have been given."""
    membership = apps.get_model("programme", "Membership")
    for each in membership.objects.using(schema_editor.connection.alias).filter(until__isnull=True):
        each.until = each.created_at.date() + LONGEST_ROLE
        each.save(update_fields=["until"])


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]

    operations = [
        migrations.RunPython(end_after_three_years, migrations.RunPython.noop),
        migrations.AlterField("membership", "until", models.DateField()),
    ]
