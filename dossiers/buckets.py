"""The heaps that a desk's work lies in, told by due moment and status.

An open dossier lies in ``OVERDUE`` or ``IN_TERM``; one that waits for papers, or whose
clock stands still for another reason, in ``SUPPLEMENT``, and in ``OVERDUE`` too where it
is late. Today's heap and the next working day's are the urgent parts of these.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from django.db.models import Case, Count, IntegerChoices, IntegerField, Q, When
from django.utils import timezone

from dossiers.enums import Status
from dossiers.models import DossierQuerySet
from dossiers.models.indexes import AWAITING_RETURN, OPEN
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
    counted = (
        dossiers.filter(OPEN | AWAITING_RETURN)
        .values_list(_standing(day))
        .annotate(Count("id"))
        .order_by()
    )
    held = dict(counted)
    return {
        bucket: sum(held.get(standing, 0) for standing in standings)
        for bucket, standings in HEAPS.items()
    }


class Standing(IntegerChoices):
    """Where one dossier stands; a heap is made of one or several of these."""

    LATE = 1
    LATE_AND_WAITING = 2
    WAITING = 3
    TODAY = 4
    NEXT_DAY = 5
    LATER = 6
    DONE = 7


HEAPS: dict[Bucket, frozenset[Standing]] = {
    Bucket.TODAY: frozenset({Standing.LATE, Standing.LATE_AND_WAITING, Standing.TODAY}),
    Bucket.OVERDUE: frozenset({Standing.LATE, Standing.LATE_AND_WAITING}),
    Bucket.NEXT_DAY: frozenset({Standing.NEXT_DAY}),
    Bucket.IN_TERM: frozenset({Standing.TODAY, Standing.NEXT_DAY, Standing.LATER}),
    Bucket.SUPPLEMENT: frozenset({Standing.WAITING, Standing.LATE_AND_WAITING}),
    Bucket.TO_RETURN: frozenset({Standing.DONE}),
}


def _standing(day: DeskDay) -> Case:
    """Say in SQL where an open or uncollected dossier stands.

    One expression with the costly comparison in it once: Django takes longer to write
    a count for each heap than PostgreSQL to count them all.
    """
    late = late_at(day.moment, day.office)
    late_or_both = Case(
        When(WAITING, then=Standing.LATE_AND_WAITING), default=Standing.LATE
    )
    return Case(
        When(resolved_at__isnull=False, then=Standing.DONE),
        When(late, then=late_or_both),
        When(WAITING, then=Standing.WAITING),
        When(due_at__lt=_start_of(day.today + ONE_DAY), then=Standing.TODAY),
        When(_on_next_day(day), then=Standing.NEXT_DAY),
        default=Standing.LATER,
        output_field=IntegerField(),
    )


def _conditions(day: DeskDay) -> dict[Bucket, Q]:
    """Tell the heaps of open dossiers apart."""
    late = late_at(day.moment, day.office)
    before_tomorrow = Q(due_at__lt=_start_of(day.today + ONE_DAY))
    until_now = Q(due_at__lte=day.moment)  # says nothing new, but finds the index
    return {
        Bucket.TODAY: before_tomorrow & (late | ~WAITING),
        Bucket.OVERDUE: until_now & late,
        Bucket.NEXT_DAY: _on_next_day(day) & ~WAITING,
        Bucket.IN_TERM: ~late & ~WAITING,
        Bucket.SUPPLEMENT: WAITING,
    }


def _on_next_day(day: DeskDay) -> Q:
    return Q(
        due_at__gte=_start_of(day.next_day),
        due_at__lt=_start_of(day.next_day + ONE_DAY),
    )


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
