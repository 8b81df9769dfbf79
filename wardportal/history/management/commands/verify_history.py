"""manage.py verify_history: walk the evidence; exit 1 where it does not hold."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from wardportal.formats import short_date
from wardportal.history.chain import current_head, first_broken_link
from wardportal.history.headbook import HeadBookError, NotedHead, noted_heads
from wardportal.history.triggers import missing


class Command(BaseCommand):
    help = "Kiểm tra chuỗi bằng chứng từ sự kiện đầu đến sự kiện cuối."

    def handle(self, **_options: Any) -> None:
        try:
            noted = noted_heads()
        except HeadBookError as error:
            raise CommandError(str(error)) from error
        broken = first_broken_link(noted)
        if broken:
            raise CommandError(
                f"Chuỗi bằng chứng đứt ở sự kiện số {broken.sequence}: {broken.reason}."
            )
        absent = missing(connection)
        if absent:
            raise CommandError(
                f"Thiếu khóa bảo vệ: {', '.join(absent)}. Hãy chạy lệnh migrate."
            )
        head = current_head()
        self.stdout.write(f"Chuỗi bằng chứng đúng, {head.sequence} sự kiện.")
        self.stdout.write(f"Mã sự kiện cuối: {head.mac or 'chưa có'}")
        self.stdout.write(_said_of_book(noted))


def _said_of_book(noted: Sequence[NotedHead]) -> str:
    if not noted:
        return "Chưa có mã nào được ghi ngoài cơ sở dữ liệu để đối chiếu."
    days = [timezone.localdate(head.moment) for head in (noted[0], noted[-1])]
    first, last = map(short_date, days)
    return f"Khớp {len(noted)} mã ghi ngoài cơ sở dữ liệu, từ {first} đến {last}."
