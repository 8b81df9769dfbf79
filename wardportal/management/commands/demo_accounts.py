"""Makes the accounts with which a demo ward is tried out."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wardportal.accounts.demo import NotADemoWardError, ensure_demo_accounts
from wardportal.office.current import OfficeNotSetUpError


class Command(BaseCommand):
    help = "Tạo bốn tài khoản dùng thử (chung một mật khẩu) cho phường mẫu."

    def handle(self, **_options: Any) -> None:
        try:
            users = ensure_demo_accounts(password=settings.DEMO_PASSWORD)
        except (NotADemoWardError, OfficeNotSetUpError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Mật khẩu chung: {settings.DEMO_PASSWORD}")
        for user in users:
            self.stdout.write(f"  {user.username:<8} {user.full_name}")
