"""When a dossier is due, and why; pure.

Bộ luật Dân sự 91/2015/QH13 Điều 147–148: the day of receipt is not counted, a limit
runs from the next day, and one whose last day is off ends on the next working day.
Moments are naive datetimes in the office's local time; see ``workcalendar``.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from itertools import takewhile

from procedures.enums import LimitUnit
from procedures.workcalendar import WorkCalendar, cut_to_minute, each_day
from wardportal.formats import (
    clock,
    clock_and_day,
    hours_and_minutes,
    thousands,
    weekday_and_date,
)
from wardportal.office.enums import DueTime

MAX_LIMIT = 9999
"""No law knows a longer limit; a larger number is a slip of the keyboard."""

UNIT_WORDS = {
    LimitUnit.WORKING_DAY: "ngày làm việc",
    LimitUnit.DAY: "ngày",
    LimitUnit.HOUR: "giờ làm việc",
    LimitUnit.MONTH: "tháng",
}

_UNITS_OF_DAYS = frozenset({LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.MONTH})
_MONTHS = 12


class DeadlineError(ValueError):
    """A limit that cannot be counted; the text is a Vietnamese sentence."""


@dataclass(frozen=True)
class Limit:
    """A procedure's time limit: so many units, perhaps with a cut-off hour.

    ``value`` is a whole number from 1 (same day: 1). Received later than ``cutoff``,
    a dossier counts as received at the next working day's opening; exactly at it is
    still in time. Limits in hours know no cut-off. Raises ``DeadlineError``.
    """

    value: int
    unit: LimitUnit
    cutoff: time | None = None

    def __post_init__(self) -> None:
        """Refuse a value that is not such a number."""
        whole = isinstance(self.value, int) and not isinstance(self.value, bool)
        if not whole or not 1 <= self.value <= MAX_LIMIT:
            raise DeadlineError(
                f"Thời hạn phải là số nguyên từ 1 đến {thousands(MAX_LIMIT)}."
            )
        if self.unit is LimitUnit.SAME_DAY and self.value != 1:
            raise DeadlineError('Thời hạn "ngay trong ngày" phải ghi số 1.')

    def __str__(self) -> str:
        """``3 ngày làm việc``, ``ngay trong ngày``."""
        if self.unit is LimitUnit.SAME_DAY:
            return "ngay trong ngày"
        return f"{thousands(self.value)} {UNIT_WORDS[self.unit]}"


class StepKind(StrEnum):
    """What a day does in the counting of a limit."""

    RECEIVED = "received"
    COUNTED = "counted"
    SKIPPED = "skipped"
    MOVED_TO = "moved_to"
    """The working day a limit ends on because its own last day was off."""


@dataclass(frozen=True)
class Step:
    """One day of the explanation."""

    day: date
    kind: StepKind
    reason: str

    def __str__(self) -> str:
        """``Thứ Hai, 23/11/2026: ngày làm việc thứ 1``."""
        return f"{weekday_and_date(self.day)}: {self.reason}"


@dataclass(frozen=True)
class Deadline:
    """The due moment with the counting behind it."""

    due_at: datetime
    counted_from: datetime
    """The counted receipt; its day is the day of receipt."""

    steps: tuple[Step, ...]
    provisional: bool
    """The counting touches a year that is loaded but not announced."""


def due_at(
    received_at: datetime, limit: Limit, *, calendar: WorkCalendar, due_time: DueTime
) -> Deadline:
    """Tell when a dossier received at ``received_at`` is due, and how that was counted.

    ``due_time`` decides for limits in days and months. Raises ``CalendarError``, and
    of it ``CalendarYearNotLoaded``, when the calendar cannot answer.
    """
    counted_from = _counted_receipt(received_at, limit, calendar, due_time)
    if limit.unit is LimitUnit.HOUR:
        end = calendar.add_working_minutes(counted_from, 60 * limit.value)
        steps = list(_hour_steps(counted_from, end, calendar))
    elif limit.unit is LimitUnit.SAME_DAY:
        end = calendar.closing(counted_from.date())
        steps = [Step(end.date(), StepKind.COUNTED, "giải quyết ngay trong ngày")]
    else:
        steps = _DAY_STEPS[limit.unit](counted_from.date(), limit.value, calendar)
        end = _end_of(steps[-1].day, counted_from, calendar, due_time)
    last = replace(steps[-1], reason=f"{steps[-1].reason}, hết hạn lúc {clock(end)}")
    received = _receipt_steps(received_at, counted_from, limit, calendar)
    return Deadline(
        due_at=end,
        counted_from=counted_from,
        steps=(*received, *steps[:-1], last),
        provisional=calendar.is_provisional(received_at.date(), end.date()),
    )


def _counted_receipt(
    received_at: datetime, limit: Limit, calendar: WorkCalendar, due_time: DueTime
) -> datetime:
    """Return the receipt as the limit sees it.

    Under ``end_of_day`` the calendar day of receipt stands, whatever the hour or the
    day; only the cut-off, measured at the moment of work, moves it.
    """
    moment = calendar.working_moment(received_at)
    if _is_after_cutoff(moment, limit):
        return calendar.opening(calendar.next_working_day(moment.date()))
    by_calendar_day = limit.unit in _UNITS_OF_DAYS and due_time is DueTime.END_OF_DAY
    return cut_to_minute(received_at if by_calendar_day else moment)


def _is_after_cutoff(moment: datetime, limit: Limit) -> bool:
    if limit.cutoff is None or limit.unit is LimitUnit.HOUR:
        return False
    return moment.time() > limit.cutoff


def _end_of(
    day: date, counted_from: datetime, calendar: WorkCalendar, due_time: DueTime
) -> datetime:
    """Return the moment at which a limit in days or months ends on its last day."""
    closing = calendar.closing(day)
    if due_time is DueTime.END_OF_DAY:
        return closing
    return min(datetime.combine(day, counted_from.time()), closing)


def _receipt_steps(
    received_at: datetime, counted_from: datetime, limit: Limit, calendar: WorkCalendar
) -> list[Step]:
    """Say what became of the receipt before the counting began."""
    reason = f"tiếp nhận lúc {clock(received_at)}"
    if counted_from != cut_to_minute(received_at):
        outside = counted_from == calendar.working_moment(received_at)
        why = "ngoài giờ làm việc" if outside else f"sau {limit.cutoff:%H:%M}"
        reason += f", {why}, tính từ {clock_and_day(counted_from)}"
    received = Step(received_at.date(), StepKind.RECEIVED, reason)
    if limit.unit not in _UNITS_OF_DAYS:
        return [received]
    if counted_from.date() == received.day:
        return [replace(received, reason=f"{reason}, ngày tiếp nhận không tính")]
    uncounted = "được coi là ngày tiếp nhận, không tính"
    return [received, Step(counted_from.date(), StepKind.RECEIVED, uncounted)]


def _working_day_steps(start: date, count: int, calendar: WorkCalendar) -> list[Step]:
    steps: list[Step] = []
    days = calendar.days_after(start)
    counted = 0
    while counted < count:
        day = next(days)
        if calendar.is_working_day(day):
            counted += 1
            steps.append(_counted_working_day(day, counted, calendar))
        else:
            steps.append(_skipped(day, calendar))
    return steps


def _day_steps(start: date, count: int, calendar: WorkCalendar) -> list[Step]:
    days = zip(range(1, count + 1), calendar.days_after(start), strict=False)
    steps = [Step(day, StepKind.COUNTED, f"ngày thứ {number}") for number, day in days]
    return [*steps[:-1], *_rolled(steps[-1], calendar)]


def _month_steps(start: date, count: int, calendar: WorkCalendar) -> list[Step]:
    day = _same_numbered_day(start, count)
    return list(_rolled(Step(day, StepKind.COUNTED, f"tròn {count} tháng"), calendar))


_DAY_STEPS: dict[LimitUnit, Callable[[date, int, WorkCalendar], list[Step]]] = {
    LimitUnit.WORKING_DAY: _working_day_steps,
    LimitUnit.DAY: _day_steps,
    LimitUnit.MONTH: _month_steps,
}


def _hour_steps(
    start: datetime, end: datetime, calendar: WorkCalendar
) -> Iterator[Step]:
    for day in each_day(start.date(), end.date()):
        if calendar.is_working_day(day):
            begin = max(calendar.opening(day), start)
            yield Step(day, StepKind.COUNTED, _worked(begin, end, calendar))
        else:
            yield _skipped(day, calendar)


def _worked(start: datetime, end: datetime, calendar: WorkCalendar) -> str:
    """Write the working time of one day: its spans and their sum."""
    until = min(end, calendar.closing(start.date()))
    spans = ", ".join(
        f"{clock(opening)}–{clock(closing)}"
        for opening, closing in calendar.working_spans(start, until)
    )
    minutes = calendar.working_minutes_between(start, until)
    return f"{spans}, tính {hours_and_minutes(minutes)}"


def _rolled(last: Step, calendar: WorkCalendar) -> Iterator[Step]:
    """Walk from the last day of a limit to the working day it really ends on.

    Bộ luật Dân sự Điều 148 khoản 5.
    """
    if calendar.is_working_day(last.day):
        yield last
        return
    yield replace(last, reason=f"{last.reason}, là {_off_words(last.day, calendar)}")
    end = calendar.next_working_day(last.day)
    for day in takewhile(end.__gt__, calendar.days_after(last.day)):
        yield _skipped(day, calendar)
    yield Step(end, StepKind.MOVED_TO, "hạn chuyển sang ngày làm việc tiếp theo")


def _counted_working_day(day: date, number: int, calendar: WorkCalendar) -> Step:
    make_up = " (ngày làm bù)" if day in calendar.working_days else ""
    closed = calendar.closures.get(day)
    part = f" (nghỉ {closed[0]:%H:%M}–{closed[1]:%H:%M})" if closed else ""
    return Step(day, StepKind.COUNTED, f"ngày làm việc thứ {number}{make_up}{part}")


def _skipped(day: date, calendar: WorkCalendar) -> Step:
    return Step(day, StepKind.SKIPPED, f"{_off_words(day, calendar)}, không tính")


def _off_words(day: date, calendar: WorkCalendar) -> str:
    name = calendar.days_off.get(day)
    if name is None:
        return "ngày nghỉ hằng tuần"
    return f"ngày nghỉ ({name})" if name else "ngày nghỉ"


def _same_numbered_day(start: date, months: int) -> date:
    """Return the day so many months on, or the last day of a shorter month.

    Bộ luật Dân sự Điều 148 khoản 3.
    """
    years, month = divmod(start.month - 1 + months, _MONTHS)
    year = start.year + years
    if year > date.max.year:
        raise DeadlineError("Thời hạn quá dài. Hãy kiểm tra ngày nhận và số tháng.")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
