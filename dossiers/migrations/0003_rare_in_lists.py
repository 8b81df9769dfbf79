from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_receipts_by_day")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["due_at", "id"], name="dossier_due"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("status", "returned"), _negated=True),
                fields=["status", "-accepted_at"],
                name="dossier_not_returned",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("timeliness__in", ["overdue", "on_time"])),
                fields=["timeliness", "-accepted_at"],
                name="dossier_not_early",
            ),
        ),
    ]
