"""What a wait does to a due moment, in cases and against a walk minute by minute."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from dossiers.clock import Terms, restarted_due, resumed_due
from procedures.deadlines import Limit
from procedures.enums import LimitUnit
from procedures.openinghours import CalendarError
from procedures.workcalendar import WorkCalendar
from tests.dossiers import stopwatch
from tests.procedures import walk
from tests.procedures.calendars import OFFICIAL
from tests.procedures.offices import CLOCKS, MOMENTS, offices
from wardportal.office.enums import DueTime

COUNTINGS = st.builds(
    stopwatch.Counting,
    unit=st.sampled_from([None, *(unit.value for unit in LimitUnit)]),
    due_time=st.sampled_from([policy.value for policy in DueTime]),
    by_day=st.booleans(),
)
UNITS = [None, *(unit.value for unit in LimitUnit)]
POLICIES = [policy.value for policy in DueTime]


def terms_of(unit, policy="end_of_day", *, value=1, calendar=OFFICIAL, **fields):
    limit = Limit(value, LimitUnit(unit)) if unit else None
    return Terms(limit, DueTime(policy), calendar, **fields)


def resumed(due, paused, resumption, unit, policy="end_of_day", **fields):
    """Write when a dossier is due after a wait; all moments in words."""
    return resumed_due(
        due_at=datetime.fromisoformat(due),
        paused_at=datetime.fromisoformat(paused),
        resumed_at=datetime.fromisoformat(resumption),
        terms=terms_of(unit, policy, **fields),
    ).isoformat(" ", "minutes")


@pytest.mark.parametrize(
    ("due", "paused", "resumption", "unit", "expected"),
    [
        # Thu 19/11 to Mon 23/11: Fri and Mon; 24/11 is a holiday
        (
            "2026-11-20 17:30",
            "2026-11-19 09:00",
            "2026-11-23 10:00",
            "working_day",
            "2026-11-25 17:30",
        ),
        (
            "2026-11-20 17:30",
            "2026-11-20 09:00",
            "2026-11-20 16:00",
            "working_day",
            "2026-11-20 17:30",
        ),
        (
            "2026-11-20 17:30",
            "2026-11-20 09:00",
            "2026-11-21 10:00",
            "working_day",
            "2026-11-23 17:30",
        ),
        (
            "2026-11-25 17:30",
            "2026-11-20 09:00",
            "2026-11-21 10:00",
            "working_day",
            "2026-11-25 17:30",
        ),
        (
            "2026-11-20 17:30",
            "2026-11-19 09:00",
            "2026-11-23 10:00",
            "day",
            "2026-11-25 17:30",
        ),
        (
            "2026-11-27 17:30",
            "2026-11-20 18:00",
            "2026-11-21 10:00",
            "day",
            "2026-11-30 17:30",
        ),
        (
            "2026-12-21 17:30",
            "2026-11-23 09:00",
            "2026-12-03 09:00",
            "month",
            "2026-12-31 17:30",
        ),
        (
            "2026-11-23 16:00",
            "2026-11-23 15:00",
            "2026-11-25 08:30",
            "hour",
            "2026-11-25 09:30",
        ),
        (
            "2026-11-23 16:00",
            "2026-11-23 15:00",
            "2026-11-23 20:00",
            "hour",
            "2026-11-25 09:00",
        ),
        (
            "2026-11-23 16:00",
            "2026-11-23 12:10",
            "2026-11-23 13:20",
            "hour",
            "2026-11-23 16:00",
        ),
        (
            "2026-11-23 17:30",
            "2026-11-23 10:00",
            "2026-11-25 09:00",
            "same_day",
            "2026-11-25 17:30",
        ),
        (
            "2026-11-23 16:00",
            "2026-11-23 15:00",
            "2026-11-25 08:30",
            None,
            "2026-11-25 09:30",
        ),
    ],
    ids=[
        "working days after the day of the pause",
        "back the same day",
        "back on a Saturday when its last day had begun",
        "back on a Saturday with days left",
        "calendar days, rolled off the holiday",
        "a night before a Saturday counts as a day of the calendar",
        "months move by days of the calendar",
        "an hour left goes on",
        "an hour left goes on at the next opening",
        "a midday break takes no working time",
        "the same day begins anew on the day of the resumption",
        "an unknown limit goes on by the minute",
    ],
)
def test_a_wait_moves_the_due_moment_by_its_own_length(
    due, paused, resumption, unit, expected
):
    assert resumed(due, paused, resumption, unit) == expected


def test_a_limit_counted_from_the_clock_time_of_receipt_goes_on_by_the_minute():
    moments = ("2026-11-25 09:41", "2026-11-20 16:30", "2026-11-23 08:20")
    assert resumed(*moments, "working_day", "same_time") == "2026-11-25 11:01"


def test_a_due_day_without_a_clock_time_moves_by_working_days():
    moments = ("2026-11-25 00:00", "2026-11-20 16:30", "2026-11-23 08:20")
    assert resumed(*moments, None, by_day=True) == "2026-11-26 17:30"


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("later", [-3600, 0, 59])
def test_a_wait_within_a_minute_or_backwards_moves_nothing(unit, policy, later):
    due = datetime.fromisoformat("2026-11-25 17:30")
    paused = datetime.fromisoformat("2026-11-23 10:00")
    assert due == resumed_due(
        due_at=due,
        paused_at=paused,
        resumed_at=paused + timedelta(seconds=later),
        terms=terms_of(unit, policy),
    )


@settings(max_examples=150, deadline=None)
@given(
    office=offices(),
    paused_at=MOMENTS,
    left=st.integers(-2000, 20_000),
    wait=st.integers(0, 20_000),
    counting=COUNTINGS,
)
def test_a_wait_equals_a_walk_minute_by_minute(office, paused_at, left, wait, counting):
    due = paused_at + timedelta(minutes=left)
    resumed_at = paused_at + timedelta(minutes=wait)
    terms = terms_of(
        counting.unit,
        counting.due_time,
        calendar=WorkCalendar.from_mapping(office),
        by_day=counting.by_day,
    )
    assert resumed_due(
        due_at=due, paused_at=paused_at, resumed_at=resumed_at, terms=terms
    ) == stopwatch.resumed_due(office, due, paused_at, resumed_at, counting)


@settings(max_examples=100, deadline=None)
@given(
    office=offices(),
    paused_at=MOMENTS,
    left=st.integers(0, 20_000),
    waits=st.tuples(st.integers(0, 20_000), st.integers(0, 20_000)),
    unit=st.sampled_from(UNITS),
    policy=st.sampled_from(POLICIES),
)
def test_whoever_is_waited_for_longer_is_never_due_earlier(
    office, paused_at, left, waits, unit, policy
):
    terms = terms_of(unit, policy, calendar=WorkCalendar.from_mapping(office))
    due = paused_at + timedelta(minutes=left)
    first, second = (
        resumed_due(
            due_at=due,
            paused_at=paused_at,
            resumed_at=paused_at + timedelta(minutes=wait),
            terms=terms,
        )
        for wait in sorted(waits)
    )
    assert due <= first <= second


@settings(max_examples=100, deadline=None)
@given(
    office=offices(),
    received_at=MOMENTS,
    completed_at=MOMENTS,
    limit=st.tuples(st.integers(1, 12), st.sampled_from(UNITS[1:])),
    cutoff=st.none() | CLOCKS,
    policy=st.sampled_from(POLICIES),
)
def test_a_restart_counts_the_whole_limit_from_the_last_paper(
    office, received_at, completed_at, limit, cutoff, policy
):
    value, unit = limit
    value = 1 if unit == "same_day" else value
    calendar = WorkCalendar.from_mapping(office)
    clock = time.fromisoformat(cutoff) if cutoff else None
    terms = Terms(Limit(value, LimitUnit(unit), clock), DueTime(policy), calendar)
    restarted = restarted_due(
        due_at=received_at,
        received_at=received_at,
        completed_at=completed_at,
        terms=terms,
    )
    assert restarted == walk.due_at(office, completed_at, value, unit, cutoff, policy)


def test_a_restart_of_an_unknown_limit_gives_the_time_first_appointed_again():
    restarted = restarted_due(
        due_at=datetime.fromisoformat("2026-11-20 10:00"),
        received_at=datetime.fromisoformat("2026-11-19 10:00"),
        completed_at=datetime.fromisoformat("2026-11-25 14:00"),
        terms=terms_of(None),
    )
    assert restarted.isoformat(" ", "minutes") == "2026-11-26 14:00"


def test_a_year_without_a_calendar_is_said():
    with pytest.raises(CalendarError, match="Chưa có lịch làm việc năm 2028"):
        resumed("2027-12-30 17:30", "2027-12-20 09:00", "2028-01-05 09:00", "hour")
