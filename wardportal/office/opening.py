"""Opening hours in words, for citizens' pages and printed slips."""

from itertools import groupby

from wardportal.office.models import WEEKDAYS, Office

WEEKDAY_NAMES = dict(WEEKDAYS)


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
