import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import saidanddone.base.clock
import saidanddone.base.fields
import saidanddone.base.references


class Migration(migrations.Migration):
    """Roles belong to `access`, in the table they were always in: the database does not change."""

    dependencies = [
        ("access", "0003_scopes"),
        ("programme", "0005_roles_are_held_in_scopes"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                            models.DateTimeField(
                                default=saidanddone.base.clock.now, editable=False
                            ),
                        ),
                        ("role", saidanddone.base.fields.Token(max_length=40)),
                        ("until", models.DateField()),
                        (
                            "scope",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="access.scope",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "programme_membership",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=["user", "scope", "role"], name="one_role_once"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
