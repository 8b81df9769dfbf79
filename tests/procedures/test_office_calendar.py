from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

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


def test_a_day_closed_in_part_keeps_the_rest_of_its_hours(year):
    thursday = date(2026, 11, 26)
    CalendarDay.objects.create(
        date=thursday,
        kind="part",
        name="Mất điện",
        closed_from=time(13, 30),
        closed_until=time(17, 30),
    )
    calendar_changed()
    assert working_calendar().closing(thursday) == at("2026-11-26 12:00")


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "part"},
        {"kind": "part", "closed_from": time(13, 30)},
        {"kind": "part", "closed_from": time(14), "closed_until": time(13)},
        {"kind": "off", "closed_from": time(13), "closed_until": time(14)},
    ],
    ids=["no hours", "no end", "backwards", "a whole day with hours"],
)
def test_a_day_closed_in_part_says_from_when_to_when(year, fields):
    day = CalendarDay(date=date(2026, 11, 26), name="Mất điện", **fields)
    with pytest.raises(ValidationError, match="cần ghi giờ nghỉ từ, nghỉ đến"):
        day.full_clean()
