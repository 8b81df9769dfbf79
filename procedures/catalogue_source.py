"""Reads a catalogue file (JSON, CSV or XLSX) into rows of named values.

The national portal's export is taken as it is: a merged title above the headings,
several lines in a cell, stray spaces, letters that are not in NFC.
"""

import json
from functools import partial
from pathlib import Path
from typing import Any

from wardportal.formats import clean_text
from wardportal.tabular import (
    Columns,
    Reader,
    SourceError,
    SourceRow,
    read_file,
    table_readers,
)

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
COLUMNS = Columns.known_by(
    HEADINGS,
    needed={"code", "name"},
    absent="Không thấy dòng tiêu đề. Tệp cần có cột “Mã số” và cột “Tên”.",
)
_MULTILINE = frozenset({"authority", "channels", "legal_bases", "result"})


def read_source(path: Path) -> list[SourceRow]:
    """Read a file by its ending.

    Raises SourceError when it is missing, of another kind, damaged or without the
    headings for code and name.
    """
    tables = table_readers(COLUMNS).items()
    cleaning = {ending: partial(_read_cleaned, reader) for ending, reader in tables}
    return read_file(path, {".json": _read_json, **cleaning})


def _read_json(content: bytes) -> list[SourceRow]:
    data = json.loads(content.decode("utf-8-sig"))
    entries = data.get("procedures") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise SourceError('Tệp JSON cần một danh sách thủ tục, hoặc mục "procedures".')
    return [SourceRow(number, entry) for number, entry in enumerate(entries, start=1)]


def _read_cleaned(reader: Reader, content: bytes) -> list[SourceRow]:
    return [SourceRow(row.number, _cleaned(row.values)) for row in reader(content)]


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    """Clean each cell; several lines stay apart where a cell may list several."""
    row: dict[str, Any] = {}
    for name, value in values.items():
        cell = "" if value is None else str(value)
        if name in _MULTILINE:
            lines = (clean_text(line) for line in cell.splitlines())
            row[name] = "; ".join(line for line in lines if line)
        else:
            row[name] = clean_text(cell)
    return row
