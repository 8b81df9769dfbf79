"""The reference data we ship: calendar and catalogue, loaded again without harm."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from procedures.calendar_seed import provisional_days
from procedures.catalogue_source import read_source
from procedures.enums import DayKind, YearState
from procedures.importing import judge, load, order_groups
from procedures.models import (
    CalendarDay,
    CalendarYear,
    LegalBasis,
    Procedure,
    Synonym,
)
from procedures.verdicts import Fate, Outcome
from wardportal.office.setup import calendar_changed
from wardportal.tabular import SourceRow

DATA = Path(__file__).parent / "data"
YEARS_AHEAD = 1
SEED_BASIS = "Suy từ quy định chung, chờ thông báo chính thức."


def load_catalogue(*, day: date) -> None:
    """Enter the shipped procedures that the catalogue does not hold.

    Those it holds stay as their editors and newer files made them, as the years of
    the calendar do: a restart must not undo what a ward has imported.
    """
    file = DATA / "catalogue.json"
    order_groups(json.loads(file.read_text())["groups"])
    outcome = judge([_without_taken_number(row) for row in read_source(file)])
    if bad := outcome.of(Fate.REJECTED):
        raise ValueError(f"Danh mục kèm theo có dòng sai: {bad[0].title}")
    load(Outcome(outcome.of(Fate.ADDED)), day=day)
    _name_legal_bases()
    load_synonyms()


def load_synonyms() -> None:
    """Enter the shipped phrases that the table does not hold.

    A phrase that names a procedure this ward has not is left out.
    """
    shipped = json.loads((DATA / "synonyms.json").read_text())["synonyms"]
    codes = {entry.get("procedure") for entry in shipped}
    named = dict(Procedure.objects.filter(code__in=codes).values_list("code", "pk"))
    rows = [
        Synonym(
            phrase=entry["phrase"],
            words=entry.get("words", ""),
            procedure_id=named.get(entry.get("procedure")),
        )
        for entry in shipped
        if entry.get("words") or entry["procedure"] in named
    ]
    for row in rows:
        row.search_digest = row.digest()
    Synonym.objects.bulk_create(rows, ignore_conflicts=True)


def _without_taken_number(row: SourceRow) -> SourceRow:
    """Leave out a number on the counter that the ward has given away.

    What is shipped later has to live with what an office has arranged.
    """
    number = row.values.get("favourite")
    taken = number and Procedure.objects.favourites().filter(favourite_order=number)
    if not taken:
        return row
    return SourceRow(row.number, {**row.values, "favourite": None})


@transaction.atomic
def load_calendar(*, day: date) -> None:
    """Load the official years, and seed those up to next year by rule.

    A year that is already in the table is left as its editors made it.
    """
    official = json.loads((DATA / "calendar.json").read_text())
    days = official["days"]
    for entry in official["years"]:
        _enter_year(CalendarYear(**entry), days)
    first_seeded = max(entry["year"] for entry in official["years"]) + 1
    for year in range(first_seeded, day.year + YEARS_AHEAD + 1):
        state = YearState.PROVISIONAL.value
        draft = CalendarYear(year=year, state=state, basis=SEED_BASIS)
        _enter_year(draft, _seeded(year))
    calendar_changed()


def _name_legal_bases() -> None:
    """Name the laws that sources only number; a name once given stays."""
    names: dict[str, str] = json.loads((DATA / "legal_names.json").read_text())
    nameless = LegalBasis.objects.nameless().in_bulk(names, field_name="number")
    for basis in nameless.values():
        basis.name = names[basis.number]
    LegalBasis.objects.bulk_update(nameless.values(), ["name"])


def _enter_year(year: CalendarYear, days: list[dict[str, Any]]) -> None:
    if CalendarYear.objects.filter(year=year.year).exists():
        return
    year.save(force_insert=True)
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(**entry)
            for entry in days
            if entry["date"].startswith(f"{year.year}-")
        ],
        ignore_conflicts=True,
    )


def _seeded(year: int) -> list[dict[str, Any]]:
    return [
        {
            "date": day.isoformat(),
            "kind": DayKind.OFF.value,
            "name": name,
            "basis": SEED_BASIS,
        }
        for day, name in provisional_days(year)
    ]
