"""Which dossiers a report counts, and in which column each stands, in SQL.

Everything is decided from moments (accepted, closed, due as the event rows had it
then), never from today's status or the cached word, so that a month counted a year
later gives the figures of that month.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from dossiers.models import Dossier, DossierQuerySet, DueChange
from dossiers.timekeeping import late_at, resolution_word
from procedures.timeliness import Timeliness
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
    """Return the dossiers of a period with their facts ``carried`` and ``standing``.

    These are column (3): accepted in the period or carried over into it. ``standing``
    is the word of procedures.timeliness at the closing, or at the end of the period
    for what was open then.
    """
    period = scope.period
    return (
        Dossier.objects.in_hand_between(period.begins_at, period.ends_at)
        .alias(due_then=_due_at(period.ends_at))
        .annotate(
            carried=ExpressionWrapper(
                Q(accepted_at__lt=period.begins_at), BooleanField()
            ),
            standing=_standing(scope),
        )
    )


def in_column(scope: Scope, column: Column) -> DossierQuerySet:
    """Return the dossiers that a column of the period counts."""
    conditions = {
        f"{fact}__in": sorted(allowed) for fact, allowed in CONDITIONS[column].items()
    }
    return in_hand(scope).filter(**conditions)


def received(scope: Scope) -> DossierQuerySet:
    """Return what was accepted inside the period, without the carry-over."""
    period = scope.period
    return Dossier.objects.counted().accepted_between(period.begins_at, period.ends_at)


def not_accepted(scope: Scope) -> DossierQuerySet:
    """Return what came in inside the period and was not accepted at intake."""
    period = scope.period
    return Dossier.objects.refused_at_intake_between(period.begins_at, period.ends_at)


def annulled(scope: Scope) -> DossierQuerySet:
    """Return the entries annulled inside the period, whenever they were made."""
    period = scope.period
    return Dossier.objects.annulled_between(period.begins_at, period.ends_at)


def _standing(scope: Scope) -> Case:
    closed_inside = Q(resolved_at__lt=scope.period.ends_at)
    overdue = late_at(scope.judged_at, scope.office, due="due_then")
    return Case(
        When(closed_inside, then=resolution_word(scope.office)),
        When(overdue, then=Value(Timeliness.PENDING_OVERDUE.value)),
        default=Value(Timeliness.PENDING_IN_TERM.value),
        output_field=CharField(),
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
