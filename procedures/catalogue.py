"""Operations on the catalogue: publish facts as dated versions, withdraw."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from procedures.catalogue_facts import Facts
from procedures.models import Procedure, ProcedureVersion, Sector, SectorGroup
from procedures.reliance import is_relied_on
from procedures.versions import (
    DAY,
    ROWS_OF_A_VERSION,
    TERMS,
    begin_version,
    refresh_missing,
    repeat,
    set_version_columns,
    succeed,
    write_terms,
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
    "two_parties": "two_parties",
    "favourite": "favourite_order",
    "notice": "notice",
}


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
    procedure.source_facts = facts
    procedure.save(force_insert=True)
    begin_version(procedure, facts, valid_from=min(first_day, valid_from))
    return procedure


@transaction.atomic
def revise(*, procedure: Procedure, stated: Facts, changed: Facts, day: date) -> None:
    """Apply what changed of the facts stated, from a day on; editors' words stay.

    A change of the terms begins a new version, which keeps the terms that the facts
    do not speak of as they stand. An abolished procedure comes back with new terms
    only: a list that names it as it was does not revive it.
    """
    facts = procedure.source_facts | changed | stated
    if "sector" in changed:
        group = facts.get("group", "")
        procedure.sector = sector_named(changed["sector"], group)
    _set_columns(procedure, facts, only=changed)
    procedure.source_facts = facts
    procedure.save()
    current = procedure.open_version()
    if TERMS & changed.keys():
        current = _next_version(procedure, current, changed, day)
    if current:
        set_version_columns(current, changed)
        refresh_missing(current)


@transaction.atomic
def amend(*, procedure: Procedure, facts: Facts, day: date) -> ProcedureVersion:
    """Apply what an editor states of the open version; return the one that holds it.

    Gaps of a version that no dossier rests on are filled in it; other terms than it
    states, or terms that a dossier was received without, are a new version.
    """
    current = procedure.open_version()
    if current is None:
        raise ProcedureVersion.DoesNotExist
    _set_columns(procedure, facts)
    procedure.save()
    terms = {name: value for name, value in facts.items() if name in TERMS}
    if terms and (is_relied_on(current) or not _fills_gaps(current, terms)):
        current = succeed(current, terms, day)
    elif terms:
        write_terms(current, terms)
    current.procedure = procedure
    set_version_columns(current, facts)
    refresh_missing(current)
    return current


@transaction.atomic
def withdraw(*, procedure: Procedure, last_day: date) -> bool:
    """End the version in force: the procedure is abolished after ``last_day``.

    Return whether there was one; a version that begins later is left alone.
    """
    in_force = procedure.versions.filter(
        valid_to__isnull=True, valid_from__lte=last_day
    )
    return bool(in_force.update(valid_to=last_day))


@transaction.atomic
def republish(*, procedure: Procedure, day: date, decision: str) -> ProcedureVersion:
    """Bring an abolished procedure back with the terms of its last version.

    Begins after the last day that an earlier version covers.
    """
    last = procedure.versions.order_by("-number").first()
    if last is None or last.valid_to is None:
        raise ProcedureVersion.DoesNotExist
    version = repeat(last, {}, valid_from=_first_free_day(procedure, day))
    set_version_columns(version, {"decision": decision})
    version.save()
    return version


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
    procedure.take_code(procedure.code or "")


def _free_slug(facts: Facts) -> str:
    """Return an address that stays: the code, or the name where there is none."""
    base = slugify(facts.get("code", "").replace(".", "-") or fold(facts["name"]))
    base = base[:SLUG_LENGTH].strip("-")
    taken = set(
        Procedure.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _next_version(
    procedure: Procedure, current: ProcedureVersion | None, changed: Facts, day: date
) -> ProcedureVersion:
    if current:
        return succeed(current, changed, day)
    valid_from = _first_free_day(procedure, day)
    last = procedure.versions.order_by("-number").first()
    if last:
        return repeat(last, changed, valid_from=valid_from)
    return begin_version(procedure, procedure.source_facts, valid_from=valid_from)


def _first_free_day(procedure: Procedure, day: date) -> date:
    """Return ``day``, or the first day after it that no ended version covers."""
    ends = procedure.versions.order_by("-valid_to").values_list("valid_to", flat=True)
    last = ends.first()
    return max(day, last + DAY) if last else day


def _fills_gaps(version: ProcedureVersion, terms: Facts) -> bool:
    """Tell whether a version states nothing yet of any of these terms."""
    related = [ROWS_OF_A_VERSION.get(name) for name in terms]
    return all(name and not getattr(version, name).exists() for name in related)
