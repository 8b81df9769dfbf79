"""How a dossier is spoken of: its status, its due moment, the time that is left.

Moments given here are naive, on the office's clock; see procedures.workcalendar.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dossiers.enums import STATUS_LABELS, Status
from procedures.openinghours import CalendarError
from procedures.timeliness import Timeliness, working_days_left
from procedures.workcalendar import WorkCalendar
from wardportal.formats import clock, hours_and_minutes, short_date, thousands

STATUS_TONES: dict[Status, str] = {
    Status.SUBMITTED: "blue",
    Status.ACCEPTED: "blue",
    Status.PROCESSING: "blue",
    Status.AWAITING_SIGNATURE: "blue",
    Status.AWAITING_SUPPLEMENT: "purple",
    Status.AWAITING_PAYMENT: "purple",
    Status.RESOLVED: "teal",
    Status.RETURNED: "plain",
    Status.NOT_ACCEPTED: "grey",
    Status.REFUSED: "grey",
    Status.WITHDRAWN: "grey",
    Status.STOPPED: "grey",
    Status.ANNULLED: "grey",
}
DAYS_WARNED = 3
FARTHEST_WARNED = timedelta(days=31)
"""Longer than any holiday with three working days after it."""

WAITING_FOR_CITIZEN = frozenset({Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT})


@dataclass(frozen=True)
class Tag:
    """The variables of components/tag.html."""

    label: str
    tone: str
    icon: str = ""


CLOSED_TAGS = {
    Timeliness.EARLY: Tag("Trước hạn", "green"),
    Timeliness.ON_TIME: Tag("Đúng hạn", "blue"),
    Timeliness.OVERDUE: Tag("Quá hạn", "red", "exclamation-triangle-fill"),
}


STATUS_TAGS = {
    status: Tag(
        STATUS_LABELS[status],
        tone,
        "pause-circle" if status in WAITING_FOR_CITIZEN else "",
    )
    for status, tone in STATUS_TONES.items()
}
"""Each status in its one colour; what waits for the citizen is paused."""


def due_moment_words(due_at: datetime, now: datetime) -> str:
    """``Hôm nay, 17:00``; ``20/11, 17:00``; with the year where it is another."""
    if due_at.date() == now.date():
        return f"Hôm nay, {clock(due_at)}"
    day = f"{due_at:%d/%m}" if due_at.year == now.year else short_date(due_at)
    return f"{day}, {clock(due_at)}"


def due_words(
    word: Timeliness, *, due_at: datetime, now: datetime, calendar: WorkCalendar
) -> Tag | None:
    """Say how a dossier stands against its due moment.

    None while there are more than three working days: the date then says enough.
    """
    if word in CLOSED_TAGS:
        return CLOSED_TAGS[word]
    if word is Timeliness.PENDING_OVERDUE:
        late = late_words(due_at, now, calendar)
        return Tag(late, "red", "exclamation-triangle-fill")
    if due_at.date() > now.date():
        return soon_due(due_at, now, calendar)
    return Tag(left_today_words(due_at, now, calendar), "amber", "alarm")


def soon_due(due_at: datetime, now: datetime, calendar: WorkCalendar) -> Tag | None:
    """Warn at 3, 2 and 1 working days; None before, or where the calendar cannot say."""
    # Weekends and holidays only make the days between more: far dates need no counting.
    if due_at - now > FARTHEST_WARNED:
        return None
    try:
        days = working_days_left(due_at=due_at, now=now, calendar=calendar)
    except CalendarError:
        return None
    if days > DAYS_WARNED:
        return None
    return Tag(f"Còn {days} ngày làm việc", "amber" if days <= 1 else "plain", "alarm")


def late_words(
    due_at: datetime, now: datetime, calendar: WorkCalendar, unit: str = "ngày"
) -> str:
    """``Quá hạn 1 ngày``, counted in working days; in working hours on the due day.

    Only ``Quá hạn`` while no working time has passed since, or the calendar cannot say.
    """
    try:
        days = -working_days_left(due_at=due_at, now=now, calendar=calendar)
        minutes = calendar.working_minutes_between(due_at, now)
    except CalendarError:
        return "Quá hạn"
    if days > 0:
        return f"Quá hạn {thousands(days)} {unit}"
    return f"Quá hạn {hours_and_minutes(minutes)}" if minutes else "Quá hạn"


def left_today_words(due_at: datetime, now: datetime, calendar: WorkCalendar) -> str:
    """``Còn 7 giờ 18 phút`` of working time; ``Hạn hôm nay`` when none is left."""
    try:
        minutes = calendar.working_minutes_between(now, due_at)
    except CalendarError:
        minutes = 0
    return f"Còn {hours_and_minutes(minutes)}" if minutes > 0 else "Hạn hôm nay"
