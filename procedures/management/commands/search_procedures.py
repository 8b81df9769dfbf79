"""manage.py search_procedures --batch FILE: what each line of a file finds, as JSON."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from procedures.models import Procedure
from procedures.search import matches

STANDARD_INPUT = "-"


class Command(BaseCommand):
    help = (
        "Tìm thủ tục theo từng dòng của tệp, ghi mỗi dòng một JSON "
        '{"query", "codes"}. Thủ tục chưa có mã không có trong "codes".'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--batch",
            required=True,
            metavar="TỆP",
            help="mỗi dòng một từ khóa, UTF-8; - là đầu vào chuẩn",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        listed = Procedure.objects.for_citizens().listed(timezone.localdate())
        codes = dict(listed.order_by().values_list("pk", "code"))
        for query in _lines(options["batch"]):
            found = [code for key in matches(query) if (code := codes.get(key))]
            line = {"query": query, "codes": found}
            self.stdout.write(json.dumps(line, ensure_ascii=False))


def _lines(source: str) -> Iterator[str]:
    """Read queries, one for each line: answers stand beside what was asked."""
    try:
        text = (
            sys.stdin.read()
            if source == STANDARD_INPUT
            else Path(source).read_text("utf-8-sig")
        )
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"Không đọc được {source}. Hãy chọn tệp văn bản UTF-8."
        ) from error
    return (line.rstrip("\r") for line in text.removesuffix("\n").split("\n"))
