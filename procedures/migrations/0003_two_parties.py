"""Marriages and recognitions of a child are dossiers of two parties."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_catalogue_changes")]

    operations = [
        migrations.AddField(
            model_name="procedure",
            name="two_parties",
            field=models.BooleanField(default=False, verbose_name="có hai bên"),
        ),
    ]
