from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "wardportal.limits"
    label = "limits"
    verbose_name = "Giới hạn số lần thử"
    default_auto_field = "django.db.models.BigAutoField"
