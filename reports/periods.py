"""Reporting periods: their days, names, order and moments; pure.

Besides the calendar month there is the reporting calendar, whose months, quarters,
half-years and year all end on the 14th (Nghị định 09/2019/NĐ-CP Điều 12: periodic
reports close on the 14th of the last month, the next opens on the 15th).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from wardportal.formats import short_date

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
CLOSES_ON = 14
OPENS_ON = 15
EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 12, 31)

ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
VIETNAMESE_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ROMAN = ("I", "II", "III", "IV")
HALVES = ("đầu", "cuối")


class PeriodError(ValueError):
    """Two days that make no period; the text is for the user."""


class Cycle(StrEnum):
    """How often a kind of report is due."""

    CALENDAR_MONTH = "calendar_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS_OF = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}
"""Lengths in the reporting calendar."""


@dataclass(frozen=True, order=True)
class Period:
    """From one day to another, both included; raises PeriodError for a wrong order."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(
                "Ngày kết thúc phải từ ngày bắt đầu trở đi: "
                f"hãy sửa {short_date(self.start)} hoặc {short_date(self.end)}."
            )

    @property
    def begins_at(self) -> datetime:
        """Midnight that opens the first day, in the office's zone (aware)."""
        return _midnight(self.start)

    @property
    def ends_at(self) -> datetime:
        """Midnight after the last day (aware); the first moment outside."""
        return _midnight(self.end + DAY)

    @property
    def last_minute(self) -> datetime:
        """The last minute inside, at which open dossiers are judged (aware)."""
        return self.ends_at - MINUTE

    @property
    def days(self) -> Iterator[date]:
        """Every day, first to last."""
        count = (self.end - self.start).days + 1
        return (self.start + offset * DAY for offset in range(count))

    @property
    def cycle(self) -> Cycle | None:
        """The kind of period that these days make; None for any others."""
        return next(
            (cycle for cycle in Cycle if self == _around(cycle, self.end)), None
        )

    @property
    def label(self) -> str:
        """The period's Vietnamese name, for use inside a sentence."""
        if self.cycle:
            return _name(self.cycle, self.end)
        if self.start == self.end:
            return f"ngày {short_date(self.start)}"
        return f"từ ngày {short_date(self.start)} đến ngày {short_date(self.end)}"

    def previous(self) -> "Period":
        """Return the period of the same kind that ends the day before this one begins.

        Any other from–to is preceded by as many days as it has itself.
        """
        eve = self.start - DAY
        if self.cycle:
            return _around(self.cycle, eve)
        return Period(eve - (self.end - self.start), eve)


def last_closed(cycle: Cycle, today: date) -> Period:
    """Return the newest period of a kind that has ended before ``today``."""
    running = _around(cycle, today)
    return running.previous()


def closed_before(cycle: Cycle, today: date, count: int) -> list[Period]:
    """List the newest ``count`` periods of a kind that have ended, newest first."""
    return list(islice(_backwards(last_closed(cycle, today)), count))


def calendar_month(day: date) -> Period:
    """Return the calendar month around a day."""
    return _around(Cycle.CALENDAR_MONTH, day)


def parse_period(start: str, end: str) -> Period:
    """Read two days typed as 2025-08-01 or 01/08/2025.

    Raises PeriodError with a Vietnamese sentence that says what to type.
    """
    return period_asked_for(
        _parsed_day(start, "Ngày bắt đầu"), _parsed_day(end, "Ngày kết thúc")
    )


def period_asked_for(start: date, end: date) -> Period:
    """Return the period between two days that a person gave.

    Raises PeriodError for days in the wrong order or of another age.
    """
    if not EARLIEST <= start <= LATEST or not EARLIEST <= end <= LATEST:
        raise PeriodError(
            "Kỳ báo cáo phải nằm trong khoảng từ "
            f"{short_date(EARLIEST)} đến {short_date(LATEST)}."
        )
    return Period(start, end)


def _parsed_day(text: str, name: str) -> date:
    """Read one day; ``name`` opens the sentence of the PeriodError."""
    stripped = text.strip()
    if match := ISO_DAY.fullmatch(stripped):
        year, month, day = match.groups()
    elif match := VIETNAMESE_DAY.fullmatch(stripped):
        day, month, year = match.groups()
    else:
        raise PeriodError(
            f"{name} phải theo ngày/tháng/năm hoặc năm-tháng-ngày, "
            "ví dụ 01/08/2025 hoặc 2025-08-01."
        )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise PeriodError(f"{name} {stripped} không có trong lịch.") from None


def _backwards(period: Period) -> Iterator[Period]:
    while True:
        yield period
        period = period.previous()


def _around(cycle: Cycle, day: date) -> Period:
    """Return the period of a kind that contains a day."""
    if cycle is Cycle.CALENDAR_MONTH:
        first = day.replace(day=1)
        return Period(first, _months_on(first, 1) - DAY)
    length = MONTHS_OF[cycle]
    # The reporting month is named after the month in which it ends.
    named = day.replace(day=1) if day.day < OPENS_ON else _months_on(day, 1)
    last = _months_on(named, -named.month % length)
    return Period(
        _months_on(last, -length).replace(day=OPENS_ON), last.replace(day=CLOSES_ON)
    )


def _name(cycle: Cycle, end: date) -> str:
    names = {
        Cycle.CALENDAR_MONTH: f"tháng {end.month}",
        Cycle.MONTH: f"kỳ báo cáo tháng {end.month}",
        Cycle.QUARTER: f"quý {ROMAN[end.month // 3 - 1]}",
        Cycle.HALF_YEAR: f"6 tháng {HALVES[end.month // 6 - 1]}",
    }
    return f"{names[cycle]} năm {end.year}" if cycle in names else f"năm {end.year}"


def _months_on(day: date, months: int) -> date:
    """Return the first day of the month that many months away."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZONE)
