"""The versions of a procedure one after the other, and what each changed."""

from dataclasses import dataclass
from datetime import date

from procedures.difference import Difference, differences, fact_names
from procedures.holdings import says_the_same, version_facts
from procedures.models import Procedure, ProcedureVersion
from procedures.wording import STATE_WORDS
from wardportal.formats import short_date


@dataclass(frozen=True)
class HistoryRow:
    """One version in words; ``changed`` is said against the one before it."""

    version: ProcedureVersion
    before: ProcedureVersion | None
    span: str
    state: str
    decision: str
    changed: str


def version_history(procedure: Procedure, day: date) -> list[HistoryRow]:
    """Return the versions of a procedure with their terms, the newest first."""
    versions = sorted(procedure.versions.all(), key=lambda v: v.number, reverse=True)
    pairs = zip(versions, [*versions[1:], None], strict=True)
    return [_row(version, before, day) for version, before in pairs]


def version_differences(
    older: ProcedureVersion, newer: ProcedureVersion
) -> list[Difference]:
    """Tell every fact that two versions state otherwise."""
    before, after = version_facts(older), version_facts(newer)
    return differences(before, after, _changed(older, newer))


def _row(
    version: ProcedureVersion, before: ProcedureVersion | None, day: date
) -> HistoryRow:
    until = f" đến {short_date(version.valid_to)}" if version.valid_to else ""
    changed = fact_names(_changed(before, version)) if before else ""
    return HistoryRow(
        version,
        before,
        span=f"từ {short_date(version.valid_from)}{until}",
        state=STATE_WORDS[version.state_on(day)],
        decision=version.decision.number if version.decision else "",
        changed=changed or ("không đổi nội dung" if before else "phiên bản đầu"),
    )


def _changed(older: ProcedureVersion, newer: ProcedureVersion) -> list[str]:
    before, after = version_facts(older), version_facts(newer)
    return [
        name
        for name in sorted(before.keys() | after.keys())
        if not says_the_same(name, before.get(name), after.get(name))
    ]
