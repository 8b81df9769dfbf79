"""Days of a register, perhaps with a time: how they are written; pure.

A day alone is not midnight: it says nothing of the hour. Spreadsheets cannot tell the
two apart, so midnight counts as no time.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from wardportal.formats import clean_text

SERIAL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 -- local, like every day here
"""Day 0 of Excel's calendar, which counts a 29 February 1900 that never was."""

FIRST_SERIAL, LAST_SERIAL = 36526, 73050
"""1 January 2000 and 31 December 2099: smaller numbers are no dates of dossiers."""

SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
VIETNAMESE = re.compile(
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
    r"(?:[ ,]+(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::\d{2})?)?"
)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")
HALF_A_SECOND = timedelta(milliseconds=500)


class StampError(ValueError):
    """A cell that is no day; the text says how to write one."""

    def __init__(self, cell: object) -> None:
        super().__init__(
            f"không đọc được “{clean_text(str(cell))[:40]}”, "
            "hãy ghi như 05/11/2026 hoặc 05/11/2026 09:30"
        )


@dataclass(frozen=True)
class Stamp:
    """A day, and the time where one is stated."""

    day: date
    clock: time | None = None


def read_stamp(cell: object, zone: tzinfo) -> Stamp | None:
    """Read a cell: a typed day, a moment or number of a spreadsheet; None if empty.

    05/11/2026 is 5 November. A moment with its own zone is turned into ``zone``.
    Raises StampError.
    """
    if cell is None or (isinstance(cell, str) and not clean_text(cell)):
        return None
    moment = _moment(cell, zone)
    if moment is None or not 2000 <= moment.year <= 2099:  # noqa: PLR2004
        raise StampError(cell)
    # Spreadsheets keep times as fractions of a day, a hair before or after.
    minute = (moment + HALF_A_SECOND).replace(second=0, microsecond=0)
    clock = minute.time()
    return Stamp(minute.date(), clock if clock > time.min else None)


def _moment(cell: object, zone: tzinfo) -> datetime | None:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time.min)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell))
    return _typed(clean_text(cell), zone) if isinstance(cell, str) else None


def _typed(text: str, zone: tzinfo) -> datetime | None:
    try:
        if SERIAL.fullmatch(text):
            return _serial(float(text.replace(",", ".")))
        if match := VIETNAMESE.fullmatch(text):
            return datetime(**{k: int(v or 0) for k, v in match.groupdict().items()})  # type: ignore[arg-type]  # noqa: DTZ001 -- local
        if ISO.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return (
                moment.astimezone(zone).replace(tzinfo=None)
                if moment.tzinfo
                else moment
            )
    except ValueError:
        return None
    return None


def _serial(number: float) -> datetime | None:
    if not FIRST_SERIAL <= number < LAST_SERIAL + 1:
        return None
    return SERIAL_EPOCH + timedelta(days=number)
