"""The office's own working calendar, and the step between its clock and UTC."""

import functools
from datetime import datetime

from django.utils import timezone

from procedures.enums import DayKind, YearState
from procedures.models import CalendarDay, CalendarYear
from procedures.openinghours import Shift, Week
from procedures.workcalendar import WorkCalendar, cut_to_minute
from wardportal.office.current import current_office
from wardportal.office.models import Office, OpeningHours

WEEKDAYS = range(7)


def working_calendar(office: Office | None = None) -> WorkCalendar:
    """Return the calendar of opening hours, days off and make-up days.

    Built once per change: an edit raises the office's ``calendar_version``, so a
    process that holds an older calendar builds a new one. Raises
    OfficeNotSetUpError before there is an office.
    """
    return _built((office or current_office()).calendar_version)


@functools.lru_cache(maxsize=2)
def _built(_version: int) -> WorkCalendar:
    days = list(CalendarDay.objects.all())
    years = dict(CalendarYear.objects.values_list("year", "state"))
    return WorkCalendar(
        week=_week(),
        days_off={day.date: day.name for day in days if day.kind == DayKind.OFF},
        working_days={day.date: None for day in days if day.kind == DayKind.WORKING},
        closures={
            day.date: (day.closed_from, day.closed_until)
            for day in days
            if day.closed_from and day.closed_until
        },
        years=frozenset(years),
        provisional_years=frozenset(
            year for year, state in years.items() if state == YearState.PROVISIONAL
        ),
    )


def _week() -> Week:
    shifts: dict[int, list[Shift]] = {day: [] for day in WEEKDAYS}
    for row in OpeningHours.objects.order_by("weekday", "opens"):
        shifts[row.weekday].append((row.opens, row.closes))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        tuple(shifts[day]) for day in WEEKDAYS
    )
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def to_local_minute(moment: datetime) -> datetime:
    """Turn an aware moment into the office's naive clock, cut to the minute."""
    return cut_to_minute(timezone.make_naive(moment, timezone.get_default_timezone()))


def from_local(moment: datetime) -> datetime:
    """Turn the office's naive clock into an aware moment."""
    return timezone.make_aware(moment, timezone.get_default_timezone())
