"""manage.py load_reference: everything an empty database needs before work."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.module_loading import import_string

from procedures.reference import load_calendar, load_catalogue
from wardportal.accounts.roles import ensure_groups
from wardportal.office.setup import load_office_defaults


class Command(BaseCommand):
    help = "Nạp danh mục, lịch nghỉ và mặc định của cơ quan; chạy lại không hại."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        load_office_defaults()
        ensure_groups()
        load_calendar(day=today)
        load_catalogue(day=today)
        for path in settings.REFERENCE_LOADERS:
            import_string(path)()
        self.stdout.write("Đã nạp dữ liệu dùng chung.")
