"""When a dossier is due after its clock stood still, or began anew; pure.

Nghị định 118/2025/NĐ-CP lets a clock be paused, resumed and restarted and does not say
how the rest of a limit is counted. Our policy: a wait moves the due moment on by its own
length, measured in what the limit counts, so that it neither takes time from the
office nor gives any.

- Limits in hours, limits counted from the clock time of the receipt, and due moments
  whose limit is unknown: what was left in working minutes goes on at the resumption,
  outside working hours at the next opening.
- Other limits in working days, and due days without a clock time: as many working days
  on as lie after the day of the pause, up to and including that of the resumption,
  which like a day of receipt is not counted (Bộ luật Dân sự Điều 147).
- Limits in calendar days and months: as many calendar days on, then to a working day
  (Điều 148 khoản 5).

Moments are naive datetimes in the office's local time; see procedures.workcalendar.
"""

from dataclasses import dataclass
from datetime import date, datetime

from procedures import deadlines
from procedures.deadlines import Limit
from procedures.enums import LimitUnit
from procedures.workcalendar import WorkCalendar, cut_to_minute
from wardportal.office.enums import DueTime

_BY_CALENDAR_DAY = frozenset({LimitUnit.DAY, LimitUnit.MONTH})


@dataclass(frozen=True)
class Terms:
    """How a dossier's limit is counted; ``limit`` is None where it is unknown."""

    limit: Limit | None
    due_time: DueTime
    calendar: WorkCalendar
    by_day: bool = False
    """The due day has no clock time."""

    @property
    def by_minute(self) -> bool:
        """Whether what is left of the limit is a number of working minutes."""
        if self.limit is None:
            return not self.by_day
        if self.limit.unit is LimitUnit.SAME_DAY:
            return False
        in_hours = self.limit.unit is LimitUnit.HOUR
        return in_hours or self.due_time is DueTime.SAME_TIME

    @property
    def by_calendar_day(self) -> bool:
        """Whether days off count like others."""
        counts = self.limit is not None and self.limit.unit in _BY_CALENDAR_DAY
        return counts and not self.by_minute


def resumed_due(
    *, due_at: datetime, paused_at: datetime, resumed_at: datetime, terms: Terms
) -> datetime:
    """Tell when a dossier is due whose clock stood still from pause to resumption.

    A wait that took no working time moves nothing, unless days of the calendar are
    counted and one has passed. After any other the dossier is not due before it is
    resumed. Raises ``CalendarError`` when the calendar cannot answer.
    """
    paused_at, resumed_at = cut_to_minute(paused_at), cut_to_minute(resumed_at)
    if resumed_at <= paused_at:
        return due_at
    calendar = terms.calendar
    worked = calendar.working_minutes_between(paused_at, resumed_at)
    days = resumed_at.date() - paused_at.date()
    if not worked and not (terms.by_calendar_day and days):
        return due_at
    if terms.by_minute:
        left = calendar.working_minutes_between(paused_at, due_at)
        return calendar.add_working_minutes(resumed_at, max(left, 0))
    day = _moved_day(due_at.date(), paused_at.date(), resumed_at.date(), terms)
    moved = due_at if day == due_at.date() else calendar.closing(day)
    if moved >= resumed_at:
        return moved
    return calendar.closing(calendar.working_moment(resumed_at).date())


def restarted_due(
    *,
    due_at: datetime,
    received_at: datetime,
    completed_at: datetime,
    terms: Terms,
) -> datetime:
    """Tell when a dossier is due whose limit begins anew with the last paper.

    The whole limit counts from ``completed_at`` as from a receipt. Where the limit is
    unknown the time from ``received_at`` to ``due_at`` (as first appointed) stands for
    it. Raises ``CalendarError`` as ``resumed_due`` does.
    """
    if terms.limit is None:
        return resumed_due(
            due_at=due_at, paused_at=received_at, resumed_at=completed_at, terms=terms
        )
    calendar, due_time = terms.calendar, terms.due_time
    anew = deadlines.due_at(
        completed_at, terms.limit, calendar=calendar, due_time=due_time
    )
    return anew.due_at


def _moved_day(due_day: date, paused: date, resumed: date, terms: Terms) -> date:
    calendar = terms.calendar
    if terms.by_calendar_day:
        day = due_day + (resumed - paused)
        working = calendar.is_working_day(day)
        return day if working else calendar.next_working_day(day)
    for _ in range(calendar.working_days_between(paused, resumed)):
        due_day = calendar.next_working_day(due_day)
    return due_day
