"""manage.py import_catalogue FILE: load a catalogue file, all rows or none."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from procedures.catalogue_source import read_source
from procedures.changing import Author, Ground, import_rows
from procedures.comparing import compare, parsed
from procedures.difference import fact_names
from procedures.verdicts import Fate, Order, Outcome
from wardportal.tabular import SourceError

WORDS = {
    Fate.ADDED: "thêm",
    Fate.CHANGED: "thay đổi",
    Fate.UNCHANGED: "không đổi",
    Fate.REJECTED: "bị loại",
    Fate.ABOLISHED: "bãi bỏ",
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
        parser.add_argument(
            "--from",
            dest="day",
            type=_day,
            help="ngày có hiệu lực, dạng 2026-12-01; mặc định là hôm nay",
        )
        parser.add_argument(
            "--decision", default="", help="số quyết định công bố danh sách"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = Author(timezone.now())
        day = options["day"] or by.today
        if day < by.today:
            raise CommandError("Ngày có hiệu lực phải từ hôm nay trở đi.")
        order = Order(
            day=day,
            decision=options["decision"],
            in_force_before=options["day"] is None,
        )
        try:
            rows = parsed(read_source(options["file"]))
        except SourceError as error:
            raise CommandError(str(error)) from error
        outcome = compare(rows, order)
        self._print(outcome)
        bad = outcome.of(Fate.REJECTED)
        if bad and not options["skip_bad"]:
            raise CommandError(
                f"{len(bad)} dòng bị loại nên không nhập dòng nào. "
                "Hãy sửa các dòng trên, hoặc thêm --skip-bad."
            )
        if not options["dry_run"]:
            ground = Ground(day, options["decision"])
            title = options["file"].name
            import_rows(title=title, rows=rows, order=order, ground=ground, by=by)

    def _print(self, outcome: Outcome) -> None:
        for verdict in outcome.verdicts:
            if verdict.fate is Fate.REJECTED:
                self.stderr.write(
                    f"dòng {verdict.row}: {verdict.title}: {verdict.reason}"
                )
            elif verdict.fate is Fate.CHANGED:
                names = fact_names(verdict.changed)
                self.stdout.write(f"dòng {verdict.row}: {verdict.title}: đổi {names}")
        counts = outcome.counts()
        told = (f"{WORDS[Fate(fate)]} {count}" for fate, count in counts.items())
        self.stdout.write(", ".join(told))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("ngày phải có dạng 2026-12-01") from None
