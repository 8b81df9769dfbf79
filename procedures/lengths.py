"""Whether what a file states fits the catalogue's columns."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from procedures.catalogue import ON_PROCEDURE
from procedures.catalogue_facts import Facts
from procedures.difference import FACT_LABELS
from procedures.models import (
    Fee,
    LegalBasis,
    Procedure,
    ProcedureStep,
    ProcedureVersion,
    PublicationDecision,
    RequiredDocument,
    Sector,
    SectorGroup,
    TimeLimit,
)
from procedures.versions import ON_VERSION
from wardportal.formats import thousands

COLUMNS: dict[str, tuple[type[Model], str]] = {
    **{fact: (Procedure, column) for fact, column in ON_PROCEDURE.items()},
    **{fact: (ProcedureVersion, column) for fact, column in ON_VERSION.items()},
    "sector": (Sector, "name"),
    "group": (SectorGroup, "name"),
    "decision": (PublicationDecision, "number"),
    "legal_bases": (LegalBasis, "number"),
}
ROWS: dict[str, type[Model]] = {
    "limits": TimeLimit,
    "fees": Fee,
    "documents": RequiredDocument,
    "steps": ProcedureStep,
}


def too_long_in(facts: Facts) -> str:
    """Name the first fact whose text is too long, and how long it may be; or ""."""
    for fact, text, model, column in _texts(facts):
        longest = getattr(model._meta.get_field(column), "max_length", None)  # noqa: SLF001 -- documented API
        if longest and len(text) > longest:
            name = FACT_LABELS[fact]
            return (
                f"{name[:1].upper()}{name[1:]} dài quá {thousands(longest)} ký tự. "
                "Hãy rút gọn."
            )
    return ""


def _texts(facts: Facts) -> Iterator[tuple[str, str, type[Model], str]]:
    for fact, value in facts.items():
        if fact in ROWS:
            yield from (
                (fact, text, ROWS[fact], part)
                for entry in value
                for part, text in _parts(entry)
            )
        elif fact in COLUMNS:
            model, column = COLUMNS[fact]
            texts = value if isinstance(value, list) else [value]
            yield from ((fact, t, model, column) for t in texts if isinstance(t, str))


def _parts(entry: dict[str, Any]) -> list[tuple[str, str]]:
    return [(part, text) for part, text in entry.items() if isinstance(text, str)]
