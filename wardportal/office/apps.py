from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "wardportal.office"
    label = "office"
    verbose_name = "Cơ quan"
    default_auto_field = "django.db.models.BigAutoField"
