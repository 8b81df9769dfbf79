"""Offices and moments of every shape, for property tests of counting time."""

from datetime import date, datetime

from hypothesis import strategies as st

from tests.procedures import walk

CLOCKS = st.integers(0, 24 * 60 - 1).map(lambda m: f"{m // 60:02d}:{m % 60:02d}")
SHIFTS = st.lists(CLOCKS, unique=True, max_size=4).map(
    lambda clocks: [
        list(pair)
        for pair in zip(sorted(clocks)[::2], sorted(clocks)[1::2], strict=False)
    ]
)
WINDOW = st.dates(date(2026, 1, 1), date(2026, 4, 15))
MOMENTS = st.datetimes(
    datetime.fromisoformat("2026-01-20T00:00"),
    datetime.fromisoformat("2026-03-10T23:59"),
).map(lambda moment: moment.replace(second=0, microsecond=0))


@st.composite
def offices(draw):
    """Draw any office that works on some weekday, as it is written inline."""
    hours = draw(st.dictionaries(st.sampled_from(walk.KEYS), SHIFTS, min_size=1))
    hours = {day: shifts for day, shifts in hours.items() if shifts}
    hours = hours or {"wed": [["08:00", "12:00"]]}
    off = draw(st.sets(WINDOW, max_size=12))
    working = draw(st.sets(WINDOW, max_size=4)) - off if "mon" in hours else set()
    return {
        "hours": hours,
        "days_off": sorted(day.isoformat() for day in off),
        "working_days": sorted(day.isoformat() for day in working),
    }
