"""What becomes of each row of a catalogue file, and what the editor says beside it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from procedures.catalogue_facts import Facts
from wardportal.formats import fold

LIST = 0
"""The row of what the editor ordered beside the file."""


class Fate(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    ABOLISHED = "abolished"


@dataclass(frozen=True)
class Parsed:
    """One row of a file: the facts it states, or why it cannot be taken."""

    row: int
    title: str
    facts: Facts = field(default_factory=dict)
    reason: str = ""
    is_page: bool = False
    """Whether it is one procedure's own page, whose name must be the procedure's."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What the editor says of a file besides what it says itself."""

    day: date | None = None
    """From when it holds; without a day nothing is asked of upcoming versions."""

    decision: str = ""
    in_force_before: bool = True
    """Whether new procedures have been in force before: the first list of a ward."""

    whole: str = ""
    """Of what the file is the whole list: ``scope_of`` a sector or a ministry."""

    abolished: tuple[str, ...] = ()
    """Codes that the decision abolishes."""

    def as_stored(self) -> dict[str, Any]:
        """Return the order as JSON keeps it, without its day."""
        return {**asdict(self), "day": None, "abolished": list(self.abolished)}

    @classmethod
    def from_stored(cls, stored: dict[str, Any], day: date) -> "Order":
        """Return what ``as_stored`` kept, for a day."""
        return cls(**{**stored, "day": day, "abolished": tuple(stored["abolished"])})


@dataclass(frozen=True)
class Verdict:
    """One row's fate, with the reason or the names of what changes."""

    row: int
    title: str
    fate: Fate
    reason: str = ""
    facts: Facts = field(default_factory=dict)
    changed: Facts = field(default_factory=dict)
    before: Facts = field(default_factory=dict)
    """What the catalogue holds of the changed facts."""

    procedure: str = ""
    """The id of the procedure that the catalogue holds."""


@dataclass(frozen=True)
class Outcome:
    """The verdict on every row, in the file's order."""

    verdicts: tuple[Verdict, ...]

    def of(self, fate: Fate) -> tuple[Verdict, ...]:
        """Return the rows with one fate."""
        return tuple(verdict for verdict in self.verdicts if verdict.fate is fate)

    def counts(self) -> dict[str, int]:
        """Return how many rows have each fate; abolished only where some are."""
        counts = {fate.value: len(self.of(fate)) for fate in Fate}
        if not counts[Fate.ABOLISHED]:
            del counts[Fate.ABOLISHED]
        return counts

    def as_stored(self) -> list[dict[str, Any]]:
        """Return the verdicts as JSON keeps them."""
        return [asdict(verdict) for verdict in self.verdicts]

    @classmethod
    def from_stored(cls, verdicts: list[dict[str, Any]]) -> "Outcome":
        """Return what ``as_stored`` kept."""
        return cls(tuple(Verdict(**{**v, "fate": Fate(v["fate"])}) for v in verdicts))

    @property
    def changes_something(self) -> bool:
        idle = {Fate.UNCHANGED, Fate.REJECTED}
        return any(verdict.fate not in idle for verdict in self.verdicts)


def identity_of(facts: Mapping[str, Any]) -> str:
    """Name a procedure across files: by its code, else by sector and name."""
    code: str = facts.get("code") or ""
    return code or f"{fold(facts.get('sector', ''))}|{fold(facts['name'])}"
