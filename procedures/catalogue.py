"""Operations on the catalogue: publish facts as dated versions, withdraw."""

from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

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
    Sector,
    SectorGroup,
    TimeLimit,
)
from wardportal.formats import fold

OTHER_GROUP = "Khác"
SLUG_LENGTH = 60
ON_PROCEDURE = {
    "code": "code",
    "code_original": "code_original",
    "name": "name",
    "short_name": "short_name",
    "popular_name": "popular_name",
    "summary": "summary",
    "ministry": "ministry",
    "authority": "authority",
    "level": "level",
    "online_level": "online_level",
    "portal_url": "portal_url",
    "foreign_element": "foreign_element",
    "non_territorial": "non_territorial",
    "same_visit": "same_visit",
    "favourite": "favourite_order",
    "notice": "notice",
}
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
INTERNAL_PREFIXES = ("5.", "6.")


@transaction.atomic
def publish(*, facts: Facts, valid_from: date, first_day: date) -> Procedure:
    """Enter a procedure that the catalogue does not hold yet.

    ``first_day`` begins its first version: sources do not say since when a procedure
    has been in force, so it is the first day that a dossier here can bear.
    """
    procedure = Procedure(
        sector=sector_named(facts.get("sector", ""), facts.get("group", "")),
        slug=_free_slug(facts),
    )
    _set_columns(procedure, facts)
    procedure.save(force_insert=True)
    _begin_version(procedure, facts, valid_from=min(first_day, valid_from), number=1)
    return procedure


@transaction.atomic
def revise(*, procedure: Procedure, changed: Facts, day: date) -> None:
    """Apply changed facts from a day on; what editors wrote elsewhere stays.

    A change of the terms begins a new version, which keeps the terms that the facts
    do not speak of as they stand.
    """
    facts = procedure.source_facts | changed
    if "sector" in changed:
        group = facts.get("group", "")
        procedure.sector = sector_named(changed["sector"], group)
    _set_columns(procedure, facts, only=changed)
    procedure.save()
    current = procedure.versions.filter(valid_to__isnull=True).first()
    if current is None:
        number = procedure.versions.count() + 1
        _begin_version(procedure, facts, valid_from=day, number=number)
        return
    if TERMS & changed.keys():
        current = _succeed(current, changed, day)
    _set_version_columns(current, changed)
    refresh_missing(current)


@transaction.atomic
def withdraw(*, procedure: Procedure, last_day: date) -> bool:
    """End the version in force: the procedure is abolished after ``last_day``.

    Return whether there was one; a version that begins later is left alone.
    """
    in_force = procedure.versions.filter(
        valid_to__isnull=True, valid_from__lte=last_day
    )
    return bool(in_force.update(valid_to=last_day))


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


def sector_named(name: str, group: str) -> Sector:
    """Return the sector, entering it under its group where it is new."""
    name = name or OTHER_GROUP
    # Found by the address, so that another spelling of a mark is no second sector.
    sector, _ = Sector.objects.get_or_create(
        slug=slugify(fold(name)),
        defaults={"name": name, "group": group_named(group or OTHER_GROUP)},
    )
    return sector


def group_named(name: str) -> SectorGroup:
    """Return the group of sectors, entering it at the end where it is new."""
    group, _ = SectorGroup.objects.get_or_create(
        slug=slugify(fold(name)),
        defaults={"name": name, "order": SectorGroup.objects.count()},
    )
    return group


def _set_columns(procedure: Procedure, facts: Facts, only: Any = None) -> None:
    for fact, column in ON_PROCEDURE.items():
        if fact in facts and (only is None or fact in only):
            setattr(procedure, column, facts[fact])
    procedure.internal = (procedure.code or "").startswith(INTERNAL_PREFIXES)
    procedure.search_text = procedure.searchable()
    procedure.source_facts = facts


def _begin_version(
    procedure: Procedure, facts: Facts, *, valid_from: date, number: int
) -> ProcedureVersion:
    version = ProcedureVersion(
        procedure=procedure, number=number, valid_from=valid_from
    )
    _set_version_columns(version, facts)
    version.missing = missing_in(facts)
    version.save(force_insert=True)
    _write_terms(version, facts)
    return version


def _succeed(current: ProcedureVersion, changed: Facts, day: date) -> ProcedureVersion:
    """End a version and begin the next one with the changed terms and the others."""
    current.valid_to = max(day - timedelta(days=1), current.valid_from)
    current.save(update_fields=["valid_to"])
    columns = {
        field.attname: getattr(current, field.attname)
        for field in current._meta.concrete_fields  # noqa: SLF001 -- documented API
        if not field.primary_key
    }
    version = ProcedureVersion(**columns)
    version.number = current.number + 1
    version.valid_from = current.valid_to + timedelta(days=1)
    version.valid_to = None
    version.save(force_insert=True)
    _write_terms(version, changed)
    for fact, related in ROWS_OF_A_VERSION.items():
        if fact not in changed:
            _copy_rows(getattr(current, related), version)
    if "legal_bases" not in changed:
        version.legal_bases.set(current.legal_bases.all())
    return version


def _copy_rows(rows: Any, version: ProcedureVersion) -> None:
    copies = list(rows.all())
    for row in copies:
        row.pk, row.version = None, version
    rows.model.objects.bulk_create(copies)


def _set_version_columns(version: ProcedureVersion, facts: Facts) -> None:
    for fact, column in ON_VERSION.items():
        if fact in facts:
            setattr(version, column, facts[fact])
    if "limits" in facts:
        version.unclear_limit = ""
    if facts.get("decision"):
        version.decision, _ = PublicationDecision.objects.get_or_create(
            number=facts["decision"]
        )


def _write_terms(version: ProcedureVersion, facts: Facts) -> None:
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
    version.legal_bases.set(_legal_bases(facts.get("legal_bases", ())))


def _with_time(entry: Facts) -> Facts:
    cutoff = entry.get("cutoff")
    return {**entry, "cutoff": time.fromisoformat(cutoff)} if cutoff else entry


def _legal_bases(numbers: Any) -> list[LegalBasis]:
    LegalBasis.objects.bulk_create(
        [LegalBasis(number=number) for number in numbers], ignore_conflicts=True
    )
    return list(LegalBasis.objects.filter(number__in=numbers))


def _free_slug(facts: Facts) -> str:
    """Return an address that stays: the code, or the name where there is none."""
    base = slugify(facts.get("code", "").replace(".", "-") or fold(facts["name"]))
    base = base[:SLUG_LENGTH].strip("-")
    taken = set(
        Procedure.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
