"""Early, on time, overdue: the one rule behind lists, worker, dashboard, papers; pure.

Shorter than the limit is early, equal is on time, longer is overdue (Thông tư
01/2018/TT-VPCP Điều 13; that circular is replaced and no newer definition is known).
Moments are naive datetimes, already converted to the office's local time, because a
comparison by day must use the office's midnight; both sides are cut to the minute.
"""

from datetime import date, datetime
from enum import StrEnum

from procedures.enums import LimitUnit
from procedures.workcalendar import WorkCalendar, cut_to_minute
from wardportal.office.enums import Granularity, LateAfter

_ENDS_AT_MIDNIGHT = frozenset({LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.MONTH})


class Timeliness(StrEnum):
    """How a dossier stands against its due moment."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    PENDING_IN_TERM = "pending_in_term"
    PENDING_OVERDUE = "pending_overdue"


def timeliness(  # noqa: PLR0913 - the facts and the office's three choices
    *,
    due_at: datetime,
    resolved_at: datetime | None,
    now: datetime,
    granularity: Granularity = Granularity.MINUTE,
    late_after: LateAfter = LateAfter.DUE_TIME,
    by_day: bool = False,
    limit_unit: LimitUnit | None = None,
) -> Timeliness:
    """Compare the resolution, or ``now`` while there is none, with the due moment.

    ``by_day`` is a dossier whose given due date has no clock time: it is compared as
    under the granularity ``day``. ``late_after=midnight`` concerns limits in days and
    months only (Bộ luật Dân sự 91/2015/QH13 Điều 148 khoản 6): finished on the due
    day but after its due time is then on time. A due moment whose ``limit_unit`` is
    unknown ends at its due time.
    """
    by_day = by_day or granularity is Granularity.DAY
    ends_at_midnight = (
        late_after is LateAfter.MIDNIGHT and limit_unit in _ENDS_AT_MIDNIGHT
    )
    moment = now if resolved_at is None else resolved_at
    order = _order(moment, due_at, by_day=by_day, ends_at_midnight=ends_at_midnight)
    if resolved_at is None:
        return Timeliness.PENDING_OVERDUE if order > 0 else Timeliness.PENDING_IN_TERM
    return (Timeliness.ON_TIME, Timeliness.OVERDUE, Timeliness.EARLY)[order]


def working_days_left(
    *, due_at: datetime, now: datetime, calendar: WorkCalendar
) -> int:
    """Count the working days from tomorrow up to and including the due day.

    0 on the due day, negative after it. Lists call 3, 2, 1 "sắp đến hạn".
    """
    return calendar.working_days_between(now.date(), due_at.date())


def _order(
    moment: datetime, due_at: datetime, *, by_day: bool, ends_at_midnight: bool
) -> int:
    """Return -1, 0 or 1: before, at or after the end of the limit."""
    if by_day:
        return _sign(moment.date(), due_at.date())
    order = _sign(cut_to_minute(moment), cut_to_minute(due_at))
    if order > 0 and ends_at_midnight:
        return _sign(moment.date(), due_at.date())
    return order


def _sign(left: date, right: date) -> int:
    return (left > right) - (left < right)
