"""Entries of a ward's register, and the moments their days stand for.

A day without a time is received at opening, due and closed at closing. Moments are
naive datetimes in the office's local time, as in procedures.workcalendar.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dossiers.people import ApplicantFacts
from dossiers.stamps import Stamp
from procedures.enums import Channel
from procedures.openinghours import Hours
from procedures.workcalendar import WorkCalendar

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One dossier as the register has it, with its row."""

    row: int
    code: str
    procedure: str
    """The national part of the procedure's code."""

    channel: Channel
    applicant: ApplicantFacts
    received: Stamp
    due: Stamp | None = None
    resolved: Stamp | None = None
    returned: Stamp | None = None
    foreign_element: bool = False
    note: str = ""


@dataclass(frozen=True)
class Fault:
    """A row that cannot be taken, or a doubt about one that is."""

    row: int
    reason: str


class EntryRefusedError(Exception):
    """An entry that cannot be taken; its text says what to do."""


@dataclass(frozen=True)
class Times:
    """When an entry's dossier was received, due, closed and returned."""

    received: datetime
    due: datetime | None
    resolved: datetime | None
    returned: datetime | None
    by_day: bool
    """Its due moment or its closing has no time: timeliness compares days."""


def times_of(entry: Entry, *, calendar: WorkCalendar, today: date) -> Times:
    """Turn an entry's days into moments.

    Raises EntryRefusedError where their order is wrong or a day is yet to come, and
    CalendarError for a year that is not loaded.
    """
    closed = entry.resolved or entry.returned
    _check_past(entry.received, closed, entry.returned, today=today)
    received = _begins(entry.received, calendar)
    due = _ends(entry.due, calendar, not_before=received + ONE_MINUTE)
    resolved = _ends(closed, calendar, not_before=received)
    returned = _ends(entry.returned, calendar, not_before=resolved or received)
    _check_order(received, due, resolved, returned)
    without_time = [stamp for stamp in (entry.due, closed) if stamp and not stamp.clock]
    return Times(received, due, resolved, returned, by_day=bool(without_time))


def _begins(stamp: Stamp, calendar: WorkCalendar) -> datetime:
    clock = stamp.clock or _hours(stamp.day, calendar)[0][0]
    return datetime.combine(stamp.day, clock)


def _ends(
    stamp: Stamp | None, calendar: WorkCalendar, *, not_before: datetime
) -> datetime | None:
    """Return a stated moment as it is, a day's end no sooner than what came before."""
    if stamp is None:
        return None
    if stamp.clock:
        return datetime.combine(stamp.day, stamp.clock)
    end = datetime.combine(stamp.day, _hours(stamp.day, calendar)[-1][1])
    return max(end, not_before) if stamp.day == not_before.date() else end


def _hours(day: date, calendar: WorkCalendar) -> Hours:
    """Return a day's shifts; those of the first working weekday on a day off."""
    return calendar.hours(day) or next(filter(None, calendar.week))


def _check_past(*stamps: Stamp | None, today: date) -> None:
    if any(stamp.day > today for stamp in stamps if stamp):
        raise EntryRefusedError(
            "Ngày nhận, ngày có kết quả và ngày trả không thể sau hôm nay. "
            "Hãy sửa lại ngày."
        )


def _check_order(
    received: datetime,
    due: datetime | None,
    resolved: datetime | None,
    returned: datetime | None,
) -> None:
    if due and due <= received:
        raise EntryRefusedError("Ngày hẹn trả phải sau ngày nhận. Hãy sửa lại ngày.")
    if resolved and resolved < received:
        raise EntryRefusedError("Ngày có kết quả phải từ ngày nhận. Hãy sửa lại ngày.")
    if resolved and returned and returned < resolved:
        raise EntryRefusedError("Ngày trả phải từ ngày có kết quả. Hãy sửa lại ngày.")
