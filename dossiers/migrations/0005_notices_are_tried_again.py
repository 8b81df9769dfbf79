"""Mails to applicants are leased while they are sent, and tried again."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_life")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="next_try_at",
            field=models.DateTimeField(default=timezone.now, verbose_name="thử từ lúc"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="notice",
            name="tries",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="số lần thử"
            ),
        ),
    ]
