"""Calendars the tests of counting time share."""

import json
from datetime import date
from pathlib import Path

from procedures import calendar_seed
from procedures.enums import DayKind
from procedures.openinghours import parse_week
from procedures.workcalendar import WorkCalendar

OFFICE_DAY = [["08:00", "12:00"], ["13:30", "17:30"]]
OFFICE_WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE_DAY)
SHIPPED = json.loads(
    (Path(calendar_seed.__file__).parent / "data/calendar.json").read_text("utf-8")
)


def shipped_days(kind):
    """Read the days of one kind in the shipped calendar, with their names."""
    return {
        date.fromisoformat(day["date"]): day["name"]
        for day in SHIPPED["days"]
        if day["kind"] == kind
    }


OFFICIAL = WorkCalendar(
    week=parse_week(OFFICE_WEEK),
    days_off=shipped_days(DayKind.OFF) | dict(calendar_seed.provisional_days(2027)),
    working_days=dict.fromkeys(shipped_days(DayKind.WORKING)),
    years=frozenset({2025, 2026, 2027}),
    provisional_years=frozenset({2027}),
)
"""Default office hours, the announced years 2025–2026 and a draft 2027."""


def inline(*, hours=None, days_off=(), working_days=()):
    """Build a calendar as it is written inline, with default hours unless given."""
    return WorkCalendar.from_mapping(
        {
            "hours": OFFICE_WEEK if hours is None else hours,
            "days_off": days_off,
            "working_days": working_days,
        }
    )
