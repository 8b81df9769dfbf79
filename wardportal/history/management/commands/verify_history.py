"""manage.py verify_history: walk the evidence; exit 1 where it does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from wardportal.history.chain import first_broken_link
from wardportal.history.models import ChainHead
from wardportal.history.triggers import missing


class Command(BaseCommand):
    help = "Kiểm tra chuỗi bằng chứng từ sự kiện đầu đến sự kiện cuối."

    def handle(self, **_options: Any) -> None:
        broken = first_broken_link()
        if broken:
            raise CommandError(
                f"Chuỗi bằng chứng đứt ở sự kiện số {broken.sequence}: {broken.reason}."
            )
        absent = missing(connection)
        if absent:
            raise CommandError(
                f"Thiếu khóa bảo vệ: {', '.join(absent)}. Hãy chạy lệnh migrate."
            )
        head = ChainHead.objects.first() or ChainHead()
        self.stdout.write(f"Chuỗi bằng chứng đúng, {head.sequence} sự kiện.")
        self.stdout.write(f"Mã sự kiện cuối: {head.mac or 'chưa có'}")
