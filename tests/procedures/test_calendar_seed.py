from datetime import date

from procedures.calendar_seed import provisional_days
from procedures.enums import DayKind, YearState
from tests.procedures.calendars import SHIPPED, shipped_days

on = date.fromisoformat


def span(first, last):
    """Write the days from one ordinal date to another."""
    return {
        date.fromordinal(n)
        for n in range(on(first).toordinal(), on(last).toordinal() + 1)
    }


def test_the_shipped_calendar_holds_the_official_days_off_of_2025_and_2026():
    assert set(shipped_days(DayKind.OFF)) == {
        on("2025-01-01"),
        *span("2025-01-27", "2025-01-31"),
        on("2025-04-07"),
        *span("2025-04-30", "2025-05-02"),
        *span("2025-09-01", "2025-09-02"),
        *span("2026-01-01", "2026-01-02"),
        *span("2026-02-16", "2026-02-20"),
        on("2026-04-27"),
        *span("2026-04-30", "2026-05-01"),
        *span("2026-08-31", "2026-09-02"),
        on("2026-11-24"),
    }


def test_the_shipped_calendar_holds_the_make_up_saturdays():
    assert set(shipped_days(DayKind.WORKING)) == {
        on("2025-04-26"),
        on("2026-01-10"),
        on("2026-08-22"),
    }


def test_every_shipped_day_and_year_has_a_basis_and_is_announced():
    assert {year["year"]: year["state"] for year in SHIPPED["years"]} == {
        2025: YearState.ANNOUNCED,
        2026: YearState.ANNOUNCED,
    }
    assert all(entry["basis"] for entry in (*SHIPPED["years"], *SHIPPED["days"]))
    assert all(day["name"] for day in SHIPPED["days"])


def test_shipped_days_are_in_order_and_written_once():
    dates = [day["date"] for day in SHIPPED["days"]]
    assert dates == sorted(set(dates))


def test_a_year_by_rule_has_the_holidays_known_in_advance():
    days = dict(provisional_days(2027))
    assert {
        on("2027-01-01"),
        on("2027-02-06"),
        on("2027-04-16"),
        on("2027-04-30"),
        on("2027-05-03"),
        on("2027-09-02"),
        on("2027-11-24"),
    } <= set(days)
    assert {on("2027-09-01"), on("2027-09-03")} & set(days)
    assert days[on("2027-01-01")] == "Tết Dương lịch"


def test_a_year_by_rule_is_in_order_and_of_that_year():
    days = [day for day, _ in provisional_days(2028)]
    assert days == sorted(days)
    assert {day.year for day in days} == {2028}
