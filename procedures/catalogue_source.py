"""Reads a catalogue file (JSON, CSV or XLSX) into rows of named values.

The national portal's export is taken as it is: a merged title above the headings,
several lines in a cell, stray spaces, letters that are not in NFC.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from wardportal.formats import clean_text, fold

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("ma so", "ma thu tuc", "ma tthc"),
    "name": ("ten", "ten thu tuc", "ten thu tuc hanh chinh", "ten tthc"),
    "ministry": ("co quan ban hanh", "bo, nganh", "bo nganh"),
    "authority": ("co quan thuc hien", "executing_agency"),
    "sector": ("linh vuc", "field"),
    "group": ("nhom linh vuc", "field_group"),
    "level": ("cap thuc hien",),
    "decision": ("quyet dinh cong bo", "announcing_decision"),
    "channels": ("kenh nop", "cach nop", "hinh thuc nop"),
    "limit_value": ("thoi han", "time_limit_value"),
    "limit_unit": ("don vi", "don vi thoi han", "time_limit_unit"),
    "limit_note": ("ghi chu thoi han", "time_limit_note"),
    "fee": ("phi, le phi", "le phi", "phi", "fee_vnd"),
    "fee_note": ("ghi chu phi", "ghi chu le phi"),
    "online_level": ("muc do truc tuyen", "muc do"),
    "result": ("ket qua", "result_document"),
    "legal_bases": ("can cu phap ly", "legal_basis"),
    "portal_url": ("duong dan",),
    "as_of": ("so lieu thang",),
}
_NAME_OF = {
    heading: name
    for name, headings in HEADINGS.items()
    for heading in (name, *headings)
}
_MULTILINE = frozenset({"authority", "channels", "legal_bases", "result"})
_TITLE_ROWS = 20


class SourceError(ValueError):
    """The file cannot be read at all; the text says what to do."""


@dataclass(frozen=True)
class SourceRow:
    """One row with the number under which a person finds it in the file."""

    number: int
    values: dict[str, Any]


def read_source(path: Path) -> list[SourceRow]:
    """Read a file by its ending.

    Raises SourceError when it is missing, of another kind, damaged or without the
    headings for code and name.
    """
    readers = {".json": _read_json, ".csv": _read_csv, ".xlsx": _read_xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise SourceError("Hãy dùng tệp .json, .csv hoặc .xlsx.")
    try:
        rows = reader(path.read_bytes())
    except FileNotFoundError:
        raise SourceError(f"Không tìm thấy tệp {path.name}.") from None
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(
            f"Không đọc được tệp {path.name}. Hãy mở tệp, lưu lại rồi nhập lần nữa."
        ) from error
    if not rows:
        raise SourceError(f"Tệp {path.name} không có dòng nào.")
    return rows


def _read_json(content: bytes) -> list[SourceRow]:
    data = json.loads(content.decode("utf-8-sig"))
    entries = data.get("procedures") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise SourceError('Tệp JSON cần một danh sách thủ tục, hoặc mục "procedures".')
    return [SourceRow(number, entry) for number, entry in enumerate(entries, start=1)]


def _read_csv(content: bytes) -> list[SourceRow]:
    text = content.decode("utf-8-sig")
    return list(_tabular(csv.reader(io.StringIO(text, newline=""), strict=True)))


def _read_xlsx(content: bytes) -> list[SourceRow]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- heavy, only imports need it

    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).active
    if sheet is None:
        raise SourceError("Tệp bảng tính không có trang nào.")
    return list(_tabular(sheet.iter_rows(values_only=True)))


def _tabular(lines: Iterable[Iterable[Any]]) -> Iterator[SourceRow]:
    """Find the heading row below any title, then name each later row's cells."""
    names: list[str] = []
    for number, line in enumerate(lines, start=1):
        cells = ["" if cell is None else str(cell) for cell in line]
        if not names:
            names = _headings(cells)
            if not names and number >= _TITLE_ROWS:
                break
        elif any(cell.strip() for cell in cells):
            yield SourceRow(number, _named(names, cells))
    if not names:
        raise SourceError(
            "Không thấy dòng tiêu đề. Tệp cần có cột “Mã số” và cột “Tên”."
        )


def _headings(cells: list[str]) -> list[str]:
    names = [_NAME_OF.get(fold(clean_text(cell)), "") for cell in cells]
    return names if {"code", "name"} <= set(names) else []


def _named(names: list[str], cells: list[str]) -> dict[str, Any]:
    """Clean each cell; several lines stay apart where a cell may list several."""
    row: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=False):
        if name in _MULTILINE:
            lines = (clean_text(line) for line in cell.splitlines())
            row[name] = "; ".join(line for line in lines if line)
        elif name:
            row[name] = clean_text(cell)
    return row
