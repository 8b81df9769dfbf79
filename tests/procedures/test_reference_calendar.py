from datetime import date

import pytest

from procedures.models import CalendarDay, CalendarYear
from procedures.office_calendar import working_calendar
from procedures.reference import load_calendar
from wardportal.office.models import Office

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


def test_years_up_to_next_year_are_loaded_and_marked(office):
    load_calendar(day=TODAY)

    assert dict(CalendarYear.objects.values_list("year", "state")) == {
        2025: "announced",
        2026: "announced",
        2027: "provisional",
    }
    assert working_calendar().provisional_years == {2027}


def test_an_edited_year_is_left_alone(office):
    load_calendar(day=TODAY)
    CalendarDay.objects.get(date="2026-11-24").delete()

    load_calendar(day=TODAY)

    assert not CalendarDay.objects.filter(date="2026-11-24").exists()


def test_loading_the_calendar_tells_every_process(office):
    before = Office.objects.get().calendar_version

    load_calendar(day=TODAY)

    assert Office.objects.get().calendar_version == before + 1
