from importlib import import_module

from django.apps import AppConfig


class WardportalConfig(AppConfig):
    name = "wardportal"
    verbose_name = "Cổng một cửa"

    def ready(self) -> None:
        """Register the system checks."""
        import_module("wardportal.checks")
