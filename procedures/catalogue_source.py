"""Reads a catalogue file (JSON, CSV or XLSX) into rows of named values.

The national portal's export is taken as it is: a merged title above the headings and
between the rows, several lines in a cell, stray spaces, letters that are not in NFC,
codes that a spreadsheet took for numbers. One procedure's page as JSON is a file of
one row.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from wardportal.formats import clean_text, fold
from wardportal.tabular import (
    Columns,
    Reader,
    SourceError,
    SourceRow,
    read_content,
    read_file,
    table_readers,
)

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": (
        *("ma so", "ma thu tuc", "ma tthc", "ma so tthc", "ma so thu tuc"),
        *("ma thu tuc hanh chinh", "ma so thu tuc hanh chinh"),
    ),
    "name": ("ten", "ten thu tuc", "ten thu tuc hanh chinh", "ten tthc"),
    "ministry": ("co quan ban hanh", "bo, nganh", "bo nganh"),
    "authority": ("co quan thuc hien", "executing_agency"),
    "sector": ("linh vuc", "field"),
    "group": ("nhom linh vuc", "field_group"),
    "level": ("cap thuc hien",),
    "decision": ("quyet dinh cong bo", "announcing_decision"),
    "channels": ("kenh nop", "cach nop", "hinh thuc nop"),
    "limit_value": ("thoi han", "thoi han giai quyet", "time_limit_value"),
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
_PAGE_NAMES = {name: column for name, column in COLUMNS.names.items() if name.isascii()}
_SECTION = re.compile(r"^(?:[ivxlc]+|[a-z]|\d+)?[.):\s-]*linh vuc\b[\s:.-]*")
"""A title between the rows, folded, that names the sector of those below it."""

_TITLE = re.compile(r"(?:[ivxlc]+|[a-z])[.)]\s|tong (?:so|cong)\b|cong ?:|linh vuc\b")
_LIKE_A_CODE = re.compile(r"\d\.\d{2}")


def read_source(path: Path) -> list[SourceRow]:
    """Read a file by its ending.

    Raises SourceError when it is missing, of another kind, damaged or without the
    headings for code and name.
    """
    return read_file(path, _readers(path.name))


def read_upload(name: str, content: bytes) -> list[SourceRow]:
    """Read what an editor sends; raises as ``read_source``."""
    return read_content(name, content, _readers(name))


def _readers(name: str) -> dict[str, Reader]:
    tables = table_readers(COLUMNS).items()
    cleaning = {ending: partial(_read_cleaned, reader) for ending, reader in tables}
    return {".json": partial(_read_json, Path(name).stem), **cleaning}


def _read_json(stem: str, content: bytes) -> list[SourceRow]:
    data = json.loads(content.decode("utf-8-sig"))
    if isinstance(data, dict) and "procedures" not in data and "name" in data:
        return [SourceRow(1, {**_page(data), "page": stem})]
    entries = data.get("procedures") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise SourceError('Tệp JSON cần một danh sách thủ tục, hoặc mục "procedures".')
    return [SourceRow(number, _page(e)) for number, e in enumerate(entries, start=1)]


def _page(entry: dict[str, Any]) -> dict[str, Any]:
    """Name what a page states as the columns of a table are named."""
    row = {_PAGE_NAMES.get(name, name): value for name, value in entry.items()}
    limit = row.pop("time_limit", None)
    if isinstance(limit, dict):
        row |= {f"limit_{part}": limit.get(part) for part in ("value", "unit", "note")}
    return row


def _read_cleaned(reader: Reader, content: bytes) -> list[SourceRow]:
    return list(_below_titles(reader(content)))


def _below_titles(rows: Iterable[SourceRow]) -> Iterator[SourceRow]:
    """Leave out titles and headings between the rows; keep the sector they name."""
    sector = ""
    for row in rows:
        values = _cleaned(row.values)
        if COLUMNS.found_in(values.values()):
            continue
        title = _title_in(values, row.loose)
        if title is None:
            stated = {"sector": sector} if sector and not values.get("sector") else {}
            yield SourceRow(row.number, values | stated, row.loose)
        elif section := _SECTION.match(fold(title)):
            # Folding keeps each letter's place, so the name begins where it ends.
            sector = clean_text(title)[section.end() :].strip()


def _title_in(values: dict[str, Any], loose: str) -> str | None:
    """Return the text of a row that is no procedure but a title; None of others."""
    filled = {name: value for name, value in values.items() if value}
    text = " ".join(filled.values())
    if filled.keys() - {"code", "name"} or _LIKE_A_CODE.search(text):
        return None
    numbered = fold(f"{loose}. {text}" if loose else text)
    is_title = "name" not in filled or _TITLE.match(numbered)
    return (text or loose) if is_title else None


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    """Clean each cell; several lines stay apart where a cell may list several."""
    row: dict[str, Any] = {}
    for name, value in values.items():
        cell = _written(name, value)
        if name in _MULTILINE:
            lines = (clean_text(line) for line in cell.splitlines())
            row[name] = "; ".join(line for line in lines if line)
        else:
            row[name] = clean_text(cell)
    return row


def _written(name: str, value: object) -> str:
    """Write a cell as text; a code that is a number has six decimals again."""
    if name == "code" and isinstance(value, float):
        return f"{value:.6f}"
    return "" if value is None else str(value)
