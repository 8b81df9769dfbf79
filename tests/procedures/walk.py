"""A second reading of the rules of counting, as plain as can be: walk and look.

Nothing of the implementation is used. An office is the object it is written as inline
(``hours``, ``days_off``, ``working_days``); every minute and every day is asked one by
one whether the office works then.
"""

from calendar import monthrange
from datetime import datetime, time, timedelta

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def shifts(office, day):
    """Read the shifts of a day as pairs of "HH:MM"."""
    written = day.isoformat()
    if written in office["working_days"]:
        return office["hours"].get("mon", [])
    if written in office["days_off"]:
        return []
    return office["hours"].get(KEYS[day.weekday()], [])


def works(office, day):
    """Tell whether a day is a working day."""
    return bool(shifts(office, day))


def is_open(office, moment):
    """Tell whether the office works in the minute that begins at ``moment``."""
    clock = f"{moment:%H:%M}"
    return any(
        opening <= clock < closing for opening, closing in shifts(office, moment.date())
    )


def close_of(office, day):
    """Find the last minute of work of a day and step behind it."""
    moment = datetime.combine(day + DAY, time()) - MINUTE
    while not is_open(office, moment):
        moment -= MINUTE
    return moment + MINUTE


def open_of(office, day):
    """Find the first minute of work of a day."""
    return first_open(office, datetime.combine(day, time()))


def first_open(office, moment):
    """Wait minute by minute until the office is open."""
    while not is_open(office, moment):
        moment += MINUTE
    return moment


def next_working_day(office, day):
    """Step to the next working day."""
    day += DAY
    while not works(office, day):
        day += DAY
    return day


def after_hours(office, moment, hours):
    """Pass working minutes one by one; the last one's end is the answer."""
    left = hours * 60
    while left:
        left -= is_open(office, moment)
        moment += MINUTE
    return moment


def after_working_days(office, day, count):
    """Pass working days one by one."""
    for _ in range(count):
        day = next_working_day(office, day)
    return day


def after_days(office, day, count):
    """Pass calendar days one by one, then go on to a working day."""
    for _ in range(count):
        day += DAY
    return day if works(office, day) else next_working_day(office, day)


def after_months(office, day, count):
    """Pass months one by one, then take the same number and go on to a working day."""
    year, month = day.year, day.month
    for _ in range(count):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    last = monthrange(year, month)[1]
    day = day.replace(year=year, month=month, day=min(day.day, last))
    return day if works(office, day) else next_working_day(office, day)


PASS = {
    "working_day": after_working_days,
    "day": after_days,
    "month": after_months,
}


def due_at(office, received_at, limit, unit, cutoff, due_time):
    """Answer as the rules are written, case by case."""
    counted = first_open(office, received_at)
    late = bool(cutoff) and f"{counted:%H:%M}" > cutoff
    if unit == "hour":
        return after_hours(office, counted, limit)
    if late:
        counted = open_of(office, next_working_day(office, counted.date()))
    if unit == "same_day":
        return close_of(office, counted.date())
    if due_time == "end_of_day":
        received_on = counted.date() if late else received_at.date()
        return close_of(office, PASS[unit](office, received_on, limit))
    day = PASS[unit](office, counted.date(), limit)
    return min(datetime.combine(day, counted.time()), close_of(office, day))
