"""Tables for spreadsheets in which text stays text, whoever wrote it.

A name that begins with ``=`` would be run as a formula by the program that opens the
file. In XLSX each text is typed as text; CSV has no types, so such a text gets an
apostrophe before it (OWASP, CSV Injection). Figures are written as numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int
Row = Sequence[Cell]

RUN_BY_PROGRAMS = tuple("=+-@\t\r\n＝＋－＠")
NUMBER_OR_PHONE = re.compile(r"[+-]?[\d .]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NARROWEST, WIDEST = 8, 60
LONGEST_TITLE = 31
"""Excel's limit for the name of a sheet."""


@dataclass(frozen=True)
class Sheet:
    """One table: its title, the head of its columns and its rows."""

    title: str
    head: Row
    rows: Sequence[Row]
    total: Row = field(default=())


def write_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook with one worksheet for each table."""
    workbook = Workbook()
    if workbook.active is not None:
        workbook.remove(workbook.active)
    for sheet in sheets:
        _fill(workbook.create_sheet(sheet.title[:LONGEST_TITLE]), sheet)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def write_csv(sheets: Iterable[Sheet]) -> bytes:
    """Return the tables one below the other: UTF-8 with a mark that Excel needs."""
    text = io.StringIO()
    writer = csv.writer(text)
    for number, sheet in enumerate(sheets):
        if number:
            writer.writerow([])
        writer.writerow([safe_csv_text(sheet.title)])
        for row in _all_rows(sheet):
            writer.writerow([_csv_value(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def safe_csv_text(text: str) -> str:
    """Return a text as no spreadsheet runs it; numbers and phones stay unchanged."""
    clean = CONTROL.sub("", text)
    runs = clean.lstrip(" ").startswith(RUN_BY_PROGRAMS)
    return f"'{clean}" if runs and not NUMBER_OR_PHONE.fullmatch(clean) else clean


def _all_rows(sheet: Sheet) -> list[Row]:
    return [sheet.head, *sheet.rows, *([sheet.total] if sheet.total else [])]


def _csv_value(value: Cell) -> str | int:
    return safe_csv_text(value) if isinstance(value, str) else value


def _fill(worksheet: Worksheet, sheet: Sheet) -> None:
    rows = _all_rows(sheet)
    for row_number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            _write(worksheet, (row_number, column), value)
    for bold in [1, len(rows)] if sheet.total else [1]:
        for cell in worksheet[bold]:
            cell.font = Font(bold=True)
    worksheet.freeze_panes = "A2"
    _set_widths(worksheet, rows)


def _write(worksheet: Worksheet, place: tuple[int, int], value: Cell) -> None:
    cell = worksheet.cell(*place)
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = CONTROL.sub("", value)
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(RUN_BY_PROGRAMS)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _set_widths(worksheet: Worksheet, rows: Sequence[Row]) -> None:
    for number, column in enumerate(zip(*rows, strict=True), start=1):
        longest = max(len(str(value)) for value in column)
        width = min(max(longest + 2, NARROWEST), WIDEST)
        worksheet.column_dimensions[get_column_letter(number)].width = width
