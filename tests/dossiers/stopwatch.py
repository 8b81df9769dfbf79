"""A second reading of what a wait does to a due moment: walk and look.

Nothing of ``dossiers.clock`` is used; see tests/procedures/walk.py for the office. What
was left is counted minute by minute, or day by day, from the pause to the due moment,
and passed once more from the resumption.
"""

from dataclasses import dataclass

from tests.procedures import walk
from tests.procedures.walk import DAY, MINUTE

CALENDAR_UNITS = ("day", "month")


def working_minutes(office, start, end):
    """Look at every minute from one moment to another."""
    count = 0
    while start < end:
        count += walk.is_open(office, start)
        start += MINUTE
    return count


@dataclass(frozen=True)
class Counting:
    """How a limit is counted; ``unit`` is None where it is unknown."""

    unit: str | None
    due_time: str = "end_of_day"
    by_day: bool = False


def counts_minutes(counting):
    """Tell whether hours and minutes are left, or days."""
    unit, due_time = counting.unit, counting.due_time
    if unit is None:
        return not counting.by_day
    return unit == "hour" or (unit != "same_day" and due_time == "same_time")


def resumed_due(office, due, paused, resumed, counting):
    """Answer as the policy is written, case by case."""
    if resumed <= paused:
        return due
    in_minutes = counts_minutes(counting)
    by_calendar = counting.unit in CALENDAR_UNITS and not in_minutes
    days_passed = by_calendar and resumed.date() != paused.date()
    if not days_passed and working_minutes(office, paused, resumed) == 0:
        return due
    if in_minutes:
        left = working_minutes(office, paused, due)
        moment = walk.first_open(office, resumed)
        while left:
            left -= walk.is_open(office, moment)
            moment += MINUTE
        return moment
    pass_days = _pass_days if by_calendar else _pass_working_days
    day = pass_days(office, due.date(), paused.date(), resumed.date())
    moved = due if day == due.date() else walk.close_of(office, day)
    if moved < resumed:
        return walk.close_of(office, walk.first_open(office, resumed).date())
    return moved


def _pass_working_days(office, due, paused, resumed):
    day = paused
    while day < resumed:
        day += DAY
        if walk.works(office, day):
            due = walk.next_working_day(office, due)
    return due


def _pass_days(office, due, paused, resumed):
    while paused < resumed:
        paused += DAY
        due += DAY
    return due if walk.works(office, due) else walk.next_working_day(office, due)
