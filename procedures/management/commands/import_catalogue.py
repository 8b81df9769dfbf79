"""manage.py import_catalogue FILE: load a catalogue file, all rows or none."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from procedures.catalogue_source import read_source
from procedures.importing import Fate, Outcome, import_outcome, judge
from wardportal.tabular import SourceError

WORDS = {
    Fate.ADDED: "thêm",
    Fate.CHANGED: "thay đổi",
    Fate.UNCHANGED: "không đổi",
    Fate.REJECTED: "bị loại",
}


class Command(BaseCommand):
    help = "Nhập danh mục thủ tục từ tệp CSV, JSON hoặc XLSX."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ so sánh, không ghi"
        )
        parser.add_argument(
            "--skip-bad", action="store_true", help="vẫn nhập các dòng đúng"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = judge(read_source(options["file"]))
        except SourceError as error:
            raise CommandError(str(error)) from error
        self._print(outcome)
        bad = outcome.of(Fate.REJECTED)
        if bad and not options["skip_bad"]:
            raise CommandError(
                f"{len(bad)} dòng bị loại nên không nhập dòng nào. "
                "Hãy sửa các dòng trên, hoặc thêm --skip-bad."
            )
        if not options["dry_run"]:
            import_outcome(
                outcome, file_name=options["file"].name, moment=timezone.now()
            )

    def _print(self, outcome: Outcome) -> None:
        for verdict in outcome.verdicts:
            if verdict.fate is Fate.REJECTED:
                self.stderr.write(
                    f"dòng {verdict.row}: {verdict.title}: {verdict.reason}"
                )
            elif verdict.fate is Fate.CHANGED:
                self.stdout.write(
                    f"dòng {verdict.row}: {verdict.title}: đổi {verdict.reason}"
                )
        counts = (f"{WORDS[fate]} {len(outcome.of(fate))}" for fate in Fate)
        self.stdout.write(", ".join(counts))
