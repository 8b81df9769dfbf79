"""An app of the tests only: rows, tasks and a flush that production lacks."""

from django.apps import AppConfig


class HarnessConfig(AppConfig):
    name = "tests.harness"
    label = "harness"
    default_auto_field = "django.db.models.BigAutoField"
