"""Writes the dated versions of a procedure: begins, succeeds, copies, completes them.

A version that dossiers rest on keeps its terms for good: other terms are another
version. Every caller holds the procedure's row locked.
"""

from datetime import date, time, timedelta
from typing import Any

from procedures.catalogue_facts import Facts, missing_in
from procedures.models import (
    Fee,
    LegalBasis,
    OfferedChannel,
    Procedure,
    ProcedureStep,
    ProcedureVersion,
    PublicationDecision,
    RequiredDocument,
    TimeLimit,
)

ON_VERSION = {
    "result": "result_document",
    "documents_note": "documents_note",
    "source_note": "source_note",
    "unclear_limit": "unclear_limit",
    "as_of": "as_of",
}
TERMS = frozenset(
    {"channels", "limits", "fees", "documents", "steps", "legal_bases", "decision"}
)
"""What a dossier in hand relies on: a change begins a new version."""

ROWS_OF_A_VERSION = {
    "channels": "offered_channels",
    "limits": "limits",
    "fees": "fees",
    "documents": "documents",
    "steps": "steps",
}
DAY = timedelta(days=1)


def begin_version(
    procedure: Procedure, facts: Facts, *, valid_from: date
) -> ProcedureVersion:
    """Enter a version without end; none of the procedure may be open."""
    version = ProcedureVersion(
        procedure=procedure, number=_next_number(procedure), valid_from=valid_from
    )
    set_version_columns(version, facts)
    version.missing = missing_in(facts)
    version.save(force_insert=True)
    write_terms(version, facts)
    return version


def succeed(current: ProcedureVersion, changed: Facts, day: date) -> ProcedureVersion:
    """End a version and begin the next one with the changed terms and the others.

    A version lasts a day at least: one that begins on ``day`` is succeeded the day
    after.
    """
    last_day = end(current, day - DAY)
    return _copy(current, changed, valid_from=last_day + DAY)


def end(version: ProcedureVersion, last_day: date) -> date:
    """End a version after a day, or after its first day where that is later."""
    ending = version.valid_to = max(last_day, version.valid_from)
    version.save(update_fields=["valid_to"])
    return ending


def repeat(
    version: ProcedureVersion, changed: Facts, *, valid_from: date
) -> ProcedureVersion:
    """Bring an ended version's terms back from a day on, but those that changed."""
    return _copy(version, changed, valid_from=valid_from)


def set_version_columns(version: ProcedureVersion, facts: Facts) -> None:
    """Set what a version says in columns of its own; does not save."""
    for fact, column in ON_VERSION.items():
        if fact in facts:
            setattr(version, column, facts[fact])
    if "limits" in facts:
        version.unclear_limit = ""
    if facts.get("decision"):
        version.decision, _ = PublicationDecision.objects.get_or_create(
            number=facts["decision"]
        )


def refresh_missing(version: ProcedureVersion) -> None:
    """Save a version with what its own rows leave unsaid."""
    version.missing = missing_in(
        {
            "code": version.procedure.code,
            "unclear_limit": version.unclear_limit,
            **{
                fact: getattr(version, related).exists()
                for fact, related in ROWS_OF_A_VERSION.items()
            },
        }
    )
    version.save()


def write_terms(version: ProcedureVersion, facts: Facts) -> None:
    """Write the rows that facts state, beside those that there are."""
    OfferedChannel.objects.bulk_create(
        OfferedChannel(version=version, channel=channel)
        for channel in facts.get("channels", ())
    )
    TimeLimit.objects.bulk_create(
        TimeLimit(version=version, **_with_time(entry))
        for entry in facts.get("limits", ())
    )
    Fee.objects.bulk_create(
        Fee(version=version, **entry) for entry in facts.get("fees", ())
    )
    RequiredDocument.objects.bulk_create(
        RequiredDocument(version=version, order=order, **entry)
        for order, entry in enumerate(facts.get("documents", ()))
    )
    ProcedureStep.objects.bulk_create(
        ProcedureStep(version=version, order=order, **entry)
        for order, entry in enumerate(facts.get("steps", ()))
    )
    if numbers := facts.get("legal_bases"):
        version.legal_bases.add(*_legal_bases(numbers))


def _copy(
    source: ProcedureVersion, changed: Facts, *, valid_from: date
) -> ProcedureVersion:
    columns = {
        field.attname: getattr(source, field.attname)
        for field in source._meta.concrete_fields  # noqa: SLF001 -- documented API
        if not field.primary_key
    }
    version = ProcedureVersion(**columns)
    version.number = _next_number(source.procedure)
    version.valid_from, version.valid_to = valid_from, None
    version.save(force_insert=True)
    write_terms(version, changed)
    for fact, related in ROWS_OF_A_VERSION.items():
        if fact not in changed:
            _copy_rows(getattr(source, related), version)
    if "legal_bases" not in changed:
        version.legal_bases.set(source.legal_bases.all())
    return version


def _copy_rows(rows: Any, version: ProcedureVersion) -> None:
    copies = list(rows.all())
    for row in copies:
        row.pk, row.version = None, version
    rows.model.objects.bulk_create(copies)


def _next_number(procedure: Procedure) -> int:
    numbers = procedure.versions.order_by("-number").values_list("number", flat=True)
    return (numbers.first() or 0) + 1


def _with_time(entry: Facts) -> Facts:
    cutoff = entry.get("cutoff")
    return {**entry, "cutoff": time.fromisoformat(cutoff)} if cutoff else entry


def _legal_bases(numbers: Any) -> list[LegalBasis]:
    LegalBasis.objects.bulk_create(
        [LegalBasis(number=number) for number in numbers], ignore_conflicts=True
    )
    return list(LegalBasis.objects.filter(number__in=numbers))
