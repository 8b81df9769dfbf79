"""manage.py check_files: compare uploaded files with their rows; exit 1 on a finding."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers.file_check import compare


class Command(BaseCommand):
    help = (
        "Đối chiếu tệp đính kèm với danh mục: tệp bị mất, tệp bị đổi, tệp không thuộc "
        "hồ sơ nào. Không xóa gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--read", action="store_true", help="đọc từng tệp, so mã SHA-256"
        )

    def handle(self, *, read: bool, **_options: Any) -> None:
        findings = compare(moment=timezone.now(), read=read)
        for title, rows in (
            ("Mất tệp", findings.missing),
            ("Tệp đã bị đổi", findings.changed),
        ):
            for row in rows:
                self.stdout.write(f"{title}: {row.dossier.code} {row.stored_name}")
        for name in findings.strays:
            self.stdout.write(f"Không thuộc hồ sơ nào: {name}")
        if findings:
            raise CommandError("Hãy xem lại các tệp nêu trên trước khi xóa hay bù.")
        self.stdout.write("Tệp đính kèm khớp với danh mục.")
