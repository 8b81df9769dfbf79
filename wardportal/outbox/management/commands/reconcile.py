"""manage.py reconcile --once: do what was missed, from the state in the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from wardportal.outbox.reconcile import reconcile_all


class Command(BaseCommand):
    help = "Tìm và làm những việc còn sót."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", required=True, help="chạy một lượt rồi dừng"
        )

    def handle(self, **_options: Any) -> None:
        failed = reconcile_all(moment=timezone.now())
        if failed:
            raise CommandError(
                f"Chưa làm được: {', '.join(failed)}. Hãy xem nhật ký rồi chạy lại."
            )
