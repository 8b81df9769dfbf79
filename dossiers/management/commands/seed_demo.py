"""manage.py seed_demo: a ward to try out, with the figures it has published."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers.demo.offer import CatalogueTooSmallError
from dossiers.demo.seeding import seed_ward
from procedures.openinghours import CalendarError
from wardportal.formats import thousands
from wardportal.office.demo import DEMO_WARDS, DemoWardRefusedError

REFUSALS = (DemoWardRefusedError, CatalogueTooSmallError, CalendarError)


class Command(BaseCommand):
    help = (
        "Nạp phường mẫu vào một cơ sở dữ liệu trống: cơ quan, tài khoản dùng thử và "
        "hồ sơ cho ra số liệu mà phường đã công bố. Chạy lại không thay đổi gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--ward", required=True, help=f"phường mẫu: {', '.join(DEMO_WARDS)}"
        )
        parser.add_argument(
            "--dossiers", metavar="N", help="tổng số hồ sơ, để đo tốc độ"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        count = options["dossiers"]
        if count is not None and not (str(count).isascii() and str(count).isdigit()):
            raise CommandError("Hãy ghi --dossiers là một số nguyên, ví dụ 100000.")
        try:
            seeding = seed_ward(
                ward=options["ward"],
                password=settings.DEMO_PASSWORD,
                moment=timezone.now(),
                count=None if count is None else int(count),
            )
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        name = seeding.office.short_name
        if seeding.entered:
            self.stdout.write(f"Đã nạp {name}: {thousands(seeding.entered)} hồ sơ.")
        else:
            self.stdout.write(f"Đã có dữ liệu mẫu của {name}, không nạp thêm.")
