from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from procedures.enums import LimitUnit
from procedures.timeliness import Timeliness, timeliness, working_days_left
from procedures.workcalendar import CalendarYearNotLoaded
from tests.procedures.calendars import OFFICIAL
from wardportal.office.enums import Granularity, LateAfter

at = datetime.fromisoformat
DUE = at("2026-11-26T17:30")
UNITS_OF_DAYS = (LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.MONTH)
OTHER_UNITS = (LimitUnit.HOUR, LimitUnit.SAME_DAY, None)


def resolved(moment, **choices):
    """Judge a dossier resolved at a moment, due on 26/11/2026 at 17:30."""
    return timeliness(
        due_at=DUE, resolved_at=at(moment), now=at("2027-01-04T08:00"), **choices
    )


def pending(moment, **choices):
    """Judge an open dossier at a moment, due on 26/11/2026 at 17:30."""
    return timeliness(due_at=DUE, resolved_at=None, now=at(moment), **choices)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-20T10:00", "early"),
        ("2026-11-26T17:29:59", "early"),
        ("2026-11-26T17:30:00", "on_time"),
        ("2026-11-26T17:30:59.999999", "on_time"),
        ("2026-11-26T17:31:00", "overdue"),
        ("2026-11-27T08:00", "overdue"),
    ],
)
def test_shorter_is_early_equal_is_on_time_longer_is_overdue(moment, expected):
    assert resolved(moment) == expected


def test_seconds_of_the_due_moment_are_cut_too():
    word = timeliness(
        due_at=at("2026-11-26T17:30:45"),
        resolved_at=at("2026-11-26T17:30:10"),
        now=DUE,
    )
    assert word is Timeliness.ON_TIME


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-20T10:00", "pending_in_term"),
        ("2026-11-26T17:30:59", "pending_in_term"),
        ("2026-11-26T17:31", "pending_overdue"),
        ("2026-12-26T08:00", "pending_overdue"),
    ],
)
def test_an_open_dossier_is_in_term_until_its_due_minute_is_over(moment, expected):
    assert pending(moment) == expected


def test_a_resolved_dossier_does_not_depend_on_now():
    words = {
        timeliness(due_at=DUE, resolved_at=at("2026-11-26T09:00"), now=at(now))
        for now in ("2026-11-26T09:00", "2026-12-26T09:00")
    }
    assert words == {Timeliness.EARLY}


@pytest.mark.parametrize(
    "choices", [{"granularity": Granularity.DAY}, {"by_day": True}]
)
@pytest.mark.parametrize(
    ("moment", "closed", "still_open"),
    [
        ("2026-11-25T23:59", "early", "pending_in_term"),
        ("2026-11-26T00:00", "on_time", "pending_in_term"),
        ("2026-11-26T23:59", "on_time", "pending_in_term"),
        ("2026-11-27T00:00", "overdue", "pending_overdue"),
    ],
)
def test_compared_by_day_the_clock_does_not_matter(choices, moment, closed, still_open):
    assert (resolved(moment, **choices), pending(moment, **choices)) == (
        closed,
        still_open,
    )


@pytest.mark.parametrize("unit", UNITS_OF_DAYS)
@pytest.mark.parametrize(
    ("moment", "closed", "still_open"),
    [
        ("2026-11-26T17:29", "early", "pending_in_term"),
        ("2026-11-26T17:30", "on_time", "pending_in_term"),
        ("2026-11-26T17:31", "on_time", "pending_in_term"),
        ("2026-11-26T23:59:59", "on_time", "pending_in_term"),
        ("2026-11-27T00:00", "overdue", "pending_overdue"),
    ],
)
def test_late_after_midnight_leaves_the_rest_of_the_due_day(
    unit, moment, closed, still_open
):
    choices = {"late_after": LateAfter.MIDNIGHT, "limit_unit": unit}
    assert (resolved(moment, **choices), pending(moment, **choices)) == (
        closed,
        still_open,
    )


@pytest.mark.parametrize("unit", OTHER_UNITS)
def test_late_after_midnight_does_not_concern_other_limits(unit):
    choices = {"late_after": LateAfter.MIDNIGHT, "limit_unit": unit}
    assert resolved("2026-11-26T17:31", **choices) is Timeliness.OVERDUE
    assert pending("2026-11-26T17:31", **choices) is Timeliness.PENDING_OVERDUE


@pytest.mark.parametrize("unit", UNITS_OF_DAYS)
def test_late_after_the_due_time_holds_for_limits_in_days(unit):
    assert resolved("2026-11-26T17:31", limit_unit=unit) is Timeliness.OVERDUE


@given(
    distance=st.timedeltas(timedelta(days=-40), timedelta(days=40)),
    granularity=st.sampled_from(Granularity),
    late_after=st.sampled_from(LateAfter),
    unit=st.sampled_from([*UNITS_OF_DAYS, *OTHER_UNITS]),
)
def test_open_and_closed_agree_on_what_is_late(distance, granularity, late_after, unit):
    choices = {
        "granularity": granularity,
        "late_after": late_after,
        "limit_unit": unit,
    }
    moment = (DUE + distance).isoformat()
    late_closed = resolved(moment, **choices) is Timeliness.OVERDUE
    late_open = pending(moment, **choices) is Timeliness.PENDING_OVERDUE
    assert late_closed is late_open


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-11-20T17:00", 3),
        ("2026-11-21T09:00", 3),
        ("2026-11-23T08:00", 2),
        ("2026-11-24T08:00", 2),
        ("2026-11-25T23:00", 1),
        ("2026-11-26T00:00", 0),
        ("2026-11-26T23:00", 0),
        ("2026-11-27T08:00", -1),
        ("2026-11-29T08:00", -1),
        ("2026-11-30T08:00", -2),
    ],
)
def test_working_days_left_before_and_after_the_due_day(now, left):
    assert working_days_left(due_at=DUE, now=at(now), calendar=OFFICIAL) == left


def test_working_days_left_needs_the_calendar_of_the_due_year():
    due_at = at("2028-01-05T17:30")
    with pytest.raises(CalendarYearNotLoaded, match="2028"):
        working_days_left(due_at=due_at, now=DUE, calendar=OFFICIAL)
