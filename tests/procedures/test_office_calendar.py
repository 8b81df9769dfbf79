from datetime import UTC, date, datetime, time

import pytest

from procedures.models import CalendarDay, CalendarYear
from procedures.office_calendar import from_local, to_local_minute, working_calendar
from procedures.workcalendar import CalendarYearNotLoaded
from wardportal.office.current import OfficeNotSetUpError
from wardportal.office.setup import calendar_changed, set_opening_hours

pytestmark = pytest.mark.django_db

at = datetime.fromisoformat


@pytest.fixture
def year(office):
    CalendarYear.objects.create(year=2026)
    calendar_changed()


def test_the_calendar_holds_hours_days_off_and_make_up_days(year):
    CalendarDay.objects.create(date=date(2026, 11, 24), name="Nghỉ ví dụ")
    CalendarDay.objects.create(date=date(2026, 8, 22), kind="working", name="Làm bù")
    calendar_changed()

    calendar = working_calendar()

    assert not calendar.is_working_day(date(2026, 11, 24))
    assert calendar.days_off == {date(2026, 11, 24): "Nghỉ ví dụ"}
    assert calendar.shifts(date(2026, 8, 22)) == (
        (at("2026-08-22 08:00"), at("2026-08-22 12:00")),
        (at("2026-08-22 13:30"), at("2026-08-22 17:30")),
    )


def test_edited_hours_are_seen_at_once(year, office):
    monday = date(2026, 11, 23)
    assert working_calendar().closing(monday) == at("2026-11-23 17:30")

    set_opening_hours(office=office, shifts=((time(7), time(11)),))

    assert working_calendar().closing(monday) == at("2026-11-23 11:00")


def test_the_calendar_is_built_once(year, django_assert_num_queries):
    working_calendar()

    with django_assert_num_queries(1):
        working_calendar()


def test_a_year_that_is_not_loaded_is_refused(year):
    with pytest.raises(CalendarYearNotLoaded):
        working_calendar().is_working_day(date(2028, 1, 3))


def test_without_an_office_there_is_no_calendar():
    with pytest.raises(OfficeNotSetUpError):
        working_calendar()


def test_moments_cross_between_utc_and_the_offices_clock():
    moment = datetime(2026, 12, 31, 17, 30, 59, tzinfo=UTC)

    assert to_local_minute(moment) == at("2027-01-01 00:30")
    assert from_local(at("2027-01-01 00:30")) == moment.replace(second=0)
