"""Where dossiers that did not simply end with a result stand in Biểu II.06a.

The rules are data (``data/column_rules.json``), printed under the table as its note.
No official text settles them; they follow the practice of published tallies.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "column_rules.json"


class CountedIn(StrEnum):
    """The part of the table that a rule names."""

    APART = "apart"
    RESOLVED = "resolved"
    PENDING = "pending"


@dataclass(frozen=True)
class ColumnRule:
    """One case, named as the status or outcome that makes it, and its place."""

    case: str
    label: str
    counted_in: CountedIn
    sentence: str


@cache
def column_rules() -> tuple[ColumnRule, ...]:
    """Return every rule in the order in which the note prints them."""
    return tuple(
        ColumnRule(**{**row, "counted_in": CountedIn(row["counted_in"])})
        for row in json.loads(FILE.read_text(encoding="utf-8"))
    )


def closed_otherwise() -> tuple[ColumnRule, ...]:
    """Return the ends other than a granted result that count as resolved.

    They print as "trong đó" counts, and a second rate leaves them out.
    """
    return tuple(
        rule for rule in column_rules() if rule.counted_in is CountedIn.RESOLVED
    )


def rule_sentences() -> list[str]:
    """Return what the note prints; cases with one sentence share it."""
    return list(dict.fromkeys(rule.sentence for rule in column_rules()))
