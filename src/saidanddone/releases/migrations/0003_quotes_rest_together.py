from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def rest_quotes_of_0_1(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every quote rests, for all voices at once: 0.1 quoted a voice more than once in a release."""
    alias = schema_editor.connection.alias
    quotes = apps.get_model("publishing", "ReleaseQuote").objects.using(alias)
    for release in apps.get_model("publishing", "Release").objects.using(alias).defer("content"):
        release.quotes_taken_off = quotes.filter(release=release).update(rests=True)
        if release.state == "signed":
            release.quotes_signed = release.quotes_taken_off
        release.save(update_fields=["quotes_taken_off", "quotes_signed"])


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_movement")]

    operations = [
        migrations.AddField(
            "release", "quotes_signed", models.PositiveSmallIntegerField(blank=True, null=True)
        ),
        migrations.AddField(
            "release", "quotes_taken_off", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField("releasequote", "rests", models.BooleanField(default=False)),
        migrations.RunPython(rest_quotes_of_0_1, migrations.RunPython.noop),
    ]
