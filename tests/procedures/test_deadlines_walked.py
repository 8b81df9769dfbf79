"""Counting compared with a walk minute by minute, over offices of every shape."""

from datetime import datetime, time, timedelta

from hypothesis import example, given, settings, strategies as st

from procedures.deadlines import Limit, StepKind, due_at
from procedures.enums import LimitUnit
from procedures.workcalendar import WorkCalendar
from tests.procedures import walk
from tests.procedures.offices import CLOCKS, MOMENTS, offices
from wardportal.office.enums import DueTime


def count(office, received_at, limit, unit, cutoff=None, policy="end_of_day"):
    """Count by the product, from the same description of the office."""
    return due_at(
        received_at,
        Limit(limit, LimitUnit(unit), time.fromisoformat(cutoff) if cutoff else None),
        calendar=WorkCalendar.from_mapping(office),
        due_time=DueTime(policy),
    )


@settings(max_examples=300, deadline=None)
@given(
    office=offices(),
    received_at=MOMENTS,
    limit=st.integers(1, 12),
    unit=st.sampled_from(["working_day", "day", "month", "hour", "same_day"]),
    cutoff=st.none() | CLOCKS,
    policy=st.sampled_from(["end_of_day", "same_time"]),
)
@example(
    office={"hours": {"mon": [["00:00", "23:59"]]}, "days_off": [], "working_days": []},
    received_at=datetime.fromisoformat("2026-02-23T23:59"),
    limit=1,
    unit="month",
    cutoff="23:59",
    policy="same_time",
)
def test_counting_equals_a_walk_minute_by_minute(
    office, received_at, limit, unit, cutoff, policy
):
    limit = 1 if unit == "same_day" else limit
    expected = walk.due_at(office, received_at, limit, unit, cutoff, policy)
    assert count(office, received_at, limit, unit, cutoff, policy).due_at == expected


@settings(max_examples=200, deadline=None)
@given(
    office=offices(),
    received_at=MOMENTS,
    limit=st.integers(1, 12),
    unit=st.sampled_from(["working_day", "day"]),
    cutoff=st.none() | CLOCKS,
    policy=st.sampled_from(["end_of_day", "same_time"]),
)
def test_the_explanation_has_one_line_a_day_and_counts_the_limit(
    office, received_at, limit, unit, cutoff, policy
):
    answer = count(office, received_at, limit, unit, cutoff, policy)
    days = [step.day for step in answer.steps]
    kinds = [step.kind for step in answer.steps]
    assert kinds.count(StepKind.COUNTED) == limit
    assert days[0] == received_at.date()
    assert days[-1] == answer.due_at.date()
    assert days == sorted(set(days))
    counted = days[days.index(answer.counted_from.date()) :]
    assert len(counted) == (counted[-1] - counted[0]).days + 1


@settings(max_examples=150, deadline=None)
@given(
    office=offices(),
    received_at=MOMENTS,
    later=st.integers(0, 5000),
    limit=st.integers(1, 12),
    unit=st.sampled_from(["working_day", "hour", "same_day"]),
    policy=st.sampled_from(["end_of_day", "same_time"]),
)
def test_who_comes_later_is_never_due_earlier(
    office, received_at, later, limit, unit, policy
):
    limit = 1 if unit == "same_day" else limit
    first, second = (
        count(office, moment, limit, unit, policy=policy).due_at
        for moment in (received_at, received_at + timedelta(minutes=later))
    )
    assert received_at < first <= second
