"""Opening hours in words: shown on pages and slips, typed at set-up."""

import re
from datetime import time
from itertools import groupby, pairwise

from wardportal.office.models import WEEKDAYS, Office
from wardportal.office.setup import Shifts

WEEKDAY_NAMES = dict(WEEKDAYS)
SHIFT = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)")


def read_shifts(text: str) -> Shifts:
    """Read the shifts of a day, typed as ``08:00-12:00 13:30-17:30``.

    Raises ValueError, a sentence for the person who typed them.
    """
    matches = [SHIFT.fullmatch(part) for part in text.replace("–", "-").split()]
    shifts = tuple(_shift(match) for match in matches if match)
    edges = [edge for shift in shifts for edge in shift]
    if not shifts or None in matches or any(a >= b for a, b in pairwise(edges)):
        raise ValueError(
            "Hãy ghi giờ làm việc như 08:00-12:00 13:30-17:30: "
            "ca sau mở cửa khi ca trước đã đóng."
        )
    return shifts


def _shift(match: re.Match[str]) -> tuple[time, time]:
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, match.groups())
    return time(opens_hour, opens_minute), time(closes_hour, closes_minute)


def opening_hours_text(office: Office) -> str:
    """Return e.g. "thứ Hai – thứ Sáu: 08:00–12:00, 13:30–17:30"; "" without hours."""
    shifts: dict[int, list[str]] = {}
    for row in office.opening_hours.all() if office.pk else ():
        shifts.setdefault(row.weekday, []).append(
            f"{row.opens:%H:%M}–{row.closes:%H:%M}"
        )
    days = [(day, ", ".join(parts)) for day, parts in sorted(shifts.items())]
    return "; ".join(
        f"{_span([day for day, _ in group])}: {hours}"
        for hours, group in groupby(days, key=lambda pair: pair[1])
    )


def _span(days: list[int]) -> str:
    if len(days) == 1:
        return WEEKDAY_NAMES[days[0]]
    if days == list(range(days[0], days[-1] + 1)):
        return f"{WEEKDAY_NAMES[days[0]]} – {WEEKDAY_NAMES[days[-1]]}"
    return ", ".join(WEEKDAY_NAMES[day] for day in days)
