"""Limits counted in words, so that tests read like tables."""

from datetime import datetime, time

from procedures.deadlines import Limit, due_at
from procedures.enums import LimitUnit
from tests.procedures.calendars import OFFICIAL
from wardportal.office.enums import DueTime


def deadline(received, limit, unit, policy="end_of_day", *, cutoff=None, calendar=None):
    """Count a limit written in words, by the official calendar unless given."""
    return due_at(
        datetime.fromisoformat(received),
        Limit(limit, LimitUnit(unit), time.fromisoformat(cutoff) if cutoff else None),
        calendar=calendar or OFFICIAL,
        due_time=DueTime(policy),
    )


def due(*args, **kwargs):
    """Write the due moment to the minute."""
    return deadline(*args, **kwargs).due_at.isoformat(timespec="minutes")


def explained(*args, **kwargs):
    """Write the explanation line by line, as a page prints it."""
    return [str(step) for step in deadline(*args, **kwargs).steps]
