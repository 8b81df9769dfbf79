"""Reads the tables that offices keep: CSV or XLSX, headings below any title.

A heading is known by its letters alone, with or without marks, whatever its case.
Cells come as the file has them: text from CSV; from XLSX also numbers and moments.
"""

import csv
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from wardportal.formats import clean_text, fold

MOST_TITLE_ROWS = 20
DELIMITERS = ",;\t"
"""Of CSV; a spreadsheet program set to Vietnamese writes the semicolon."""

DAMAGE = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    SyntaxError,  # of XML
    BadZipFile,
    zlib.error,
    csv.Error,
)
"""What parsers raise over a file that is damaged or not what its name says."""


class SourceError(ValueError):
    """The file cannot be read at all; the text says what to do."""


@dataclass(frozen=True)
class SourceRow:
    """One row with the number under which a person finds it in the file."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Columns:
    """The columns that a kind of table has."""

    names: Mapping[str, str]
    """The name of a column by its folded heading."""

    needed: frozenset[str]
    """Names without which a row is not the row of headings."""

    absent: str
    """What to say of a table without such a row."""

    @classmethod
    def known_by(
        cls, headings: Mapping[str, tuple[str, ...]], *, needed: set[str], absent: str
    ) -> "Columns":
        """Make columns from each one's folded headings, its name among them."""
        names = {
            heading: name
            for name, known in headings.items()
            for heading in (name, *known)
        }
        return cls(names, frozenset(needed), absent)

    def found_in(self, cells: Iterable[object]) -> list[str]:
        """Return the columns that a row of headings names, none for another row."""
        names = [self.names.get(fold(clean_text(_text(cell))), "") for cell in cells]
        return names if self.needed <= set(names) else []


Reader = Callable[[bytes], list[SourceRow]]


def read_file(path: Path, readers: Mapping[str, Reader]) -> list[SourceRow]:
    """Read a file by its ending.

    Raises SourceError when it is missing, empty, damaged or of another kind.
    """
    reader = readers.get(path.suffix.lower())
    if reader is None:
        *most, last = readers
        raise SourceError(f"Hãy dùng tệp {', '.join(most)} hoặc {last}.")
    try:
        rows = reader(path.read_bytes())
    except SourceError:
        raise
    except FileNotFoundError:
        raise SourceError(f"Không tìm thấy tệp {path.name}.") from None
    except DAMAGE as error:
        raise SourceError(
            f"Không đọc được tệp {path.name}. Hãy mở tệp, lưu lại rồi nhập lần nữa."
        ) from error
    if not rows:
        raise SourceError(f"Tệp {path.name} không có dòng nào.")
    return rows


def table_readers(columns: Columns) -> dict[str, Reader]:
    """Return the readers of tables by the ending of the file."""
    return {
        ".csv": lambda content: _read_csv(content, columns),
        ".xlsx": lambda content: _read_xlsx(content, columns),
    }


def _read_csv(content: bytes, columns: Columns) -> list[SourceRow]:
    text = content.decode("utf-8-sig")
    for delimiter in DELIMITERS:
        lines = io.StringIO(text, newline="")
        table = csv.reader(lines, delimiter=delimiter, strict=True)
        names, first = _headings(enumerate(table, start=1), columns)
        if names:
            return list(_rows(enumerate(table, start=first), names))
    raise SourceError(columns.absent)


def _read_xlsx(content: bytes, columns: Columns) -> list[SourceRow]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- heavy, only imports need it

    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).active
    if sheet is None:
        raise SourceError("Tệp bảng tính không có trang nào.")
    table = enumerate(sheet.iter_rows(values_only=True), start=1)
    names, _ = _headings(table, columns)
    if not names:
        raise SourceError(columns.absent)
    return list(_rows(table, names))


def _headings(
    lines: Iterator[tuple[int, Iterable[object]]], columns: Columns
) -> tuple[list[str], int]:
    """Walk to the row of headings; return its names and the number of the next row."""
    for number, cells in lines:
        names = columns.found_in(cells)
        if names or number >= MOST_TITLE_ROWS:
            return names, number + 1
    return [], 0


def _rows(
    lines: Iterable[tuple[int, Iterable[object]]], names: list[str]
) -> Iterator[SourceRow]:
    for number, line in lines:
        cells = list(line)
        if any(_text(cell).strip() for cell in cells):
            named = zip(names, cells, strict=False)
            yield SourceRow(number, {name: cell for name, cell in named if name})


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
