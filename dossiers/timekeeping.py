"""The stored word "early / on time / overdue", in Python and in SQL.

One rule in two tongues: ``word_of`` asks procedures.timeliness, the expressions say
the same to the database, and a test holds them together on the edge moments. A dossier
whose clock stands still is judged as when the wait began: it cannot become late, and
what was late stays so.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DateTimeField, F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan
from django.utils import timezone

from dossiers.models import Dossier
from procedures.enums import LimitUnit
from procedures.office_calendar import to_local_minute
from procedures.timeliness import Timeliness, timeliness
from wardportal.office.enums import Granularity, LateAfter
from wardportal.office.models import Office

MINUTE = timedelta(minutes=1)
DAY_UNITS = [
    LimitUnit.WORKING_DAY.value,
    LimitUnit.DAY.value,
    LimitUnit.MONTH.value,
]


def word_of(dossier: Dossier, *, office: Office, moment: datetime) -> Timeliness:
    """Say how an accepted dossier stands at a moment (aware).

    Raises ValueError for a dossier that was never accepted.
    """
    if dossier.due_at is None:
        raise ValueError("Hồ sơ chưa tiếp nhận thì chưa có thời hạn.")
    resolved, waiting = dossier.resolved_at, dossier.waiting_since
    now = min(moment, waiting) if waiting else moment
    return timeliness(
        due_at=to_local_minute(dossier.due_at),
        resolved_at=to_local_minute(resolved) if resolved else None,
        now=to_local_minute(now),
        granularity=office.granularity_choice,
        late_after=office.late_after_choice,
        by_day=dossier.compared_by_day,
        limit_unit=LimitUnit(dossier.limit_unit) if dossier.limit_unit else None,
    )


@dataclass(frozen=True)
class _Moment:
    """A moment in SQL: as it is, and as the office's calendar day."""

    exact: Combinable | Value
    day: Combinable | Value


def closed_early(office: Office) -> Q:
    """Say in SQL whether a closed dossier was closed before its due moment."""
    return _early(_closing(), office)


def closed_late(office: Office) -> Q:
    """Say in SQL whether a closed dossier is overdue; neither this nor early: on time."""
    return _late(_closing(), office)


def late_at(
    moment: datetime,
    office: Office,
    due: str = "due_at",
    waiting: str = "waiting_since",
) -> Q:
    """Say in SQL whether a dossier not closed at a moment (aware) is overdue then.

    ``due`` and ``waiting`` name the columns or annotations that hold the due moment
    and the beginning of a wait; with ``waiting`` empty no clock stands still.
    """
    exact = Value(moment, output_field=DateTimeField())
    late = _late(_Moment(exact, Value(timezone.localdate(moment))), office, due)
    if not waiting:
        return late
    running = Q((f"{waiting}__isnull", True))
    began = _Moment(F(waiting), _day_of(waiting))
    return late & (running | _late(began, office, due))


def refresh_words(*, office: Office, moment: datetime) -> int:
    """Bring the words of open dossiers up to a moment; return how many changed.

    Two set-based UPDATEs that touch only rows whose word changes: safe to run twice,
    by two workers, or to be killed between the two.
    """
    open_dossiers = Dossier.objects.open()
    late = late_at(moment, office)
    overdue = Timeliness.PENDING_OVERDUE.value
    in_term = Timeliness.PENDING_IN_TERM.value
    became_late = open_dossiers.filter(late).exclude(timeliness=overdue)
    is_in_term = open_dossiers.exclude(late).exclude(timeliness=in_term)
    return became_late.update(timeliness=overdue) + is_in_term.update(
        timeliness=in_term
    )


def _closing() -> _Moment:
    return _Moment(F("resolved_at"), _day_of("resolved_at"))


def _early(moment: _Moment, office: Office) -> Q:
    """Shorter than the limit. A due moment carries no seconds."""
    by_day = Q(LessThan(moment.day, _day_of("due_at")))
    exact = Q(LessThan(moment.exact, F("due_at")))
    return _by_day_or_exact(office, by_day, exact)


def _late(moment: _Moment, office: Office, due: str = "due_at") -> Q:
    """Longer than the limit, once both are cut to the minute."""
    by_day = Q(GreaterThan(moment.day, _day_of(due)))
    exact = Q(GreaterThanOrEqual(moment.exact, F(due) + MINUTE))
    if office.late_after_choice is LateAfter.MIDNIGHT:
        in_days = Q(limit_unit__in=DAY_UNITS)
        exact = (in_days & by_day) | (~in_days & exact)
    return _by_day_or_exact(office, by_day, exact)


def _by_day_or_exact(office: Office, by_day: Q, exact: Q) -> Q:
    if office.granularity_choice is Granularity.DAY:
        return by_day
    return (Q(compared_by_day=True) & by_day) | (Q(compared_by_day=False) & exact)


def _day_of(column: str) -> TruncDate:
    return TruncDate(column, tzinfo=timezone.get_default_timezone())
