import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Where a programme's scope will be, and where a role's will; 0004 fills them, 0005 closes them."""

    dependencies = [
        ("access", "0003_scopes"),
        ("programme", "0002_every_role_has_a_last_day"),
    ]

    operations = [
        migrations.AddField(
            "programme",
            "scope",
            models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="access.scope",
            ),
        ),
        migrations.AddField(
            "membership",
            "scope",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to="access.scope",
            ),
        ),
        migrations.AlterField(
            "membership",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to="programme.programme",
            ),
        ),
    ]
