"""Which dossiers a report counts, and in which column each stands, in SQL.

Everything is decided from moments (accepted, closed, due and waiting as the event rows
had it then), never from today's status or the cached word, so that a month counted a
year later gives the figures of that month.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BooleanField,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce

from dossiers.enums import WAITING_MOVES
from dossiers.models import ClockOperation, Dossier, DossierQuerySet, DueChange
from dossiers.timekeeping import closed_early, closed_late, late_at
from reports.columns import CONDITIONS, Column
from reports.periods import Period
from wardportal.office.models import Office

BEGINS = Q(kind__in=sorted(move.value for move in WAITING_MOVES))


@dataclass(frozen=True)
class Scope:
    """What is counted: a period, by an office's rule, as known at a moment (aware)."""

    period: Period
    office: Office
    moment: datetime

    @property
    def judged_at(self) -> datetime:
        """When open dossiers are judged: the period's last minute, or now before it."""
        return min(self.period.last_minute, self.moment)


def in_hand(scope: Scope) -> DossierQuerySet:
    """Return the dossiers of a period with their facts, as ``reports.columns`` has them.

    These are column (3): accepted in the period or carried over into it.
    """
    return _with_facts_then(_accepted_and_open(scope), scope)


def in_hand_in_parts(scope: Scope) -> tuple[DossierQuerySet, DossierQuerySet]:
    """Return the same dossiers as two sets, which a database counts many times faster.

    Only the second, small one needs a look at the event rows for each dossier: those
    whose due moment was changed after the period, or whose clock stood still before.
    """
    end = scope.period.ends_at
    changed = DueChange.objects.filter(moment__gte=end)
    waited = ClockOperation.objects.filter(moment__lt=end)
    dossiers = _accepted_and_open(scope)
    told = Q(pk__in=changed.values("dossier")) | Q(pk__in=waited.values("dossier"))
    return (
        _with_facts(
            dossiers.exclude(told),
            scope,
            late_at(scope.judged_at, scope.office, waiting=""),
        ),
        _with_facts_then(dossiers.filter(told), scope),
    )


def in_column(scope: Scope, column: Column) -> DossierQuerySet:
    """Return the dossiers that a column of the period counts."""
    found = in_hand(scope)
    for fact, allowed in CONDITIONS[column].items():
        found = found.filter(**{f"{fact}__in": allowed})
    return found


def received(scope: Scope) -> DossierQuerySet:
    """Return what was accepted inside the period, by the office's day of receipt."""
    period = scope.period
    return Dossier.objects.counted().received_between(period.start, period.end)


def not_accepted(scope: Scope) -> DossierQuerySet:
    """Return what came in inside the period and was not accepted at intake."""
    period = scope.period
    return Dossier.objects.refused_at_intake_between(period.begins_at, period.ends_at)


def annulled(scope: Scope) -> DossierQuerySet:
    """Return the entries annulled inside the period, whenever they were made."""
    period = scope.period
    return Dossier.objects.annulled_between(period.begins_at, period.ends_at)


def _accepted_and_open(scope: Scope) -> DossierQuerySet:
    period = scope.period
    return Dossier.objects.in_hand_between(period.begins_at, period.ends_at)


def _with_facts_then(dossiers: DossierQuerySet, scope: Scope) -> DossierQuerySet:
    """Look up how the event rows had each dossier when the period closed."""
    end = scope.period.ends_at
    late = late_at(
        scope.judged_at, scope.office, due="due_then", waiting="waiting_then"
    )
    known = dossiers.alias(due_then=_due_at(end), waiting_then=_waiting_since(end))
    return _with_facts(known, scope, late)


def _with_facts(dossiers: DossierQuerySet, scope: Scope, late: Q) -> DossierQuerySet:
    period, office = scope.period, scope.office
    closed = Q(resolved_at__isnull=False, resolved_at__lt=period.ends_at)
    facts = {
        "carried": Q(accepted_at__lt=period.begins_at),
        "closed": closed,
        "early": closed_early(office),
        "overdue": closed_late(office),
        "late": ~closed & late,
    }
    return dossiers.annotate(
        **{name: ExpressionWrapper(q, BooleanField()) for name, q in facts.items()}
    )


def _waiting_since(moment: datetime) -> Subquery:
    """Say since when a clock stood still at a moment; null where it ran.

    Operations take turns, so that it stood still when more began a wait than ended
    one, whatever the order of those within one moment.
    """
    known = ClockOperation.objects.filter(dossier=OuterRef("pk"), moment__lt=moment)
    by_dossier = known.order_by().values("dossier")
    standing = by_dossier.annotate(
        begun=Count("pk", filter=BEGINS), ended=Count("pk", filter=~BEGINS)
    ).filter(begun__gt=F("ended"))
    return Subquery(standing.values(since=Max("moment", filter=BEGINS)))


def _due_at(moment: datetime) -> Coalesce:
    """Say when a dossier open at a moment was due, as its event rows had it then.

    The first change made later tells what it replaced; without one, nothing moved.
    """
    later = DueChange.objects.filter(
        dossier=OuterRef("pk"), moment__gte=moment
    ).order_by("moment")
    return Coalesce(
        Subquery(later.values("previous_due_at")[:1]),
        F("due_at"),
        output_field=DateTimeField(),
    )
