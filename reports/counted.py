"""Which dossiers a report counts, and in which column each stands, in SQL.

Everything is decided from moments (accepted, closed, due as the event rows had it
then), never from today's status or the cached word, so that a month counted a year
later gives the figures of that month.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BooleanField,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from dossiers.models import Dossier, DossierQuerySet, DueChange
from dossiers.timekeeping import closed_early, closed_late, late_at
from reports.columns import CONDITIONS, Column
from reports.periods import Period
from wardportal.office.models import Office


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
    return _with_facts(_accepted_and_open(scope), scope, _due_at(scope.period.ends_at))


def in_hand_in_parts(scope: Scope) -> tuple[DossierQuerySet, DossierQuerySet]:
    """Return the same dossiers as two sets, which a database counts many times faster.

    Only the second, small one needs a look at the event rows for each dossier: those
    whose due moment was changed after the period.
    """
    changed = DueChange.objects.filter(moment__gte=scope.period.ends_at)
    dossiers, moved = _accepted_and_open(scope), changed.values("dossier")
    return (
        _with_facts(dossiers.exclude(pk__in=moved), scope, F("due_at")),
        _with_facts(
            dossiers.filter(pk__in=moved), scope, _due_at(scope.period.ends_at)
        ),
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


def _with_facts(
    dossiers: DossierQuerySet, scope: Scope, due_then: Combinable
) -> DossierQuerySet:
    period, office = scope.period, scope.office
    closed = Q(resolved_at__isnull=False, resolved_at__lt=period.ends_at)
    facts = {
        "carried": Q(accepted_at__lt=period.begins_at),
        "closed": closed,
        "early": closed_early(office),
        "overdue": closed_late(office),
        "late": ~closed & late_at(scope.judged_at, office, due="due_then"),
    }
    return dossiers.alias(due_then=due_then).annotate(
        **{name: ExpressionWrapper(q, BooleanField()) for name, q in facts.items()}
    )


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
