import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_notices_are_tried_again")]

    operations = [
        migrations.AddField(
            model_name="duedigest",
            name="tries",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="số lần thử"
            ),
        ),
        migrations.AddField(
            model_name="duedigest",
            name="next_try_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, verbose_name="thử từ lúc"
            ),
            preserve_default=False,
        ),
    ]
