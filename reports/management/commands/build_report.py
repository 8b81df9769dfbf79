"""manage.py build_report: count a period now and write its report."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.counted import Scope
from reports.documents import printed_file
from reports.enums import FileFormat
from reports.figures import TallyError
from reports.periods import PeriodError, parse_period
from reports.statement import take_figures
from wardportal.office.current import OfficeNotSetUpError, current_office
from wardportal.pdf import PdfError
from wardportal.wholefiles import write_whole


class Command(BaseCommand):
    """Without --output the report, and nothing else, goes to standard output."""

    help = "Đếm số liệu của một kỳ và xuất báo cáo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", default="", help="từ ngày")
        parser.add_argument("--to", dest="end", default="", help="đến hết ngày")
        parser.add_argument(
            "--format", default=FileFormat.JSON.value, help="pdf, xlsx, csv hoặc json"
        )
        parser.add_argument("--output", type=Path, help="ghi vào tệp này")

    def handle(self, *, start: str, end: str, **options: Any) -> None:
        try:
            content = _report(start, end, _format(options["format"]))
            _deliver(content, options["output"])
        except (PeriodError, TallyError, OfficeNotSetUpError) as error:
            raise CommandError(str(error)) from error
        except PdfError as error:
            raise CommandError("Không in được tệp PDF.") from error
        except OSError as error:
            raise CommandError(
                f"Không ghi được tệp {options['output']}: {error.strerror}. "
                "Hãy chọn nơi khác."
            ) from error


def _format(name: str) -> FileFormat:
    if name in set(FileFormat):
        return FileFormat(name)
    raise CommandError("Dạng tệp phải là pdf, xlsx, csv hoặc json.")


def _report(start: str, end: str, kind: FileFormat) -> bytes:
    period, office = parse_period(start, end), current_office()
    statement = take_figures(Scope(period, office, timezone.now()))
    return printed_file(kind, statement, office)


def _deliver(content: bytes, output: Path | None) -> None:
    if output:
        write_whole(output.absolute(), content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
