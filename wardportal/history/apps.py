from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "wardportal.history"
    label = "history"
    verbose_name = "Nhật ký bằng chứng"
    default_auto_field = "django.db.models.BigAutoField"
