"""What the counting refuses, and that it always ends."""

import pytest

from procedures.deadlines import DeadlineError, Limit
from procedures.enums import LimitUnit
from procedures.openinghours import CalendarError
from procedures.workcalendar import CalendarYearNotLoaded, WorkCalendar
from tests.procedures.calendars import OFFICE_DAY, OFFICIAL, inline
from tests.procedures.counting import deadline, due


@pytest.mark.parametrize(
    ("received", "limit", "unit", "year"),
    [
        ("2027-12-30T10:00", 3, "working_day", 2028),
        ("2027-12-31T17:45", 1, "hour", 2028),
        ("2027-12-31T16:00", 2, "hour", 2028),
        ("2027-12-31T10:00", 1, "day", 2028),
        ("2027-12-31T10:00", 1, "month", 2028),
        ("2024-12-31T10:00", 1, "working_day", 2024),
        ("2027-12-31T17:45", 1, "same_day", 2028),
        ("2030-06-03T10:00", 1, "working_day", 2030),
    ],
)
def test_a_year_that_is_not_loaded_is_refused(received, limit, unit, year):
    with pytest.raises(CalendarYearNotLoaded) as refusal:
        deadline(received, limit, unit)
    assert refusal.value.year == year
    assert str(refusal.value) == (
        f"Chưa có lịch làm việc năm {year}. "
        f"Hãy nhập ngày nghỉ, ngày làm bù năm {year} rồi tính lại."
    )


def test_a_year_between_that_is_not_loaded_is_refused():
    calendar = WorkCalendar(week=OFFICIAL.week, years=frozenset({2025, 2027}))
    with pytest.raises(CalendarYearNotLoaded, match="2026"):
        deadline("2025-03-10T10:00", 24, "month", calendar=calendar)


@pytest.mark.parametrize("unit", list(LimitUnit))
def test_a_calendar_without_working_hours_ends_with_an_error(unit):
    with pytest.raises(CalendarError, match="Hãy nhập giờ làm việc của cơ quan"):
        deadline("2026-11-20T10:00", 1, unit, calendar=inline(hours={}))


def test_a_limit_can_end_on_the_last_working_day_a_calendar_has():
    calendar = inline(
        hours={}, working_days={"2026-11-20": OFFICE_DAY, "2026-11-27": OFFICE_DAY}
    )
    assert due("2026-11-20T10:00", 8, "hour", calendar=calendar) == "2026-11-27T10:00"
    with pytest.raises(CalendarError, match="sau ngày 27/11/2026"):
        due("2026-11-20T10:00", 2, "working_day", calendar=calendar)


@pytest.mark.parametrize(
    ("limit", "unit"),
    [
        (9999, "month"),
        (9999, "day"),
        (9999, "working_day"),
        (9999, "hour"),
        (1, "same_day"),
    ],
)
def test_the_end_of_the_calendar_is_an_error_and_no_crash(limit, unit):
    with pytest.raises((CalendarError, DeadlineError)):
        deadline("9999-12-31T18:00", limit, unit, calendar=inline())


def test_months_past_the_last_year_there_is_are_refused():
    in_time = deadline("9998-12-15T10:00", 12, "month", calendar=inline())
    assert in_time.due_at.isoformat() == "9999-12-15T17:30:00"
    with pytest.raises(DeadlineError) as refusal:
        deadline("9998-12-15T10:00", 13, "month", calendar=inline())
    assert str(refusal.value) == (
        "Thời hạn quá dài. Hãy kiểm tra ngày nhận và số tháng."
    )


def test_the_longest_limit_is_taken():
    assert str(Limit(9_999, LimitUnit.DAY)) == "9.999 ngày"


@pytest.mark.parametrize("value", [0, -1, 1.5, 1.0, "3", None, True, 10_000])
def test_a_limit_is_a_whole_number_from_one(value):
    with pytest.raises(DeadlineError) as refusal:
        Limit(value, LimitUnit.WORKING_DAY)
    assert str(refusal.value) == "Thời hạn phải là số nguyên từ 1 đến 9.999."


def test_a_same_day_limit_is_one():
    with pytest.raises(DeadlineError, match='Thời hạn "ngay trong ngày" phải ghi số 1'):
        Limit(2, LimitUnit.SAME_DAY)
