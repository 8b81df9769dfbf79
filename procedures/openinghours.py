"""What one day's opening hours may look like, typed or in code; pure.

Every refusal is a ``CalendarError`` whose text is a Vietnamese sentence.
"""

import re
from collections.abc import Mapping
from datetime import time
from itertools import pairwise

from wardportal.formats import WEEKDAYS

Shift = tuple[time, time]
"""Opening and closing; the office is open from the first up to the second."""

Hours = tuple[Shift, ...]
"""The shifts of one day in order; empty when the office is closed."""

Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
"""Monday first."""

DAY_LABELS = tuple(f"{name[0].upper()}{name[1:]}" for name in WEEKDAYS)
"""The weekdays as they open a sentence, Monday first."""

WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class CalendarError(ValueError):
    """The calendar is nonsense or cannot answer; the text says what to do."""


def check_hours(hours: Hours, label: str) -> None:
    """Refuse a shift that closes before it opens and shifts that overlap."""
    for opening, closing in hours:
        if closing <= opening:
            raise CalendarError(
                f"{label}: ca {_span(opening, closing)} đóng cửa trước khi mở cửa. "
                "Hãy ghi giờ mở cửa trước, giờ đóng cửa sau."
            )
    for earlier, later in pairwise(hours):
        if later[0] < earlier[1]:
            raise CalendarError(
                f"{label}: ca {_span(*earlier)} và ca {_span(*later)} chồng lên nhau. "
                "Hãy sửa để ca sau bắt đầu khi ca trước đã hết."
            )


def without(hours: Hours, closed: Shift) -> Hours:
    """Return the hours that are left of a day that is closed from one time to another."""
    begin, end = closed
    left = (
        part
        for opening, closing in hours
        for part in (
            (opening, min(closing, begin)),
            (max(opening, end), closing),
        )
    )
    return tuple((opening, closing) for opening, closing in left if opening < closing)


def parse_week(value: object) -> Week:
    """Read a week written as ``{"mon": [["08:00", "12:00"], …], …}``.

    A weekday that is not named is a day without hours.
    """
    if not isinstance(value, Mapping):
        raise CalendarError(
            'Mục "hours" phải ghi giờ làm việc theo từng thứ, '
            'ví dụ {"mon": [["08:00", "12:00"]]}.'
        )
    for key in value:
        if key not in WEEKDAY_KEYS:
            raise CalendarError(
                f'Không có thứ nào tên là "{key}". '
                f"Hãy dùng {', '.join(WEEKDAY_KEYS)} (thứ Hai đến Chủ nhật)."
            )
    mon, tue, wed, thu, fri, sat, sun = (
        parse_hours(value.get(key, ()), name)
        for key, name in zip(WEEKDAY_KEYS, DAY_LABELS, strict=True)
    )
    return mon, tue, wed, thu, fri, sat, sun


def parse_hours(value: object, label: str) -> Hours:
    """Read one day's shifts written as ``[["08:00", "12:00"], …]``, in any order."""
    if not isinstance(value, list | tuple):
        raise CalendarError(_shape(label))
    hours = tuple(sorted(_parse_shift(shift, label) for shift in value))
    check_hours(hours, label)
    return hours


def _parse_shift(value: object, label: str) -> Shift:
    match value:
        case [str(opening), str(closing)]:
            return _parse_clock(opening, label), _parse_clock(closing, label)
    raise CalendarError(_shape(label))


def _parse_clock(text: str, label: str) -> time:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise CalendarError(
            f'{label}: không đọc được giờ "{text}". Hãy ghi giờ:phút, ví dụ 08:00.'
        )
    return time(int(found[1]), int(found[2]))


def _shape(label: str) -> str:
    return (
        f"{label}: mỗi ca cần giờ mở cửa và giờ đóng cửa, "
        'ví dụ [["08:00", "12:00"], ["13:30", "17:30"]].'
    )


def _span(opening: time, closing: time) -> str:
    return f"{opening:%H:%M}–{closing:%H:%M}"
