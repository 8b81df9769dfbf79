"""Makes the accounts with which a demo ward is tried out."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wardportal.accounts.demo import NotADemoWardError, ensure_demo_accounts
from wardportal.office.current import OfficeNotSetUpError
from wardportal.office.demo import (
    DEMO_WARDS,
    DemoWardRefusedError,
    set_up_demo_ward,
)


class Command(BaseCommand):
    help = "Tạo bốn tài khoản dùng thử (chung một mật khẩu) cho phường mẫu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--ward",
            metavar="PHƯỜNG",
            help=f"khai phường mẫu này trước: {', '.join(DEMO_WARDS)}",
        )

    def handle(self, *_args: Any, ward: str | None, **_options: Any) -> None:
        try:
            if ward is not None:
                set_up_demo_ward(ward)
            users = ensure_demo_accounts(password=settings.DEMO_PASSWORD)
        except (
            DemoWardRefusedError,
            NotADemoWardError,
            OfficeNotSetUpError,
        ) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Mật khẩu chung: {settings.DEMO_PASSWORD}")
        for user in users:
            self.stdout.write(f"  {user.username:<8} {user.full_name}")
