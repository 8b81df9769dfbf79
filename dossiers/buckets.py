"""The heaps that a desk's work lies in, told by due moment and status.

An open dossier lies in ``OVERDUE`` or ``IN_TERM``; one that waits for papers, or whose
clock stands still for another reason, in ``SUPPLEMENT``, and in ``OVERDUE`` too where it
is late. Today's heap and the next working day's are the urgent parts of these.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone

from dossiers.enums import Status
from dossiers.models import DossierQuerySet
from dossiers.models.dossiers import AWAITING_RETURN, OPEN
from dossiers.timekeeping import late_at
from procedures.office_calendar import working_calendar
from procedures.openinghours import CalendarError
from wardportal.office.models import Office

ONE_DAY = timedelta(days=1)
WAITING = Q(status=Status.AWAITING_SUPPLEMENT.value) | Q(waiting_since__isnull=False)


class Bucket(StrEnum):
    """One heap; the value stands in its address."""

    TODAY = "hom-nay"
    OVERDUE = "qua-han"
    NEXT_DAY = "ngay-mai"
    IN_TERM = "con-han"
    SUPPLEMENT = "cho-bo-sung"
    TO_RETURN = "cho-tra"


@dataclass(frozen=True)
class DeskDay:
    """The moment (aware) at which the heaps are looked at."""

    office: Office
    moment: datetime

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.moment)

    @cached_property
    def next_day(self) -> date:
        """The next working day; tomorrow where the calendar cannot say."""
        try:
            return working_calendar(self.office).next_working_day(self.today)
        except CalendarError:
            return self.today + ONE_DAY


def in_bucket(
    dossiers: DossierQuerySet, bucket: Bucket, day: DeskDay
) -> DossierQuerySet:
    """Keep what lies in a heap."""
    if bucket is Bucket.TO_RETURN:
        return dossiers.awaiting_return()
    return dossiers.open().filter(_conditions(day)[bucket])


def count_buckets(dossiers: DossierQuerySet, day: DeskDay) -> dict[Bucket, int]:
    """Count every heap in one query, over open and uncollected dossiers only."""
    is_open = Q(resolved_at__isnull=True)
    counts = {
        bucket.name: Count("id", filter=is_open & condition)
        for bucket, condition in _conditions(day).items()
    }
    counts[Bucket.TO_RETURN.name] = Count("id", filter=~is_open)
    counted = dossiers.filter(OPEN | AWAITING_RETURN).aggregate(**counts)
    return {bucket: counted[bucket.name] for bucket in Bucket}


def _conditions(day: DeskDay) -> dict[Bucket, Q]:
    """Tell the heaps of open dossiers apart."""
    late = late_at(day.moment, day.office)
    before_tomorrow = Q(due_at__lt=_start_of(day.today + ONE_DAY))
    until_now = Q(due_at__lte=day.moment)  # says nothing new, but finds the index
    on_next_day = Q(
        due_at__gte=_start_of(day.next_day),
        due_at__lt=_start_of(day.next_day + ONE_DAY),
    )
    return {
        Bucket.TODAY: before_tomorrow & (late | ~WAITING),
        Bucket.OVERDUE: until_now & late,
        Bucket.NEXT_DAY: on_next_day & ~WAITING,
        Bucket.IN_TERM: ~late & ~WAITING,
        Bucket.SUPPLEMENT: WAITING,
    }


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
