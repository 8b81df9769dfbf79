"""What the catalogue holds of a procedure, as the facts that a file would state."""

from typing import Any

from procedures.catalogue import ON_PROCEDURE
from procedures.catalogue_facts import Facts, stated_only
from procedures.enums import Channel
from procedures.models import Procedure, ProcedureVersion
from procedures.versions import ON_VERSION
from wardportal.formats import fold

LIMIT_PARTS = ("value", "unit", "channel", "case", "basis", "note")
FEE_PARTS = (
    *("status", "basis", "channel", "case", "amount", "tiers", "cap", "ground"),
    *("source", "note"),
)
PAPER_PARTS = (
    *("name", "originals", "copies", "to_present", "optional", "case", "form", "note"),
)
CLOCK_RULES = ("pause_allowed", "agreement_allowed", "verification_days")
STEP_PARTS = ("role", "action", "duration")


def held_facts(procedure: Procedure) -> Facts:
    """Return the facts of a procedure and of its newest version.

    Needs ``with_sector`` and ``with_terms``.
    """
    facts = {fact: getattr(procedure, name) for fact, name in ON_PROCEDURE.items()}
    facts |= {"sector": procedure.sector.name, "group": procedure.sector.group.name}
    version = procedure.newest_version()
    return stated_only(facts) | (version_facts(version) if version else {})


def version_facts(version: ProcedureVersion) -> Facts:
    """Return the facts that one version states."""
    offered = {row.channel for row in version.offered_channels.all()}
    decision = version.decision
    return stated_only(
        {
            **{fact: getattr(version, name) for fact, name in ON_VERSION.items()},
            "decision": decision.number if decision else "",
            **{name: getattr(version, name) for name in CLOCK_RULES},
            "channels": [c.value for c in Channel if c.value in offered],
            "limits": [_limit(row) for row in version.limits.all()],
            "fees": [_parts(row, FEE_PARTS) for row in version.fees.all()],
            "documents": [_parts(row, PAPER_PARTS) for row in version.documents.all()],
            "steps": [_parts(row, STEP_PARTS) for row in version.steps.all()],
            "legal_bases": [basis.number for basis in version.legal_bases.all()],
        }
    )


def says_the_same(fact: str, one: Any, other: Any) -> bool:
    """Tell whether two statements of a fact differ in more than their writing."""
    if fact == "legal_bases":
        return sorted(one or []) == sorted(other or [])
    if fact in {"sector", "group"}:
        return fold(one or "") == fold(other or "")
    return bool(one == other)


def _limit(row: Any) -> Facts:
    cutoff = {"cutoff": f"{row.cutoff:%H:%M}"} if row.cutoff else {}
    return _parts(row, LIMIT_PARTS) | cutoff


def _parts(row: Any, names: tuple[str, ...]) -> Facts:
    return stated_only({name: getattr(row, name) for name in names})
