"""The report as a document: one HTML for the preview and the PDF, and its twins."""

import json
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from reports.canonical import public_figures
from reports.charts import receipts_chart
from reports.columns import Column
from reports.enums import FileFormat
from reports.figures import Counts, Statement, Tallies
from reports.mapping import rule_sentences
from reports.sheets import report_csv, report_xlsx
from reports.wording import (
    apologies_in_words,
    chart_step,
    corrections_in_words,
    in_full,
    lines_in_words,
    other_ends_in_words,
    receipts_over_time,
    span,
)
from wardportal.letterhead import office_letterhead
from wardportal.office.models import Office
from wardportal.pdf import render_pdf

TEMPLATE = "reports/pdf/report.html"


@dataclass(frozen=True)
class SectorLine:
    """A row of Biểu II.06a ready to print."""

    name: str
    figures: tuple[int, ...]


def printed_files(statement: Statement, office: Office) -> dict[FileFormat, bytes]:
    """Return every file of a report.

    Raises PdfError when the document cannot be printed.
    """
    return {kind: printed_file(kind, statement, office) for kind in FileFormat}


def printed_file(kind: FileFormat, statement: Statement, office: Office) -> bytes:
    """Return a report in one format; raises PdfError as ``printed_files`` does."""
    match kind:
        case FileFormat.PDF:
            html = report_html(statement, office)
            return render_pdf(html, accessible=True)
        case FileFormat.XLSX:
            return report_xlsx(statement)
        case FileFormat.CSV:
            return report_csv(statement)
        case FileFormat.JSON:
            text = json.dumps(
                public_figures(statement.tallies), ensure_ascii=False, indent=2
            )
            return f"{text}\n".encode()


def report_html(statement: Statement, office: Office) -> SafeString:
    """Return the whole document, as the preview shows it and the PDF prints it."""
    return render_to_string(TEMPLATE, _context(statement, office))


def sector_lines(statement: Statement) -> list[SectorLine]:
    """Return the rows of Biểu II.06a, without the total."""
    return [
        SectorLine(row.sector, _figures(row.counts)) for row in statement.tallies.rows
    ]


def total_line(statement: Statement) -> SectorLine:
    """Return the last row of Biểu II.06a."""
    return SectorLine("Tổng số", _figures(statement.tallies.total))


def _context(statement: Statement, office: Office) -> dict[str, Any]:
    tallies = statement.tallies
    day = timezone.localdate(statement.counted_at)
    return {
        "letterhead": office_letterhead(office, symbol=office.document_symbol, day=day),
        "office": office,
        "statement": statement,
        "tallies": tallies,
        "total": tallies.total,
        "span": span(tallies.period),
        "period_in_full": in_full(tallies.period),
        "sector_lines": sector_lines(statement),
        "total_line": total_line(statement),
        "lines": [line for line in tallies.lines if line.received],
        "lines_in_words": lines_in_words(tallies.lines),
        "other_ends": other_ends_in_words(tallies),
        "apologies": apologies_in_words(statement),
        "corrections": corrections_in_words(statement),
        "rule_sentences": rule_sentences(),
        "chart": _chart(tallies),
        "chart_step": chart_step(tallies.period),
    }


def _chart(tallies: Tallies) -> SafeString:
    step, name = chart_step(tallies.period), tallies.period.label
    return receipts_chart(
        receipts_over_time(tallies.period, tallies.days),
        title=f"Số hồ sơ tiếp nhận theo {step}, {name}",
    )


def _figures(counts: Counts) -> tuple[int, ...]:
    return tuple(counts.of(column) for column in Column)
