"""manage.py import_dossiers FILE: load a ward's register, all rows or none."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers.importing import Judgement, import_register
from dossiers.register_file import read_register
from wardportal.formats import thousands
from wardportal.office.current import OfficeNotSetUpError, current_office
from wardportal.tabular import SourceError


class Command(BaseCommand):
    help = (
        "Nhập sổ hồ sơ của phường từ tệp CSV hoặc XLSX. Một dòng sai thì không nhập "
        "dòng nào; nhập lại cùng một tệp không thay đổi gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp sổ hồ sơ")
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ kiểm tra, không ghi"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        dry_run = options["dry_run"]
        try:
            judgement = import_register(
                read_register(options["file"]),
                office=current_office(),
                moment=timezone.now(),
                dry_run=dry_run,
            )
        except (SourceError, OfficeNotSetUpError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._print_rows(judgement)
        self.stdout.write(
            f"{'Sẽ thêm' if dry_run else 'Đã thêm'} {thousands(len(judgement.lives))} "
            f"hồ sơ, {thousands(judgement.known)} hồ sơ đã có từ trước."
        )

    def _print_rows(self, judgement: Judgement) -> None:
        for doubt in judgement.warnings:
            self.stderr.write(f"dòng {doubt.row}: cảnh báo: {doubt.reason}")
        for fault in judgement.faults:
            self.stderr.write(f"dòng {fault.row}: {fault.reason}")
        if judgement.faults:
            raise CommandError(
                f"{thousands(len(judgement.faults))} dòng sai nên không nhập dòng nào. "
                "Hãy sửa các dòng trên rồi nhập lại."
            )
