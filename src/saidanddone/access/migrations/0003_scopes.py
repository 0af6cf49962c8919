from django.db import migrations, models

import saidanddone.base.clock
import saidanddone.base.fields
import saidanddone.base.references


class Migration(migrations.Migration):
    """One scope for every kind of place in which a role is held. An invitation names one by its
    reference, in the column that named a programme."""

    dependencies = [("access", "0002_a_way_back_asks_for_what_is_left")]

    operations = [
        migrations.CreateModel(
            name="Scope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    saidanddone.base.fields.ReferenceField(
                        default=saidanddone.base.references.new_reference,
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=saidanddone.base.clock.now, editable=False),
                ),
                (
                    "kind",
                    saidanddone.base.fields.Token(
                        choices=[
                            ("programme", "programme"),
                            ("service", "service"),
                            ("panel", "panel"),
                            ("area", "area"),
                        ],
                        max_length=40,
                    ),
                ),
                ("title", saidanddone.base.fields.PublicLine(max_length=250)),
            ],
            options={"abstract": False},
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("invitation", "programme_ref", "scope_ref"),
                migrations.AlterField(
                    "invitation",
                    "scope_ref",
                    saidanddone.base.fields.Token(
                        blank=True, db_column="programme_ref", max_length=40
                    ),
                ),
            ]
        ),
    ]
