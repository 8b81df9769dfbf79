"""Reads the tables that offices keep: CSV or XLSX, headings below any title.

A heading is known by its letters alone, with or without marks, whatever its case.
Cells come as the file has them: text from CSV; from XLSX also numbers and moments.
"""

import codecs
import csv
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from wardportal.formats import clean_text, fold

MOST_TITLE_ROWS = 20
MOST_UNPACKED = 200_000_000
"""Bytes of a spreadsheet once unpacked; a list of 10.000 rows takes a tenth."""

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
    loose: str = field(default="", compare=False)
    """What stands in columns without a known heading."""


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
    reader = _reader_for(path.name, readers)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"Không tìm thấy tệp {path.name}.") from None
    except OSError as error:
        raise SourceError(_unreadable(path.name)) from error
    return _read_with(reader, path.name, content)


def read_content(
    name: str, content: bytes, readers: Mapping[str, Reader]
) -> list[SourceRow]:
    """Read an uploaded file by the ending of its name; raises as ``read_file``."""
    return _read_with(_reader_for(name, readers), name, content)


def _reader_for(name: str, readers: Mapping[str, Reader]) -> Reader:
    reader = readers.get(Path(name).suffix.lower())
    if reader is None:
        *most, last = readers
        raise SourceError(f"Hãy dùng tệp {', '.join(most)} hoặc {last}.")
    return reader


def _read_with(reader: Reader, name: str, content: bytes) -> list[SourceRow]:
    try:
        rows = reader(content)
    except SourceError:
        raise
    except DAMAGE as error:
        raise SourceError(_unreadable(name)) from error
    if not rows:
        raise SourceError(f"Tệp {name} không có dòng nào.")
    return rows


def _unreadable(name: str) -> str:
    return f"Không đọc được tệp {name}. Hãy mở tệp, lưu lại rồi nhập lần nữa."


def table_readers(columns: Columns) -> dict[str, Reader]:
    """Return the readers of tables by the ending of the file."""
    return {
        ".csv": lambda content: _read_csv(content, columns),
        ".xlsx": lambda content: _read_xlsx(content, columns),
    }


def _read_csv(content: bytes, columns: Columns) -> list[SourceRow]:
    text = _decoded(content)
    for delimiter in DELIMITERS:
        lines = io.StringIO(text, newline="")
        table = csv.reader(lines, delimiter=delimiter, strict=True)
        names, first = _headings(enumerate(table, start=1), columns)
        if names:
            return list(_rows(enumerate(table, start=first), names))
    raise SourceError(columns.absent)


def _decoded(content: bytes) -> str:
    """Read UTF-8, or the UTF-16 in which spreadsheet programs save Unicode text."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if marked else "utf-8-sig")


def _read_xlsx(content: bytes, columns: Columns) -> list[SourceRow]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- heavy, only imports need it

    _check_unpacked_size(content)
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).active
    if sheet is None:
        raise SourceError("Tệp bảng tính không có trang nào.")
    table = enumerate(sheet.iter_rows(values_only=True), start=1)
    names, _ = _headings(table, columns)
    if not names:
        raise SourceError(columns.absent)
    return list(_rows(table, names))


def _check_unpacked_size(content: bytes) -> None:
    """Refuse a small file that unpacks into one that fills the memory."""
    with ZipFile(io.BytesIO(content)) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > MOST_UNPACKED:
        raise SourceError("Bảng tính quá lớn. Hãy chia thành nhiều tệp rồi nhập.")


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
            named = list(zip(names, cells, strict=False))
            values = {name: cell for name, cell in named if name}
            loose = (_text(cell) for name, cell in named if not name)
            yield SourceRow(number, values, clean_text(" ".join(loose)))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
