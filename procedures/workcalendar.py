"""When the office works: weekly hours, days off, make-up days, loaded years; pure.

Moments are naive datetimes in the office's local time (Asia/Ho_Chi_Minh): callers
convert at the edge. A shift is open from its opening up to, not including, its
closing. Spans of time are whole minutes; seconds are cut off.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Self

from procedures.openinghours import (
    DAY_LABELS,
    CalendarError,
    Hours,
    Shift,
    Week,
    check_hours,
    parse_hours,
    parse_week,
    without,
)
from wardportal.formats import short_date

PROVISIONAL_MARK = "lịch chưa công bố"
"""Stands beside an answer that rests on a year seeded by rule only."""

Span = tuple[datetime, datetime]

_MONDAY = 0
_ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)
_SECTIONS = frozenset({"hours", "days_off", "working_days"})


class CalendarYearNotLoaded(CalendarError):  # noqa: N818 - reads as a sentence
    """The calendar holds nothing about a year, not even that it has no holidays."""

    def __init__(self, year: int) -> None:
        """Remember the year that is missing."""
        self.year = year
        super().__init__(
            f"Chưa có lịch làm việc năm {year}. "
            f"Hãy nhập ngày nghỉ, ngày làm bù năm {year} rồi tính lại."
        )


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """The working time of one office.

    Raises ``CalendarError`` when built from nonsense, and ``CalendarYearNotLoaded``
    whenever a question touches a year outside ``years``.
    """

    week: Week
    days_off: Mapping[date, str] = field(default_factory=dict)
    """Each day off with its name, or "" when it has none."""

    working_days: Mapping[date, Hours | None] = field(default_factory=dict)
    """Make-up days; None means Monday's hours."""

    closures: Mapping[date, Shift] = field(default_factory=dict)
    """Days closed for a part of their hours: from when until when."""

    years: frozenset[int] | None = None
    """The loaded years; None means that every year is known."""

    provisional_years: frozenset[int] = frozenset()
    """Loaded years that are not announced yet."""

    def __post_init__(self) -> None:
        """Refuse hours and days that contradict each other."""
        for hours, name in zip(self.week, DAY_LABELS, strict=True):
            check_hours(hours, name)
        for day in self.working_days:
            self._check_working_day(day)

    @classmethod
    def from_mapping(cls, mapping: object) -> Self:
        """Read a calendar written inline in JSON; every year counts as loaded.

        ``hours`` names the shifts by weekday; ``days_off`` and ``working_days`` are
        lists of ISO dates, or objects from date to name and from date to shifts.
        """
        if not isinstance(mapping, Mapping) or "hours" not in mapping:
            raise CalendarError('Lịch cần mục "hours" ghi giờ làm việc theo từng thứ.')
        for section in mapping:
            if section not in _SECTIONS:
                raise CalendarError(
                    f'Lịch không có mục "{section}". '
                    "Hãy dùng hours, days_off, working_days."
                )
        off = _parse_days(mapping.get("days_off", ()), "days_off")
        working = _parse_days(mapping.get("working_days", ()), "working_days")
        return cls(
            week=parse_week(mapping["hours"]),
            days_off={day: str(name or "") for day, name in off.items()},
            working_days={
                day: None if shifts is None else parse_hours(shifts, short_date(day))
                for day, shifts in working.items()
            },
        )

    def hours(self, day: date) -> Hours:
        """Return the shifts of a day; empty when the office does not work."""
        if self.years is not None and day.year not in self.years:
            raise CalendarYearNotLoaded(day.year)
        if day in self.closures:
            return without(self._usual_hours(day), self.closures[day])
        return self._usual_hours(day)

    def shifts(self, day: date) -> tuple[Span, ...]:
        """Return the shifts of a day as moments."""
        return tuple(
            (datetime.combine(day, opening), datetime.combine(day, closing))
            for opening, closing in self.hours(day)
        )

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works at all on that day."""
        return bool(self.hours(day))

    def is_open(self, moment: datetime) -> bool:
        """Tell whether the moment lies inside working hours."""
        return any(
            opening <= moment < closing
            for opening, closing in self.shifts(moment.date())
        )

    def is_provisional(self, first: date, last: date) -> bool:
        """Tell whether an answer over these days rests on an unannounced year.

        Refuses the span when one of its years is not loaded.
        """
        years = range(first.year, last.year + 1)
        for year in years:
            if self.years is not None and year not in self.years:
                raise CalendarYearNotLoaded(year)
        return not self.provisional_years.isdisjoint(years)

    def opening(self, day: date) -> datetime:
        """Tell when a working day begins."""
        return self._working_shifts(day)[0][0]

    def closing(self, day: date) -> datetime:
        """Tell when a working day ends."""
        return self._working_shifts(day)[-1][1]

    def next_working_day(self, day: date) -> date:
        """Return the first working day after ``day``."""
        return next(filter(self.is_working_day, self.days_after(day)))

    def working_day_before(self, day: date) -> date:
        """Return the last working day before ``day``."""
        before = map(date.fromordinal, range(day.toordinal() - 1, 0, -1))
        found = next(filter(self.is_working_day, before), None)
        if found is None:
            raise CalendarError(
                f"Lịch không có ngày làm việc nào trước ngày {short_date(day)}. "
                "Hãy nhập giờ làm việc của cơ quan."
            )
        return found

    def next_opening(self, moment: datetime) -> datetime:
        """Return the first opening after ``moment``, be it the afternoon's."""
        for opening, _ in self.shifts(moment.date()):
            if opening > moment:
                return opening
        return self.opening(self.next_working_day(moment.date()))

    def working_moment(self, moment: datetime) -> datetime:
        """Return the moment itself inside working hours, else the next opening."""
        return moment if self.is_open(moment) else self.next_opening(moment)

    def days_after(self, day: date) -> Iterator[date]:
        """Walk the days after ``day``, as long as a working day can still come.

        Ends with a ``CalendarError``, so that no search runs for ever.
        """
        last = date.max if any(self.week) else max(self.working_days, default=day)
        current = day
        while current < last:
            current += _ONE_DAY
            yield current
        raise CalendarError(
            f"Lịch không có ngày làm việc nào sau ngày {short_date(current)}. "
            "Hãy nhập giờ làm việc của cơ quan."
        )

    def add_working_minutes(self, moment: datetime, minutes: int) -> datetime:
        """Tell when that much working time has run out, counted from ``moment``.

        Time that runs out exactly at a closing ends there, not at the next opening.
        """
        spans = self._spans_from(cut_to_minute(moment))
        start, end = next(spans)
        while minutes > (available := _minutes(start, end)):
            minutes -= available
            start, end = next(spans)
        return start + timedelta(minutes=minutes)

    def working_spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """Walk the parts of shifts between two moments, in order."""
        for day in each_day(start.date(), end.date()):
            for opening, closing in self.shifts(day):
                span = max(opening, start), min(closing, end)
                if span[0] < span[1]:
                    yield span

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Measure working time from ``start`` to ``end``; negative backwards."""
        if end < start:
            return -self.working_minutes_between(end, start)
        spans = self.working_spans(cut_to_minute(start), cut_to_minute(end))
        return sum(_minutes(*span) for span in spans)

    def working_days_between(self, first: date, last: date) -> int:
        """Count working days after ``first`` up to and including ``last``.

        Negative when ``last`` is earlier: then those after ``last`` up to ``first``.
        """
        if last < first:
            return -self.working_days_between(last, first)
        days = each_day(first, last)
        next(days)
        return sum(map(self.is_working_day, days))

    def _spans_from(self, moment: datetime) -> Iterator[Span]:
        today = moment.date()
        for day in chain((today,), self.days_after(today)):
            for opening, closing in self.shifts(day):
                if moment < closing:
                    yield max(opening, moment), closing

    def _working_shifts(self, day: date) -> tuple[Span, ...]:
        shifts = self.shifts(day)
        if not shifts:
            raise CalendarError(
                f"Ngày {short_date(day)} không phải là ngày làm việc. "
                "Hãy chọn một ngày làm việc."
            )
        return shifts

    def _usual_hours(self, day: date) -> Hours:
        if day in self.working_days:
            return self._make_up_hours(day)
        return () if day in self.days_off else self.week[day.weekday()]

    def _make_up_hours(self, day: date) -> Hours:
        hours = self.working_days[day]
        return self.week[_MONDAY] if hours is None else hours

    def _check_working_day(self, day: date) -> None:
        name = short_date(day)
        if day in self.days_off:
            raise CalendarError(
                f"Ngày {name} vừa là ngày nghỉ vừa là ngày làm bù. Hãy bỏ một trong hai."
            )
        hours = self._make_up_hours(day)
        check_hours(hours, name)
        if not hours:
            raise CalendarError(
                f"Ngày làm bù {name} chưa có giờ làm việc. Hãy ghi giờ của ngày đó."
            )


def cut_to_minute(moment: datetime) -> datetime:
    """Return the moment without its seconds, as clocks and slips show it."""
    return moment.replace(second=0, microsecond=0)


def each_day(first: date, last: date) -> Iterator[date]:
    """Walk the days of the calendar, both ends among them."""
    return (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))


def _minutes(start: datetime, end: datetime) -> int:
    return (end - start) // _ONE_MINUTE


def _parse_days(value: object, section: str) -> dict[date, object]:
    """Read dates from a list, or dates with what is written beside them from an object."""
    if isinstance(value, Mapping):
        return {_parse_day(day, section): beside for day, beside in value.items()}
    if isinstance(value, list | tuple):
        return dict.fromkeys(_parse_day(day, section) for day in value)
    raise CalendarError(
        f'Mục "{section}" phải là danh sách ngày, ví dụ ["2026-09-02"].'
    )


def _parse_day(value: object, section: str) -> date:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise CalendarError(
            f'Mục "{section}": không đọc được ngày "{value}". '
            "Hãy ghi năm-tháng-ngày, ví dụ 2026-09-02."
        )
    return day
