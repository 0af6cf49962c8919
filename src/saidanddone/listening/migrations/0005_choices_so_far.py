from django.db import migrations

import saidanddone.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0004_numbers_of_transcripts"),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="choices_so_far",
            field=saidanddone.vault.fields.SealedText(blank=True, default=bytes),
        ),
    ]
