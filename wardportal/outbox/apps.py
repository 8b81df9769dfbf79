from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "wardportal.outbox"
    label = "outbox"
    verbose_name = "Việc chờ gửi"
    default_auto_field = "django.db.models.BigAutoField"
