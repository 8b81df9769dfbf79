"""Loads a catalogue file: compares, says what would change, loads all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.utils import timezone

from procedures.catalogue import group_named, publish, revise
from procedures.catalogue_facts import FactError, Facts, facts_of
from procedures.models import Procedure
from wardportal.formats import fold
from wardportal.history.chain import Draft, record
from wardportal.office.setup import EARLIEST
from wardportal.tabular import SourceRow


class Fate(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Verdict:
    """One row's fate, with the reason or the names of what changes."""

    row: int
    title: str
    fate: Fate
    reason: str = ""
    facts: Facts = field(default_factory=dict)
    changed: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """The verdict on every row, in the file's order."""

    verdicts: tuple[Verdict, ...]

    def of(self, fate: Fate) -> tuple[Verdict, ...]:
        """Return the rows with one fate."""
        return tuple(verdict for verdict in self.verdicts if verdict.fate is fate)


def judge(rows: Sequence[SourceRow]) -> Outcome:
    """Compare a file with the catalogue; changes nothing."""
    held = {identity: p.source_facts for identity, p in _held().items()}
    seen: dict[str, int] = {}
    return Outcome(tuple(_judged(row, held, seen) for row in rows))


@transaction.atomic
def load(outcome: Outcome, *, day: date) -> None:
    """Carry out the added and changed rows of a verdict, in one transaction."""
    known = _held()
    for verdict in outcome.of(Fate.ADDED):
        publish(facts=verdict.facts, valid_from=day, first_day=EARLIEST)
    for verdict in outcome.of(Fate.CHANGED):
        procedure = known[_identity(verdict.facts)]
        revise(procedure=procedure, changed=verdict.changed, day=day)


@transaction.atomic
def import_outcome(outcome: Outcome, *, file_name: str, moment: datetime) -> None:
    """Load a verdict from the day of ``moment`` on, and leave evidence of what came.

    A file that changes nothing leaves none.
    """
    load(outcome, day=timezone.localdate(moment))
    counts = {fate.value: len(outcome.of(fate)) for fate in Fate}
    if counts[Fate.ADDED] or counts[Fate.CHANGED]:
        record(
            Draft(
                event="imported",
                moment=moment,
                subject_kind="catalogue",
                subject_id=uuid5(NAMESPACE_OID, file_name),
                words={"file": file_name, **counts},
            )
        )


@transaction.atomic
def order_groups(names: Sequence[str]) -> None:
    """Enter groups of sectors in the order in which wards list them."""
    for order, name in enumerate(names):
        group = group_named(name)
        if group.order != order:
            group.order = order
            group.save(update_fields=["order"])


def _judged(row: SourceRow, held: dict[str, Facts], seen: dict[str, int]) -> Verdict:
    title = str(row.values.get("code") or row.values.get("name") or "")[:80]
    try:
        facts = facts_of(row.values)
    except FactError as error:
        return Verdict(row.number, title, Fate.REJECTED, str(error))
    identity = _identity(facts)
    if identity in seen:
        reason = f"Trùng với dòng {seen[identity]}. Hãy giữ một dòng."
        return Verdict(row.number, title, Fate.REJECTED, reason)
    seen[identity] = row.number
    known = held.get(identity)
    if known is None:
        return Verdict(row.number, title, Fate.ADDED, facts=facts)
    changed = {name: value for name, value in facts.items() if known.get(name) != value}
    fate = Fate.CHANGED if changed else Fate.UNCHANGED
    return Verdict(row.number, title, fate, ", ".join(sorted(changed)), facts, changed)


def _held() -> dict[str, Procedure]:
    """Find each procedure by what its source called it, and by what it is called now.

    The latter is all that is known of one that an editor entered.
    """
    procedures = list(Procedure.objects.with_sector())
    by_source = {_identity(p.source_facts): p for p in procedures if p.source_facts}
    by_columns = {_identity(_columns(p)): p for p in procedures}
    return by_source | by_columns


def _columns(procedure: Procedure) -> Facts:
    return {
        "code": procedure.code,
        "sector": procedure.sector.name,
        "name": procedure.name,
    }


def _identity(facts: Facts) -> str:
    """Name a procedure across files: by its code, else by sector and name."""
    code: str = facts.get("code") or ""
    return code or f"{fold(facts.get('sector', ''))}|{fold(facts['name'])}"
