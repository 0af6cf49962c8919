import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A role is held in a scope. The table stays where it is; `access.Membership` is its model."""

    dependencies = [("programme", "0004_fill_scopes")]

    operations = [
        migrations.AlterField(
            "programme",
            "scope",
            models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="access.scope",
            ),
        ),
        migrations.RemoveConstraint("membership", "one_role_once"),
        migrations.AlterField(
            "membership",
            "scope",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to="access.scope",
            ),
        ),
        migrations.RemoveField("membership", "programme"),
        migrations.AddConstraint(
            "membership",
            models.UniqueConstraint(fields=["user", "scope", "role"], name="one_role_once"),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("Membership")]
        ),
    ]
