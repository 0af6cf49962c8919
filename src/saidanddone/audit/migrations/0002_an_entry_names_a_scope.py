from django.db import migrations

import saidanddone.base.fields


class Migration(migrations.Migration):
    """The reference of any scope stands where a programme's stood: same column, same place in the chain."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("entry", "programme_ref", "scope_ref"),
                migrations.AlterField(
                    "entry",
                    "scope_ref",
                    saidanddone.base.fields.Token(
                        blank=True, db_column="programme_ref", max_length=40
                    ),
                ),
            ]
        )
    ]
