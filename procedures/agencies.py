"""One spelling for each agency that carries out procedures.

Exports write the same agency in a hundred ways. The table data/agencies.json knows
the names we keep and the spellings that lead to them; another agency stays as it is
written.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from wardportal.formats import clean_text, fold

TABLE = Path(__file__).parent / "data" / "agencies.json"
SEPARATORS = re.compile(r"[;|\n]")
COMMA = re.compile(r"\s*,\s*")
BRACKETS = re.compile(r"\s*\([^)]*\)")
NOT_LETTERS = re.compile(r"[^a-z0-9]+")


class AgencyTable:
    """The names that are kept, and the spellings of each."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._names: dict[str, str] = {_key(name): name for name in table["names"]}
        self._patterns: list[tuple[re.Pattern[str], str]] = [
            (re.compile(pattern), name)
            for name, patterns in table["spellings"].items()
            for pattern in patterns
        ]
        self._beginnings = tuple(table["beginnings"])
        self._nothing = frozenset(table["nothing"])

    def name_of(self, text: str) -> str:
        """Return the name kept for one agency; "" where the text says there is none."""
        key = _key(text)
        if key in self._nothing:
            return ""
        for pattern, name in self._patterns:
            if pattern.fullmatch(key):
                return name
        return self._names.get(key, clean_text(text).rstrip(" .,"))

    def begins_agency(self, text: str) -> bool:
        """Tell whether a text after a comma is an agency of its own."""
        return _key(text).startswith(self._beginnings)


@cache
def agency_table() -> AgencyTable:
    """Return the shipped table."""
    return AgencyTable(json.loads(TABLE.read_text()))


def agencies_in(text: str) -> list[str]:
    """Return each agency that a cell names, once, in the cell's order."""
    table = agency_table()
    parts = [part for line in SEPARATORS.split(text) for part in _apart(line, table)]
    names = [table.name_of(part) for part in parts]
    return list(dict.fromkeys(name for name in names if name))


def _apart(line: str, table: AgencyTable) -> list[str]:
    """Cut at commas, but not inside "xã, phường, thị trấn"."""
    first, *others = COMMA.split(clean_text(line))
    parts = [first]
    for other in others:
        if table.begins_agency(other):
            parts.append(other)
        else:
            parts[-1] += f", {other}"
    return [part for part in parts if part]


def _key(text: str) -> str:
    """Letters and digits alone, without what stands in brackets."""
    bare = BRACKETS.sub("", fold(text))
    return NOT_LETTERS.sub(" ", bare).strip()
