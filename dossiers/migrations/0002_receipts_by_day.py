from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(
                    ("accepted_at__isnull", False), ("annulled_at__isnull", True)
                ),
                fields=["receipt_day", "channel"],
                name="dossier_receipts",
            ),
        ),
    ]
