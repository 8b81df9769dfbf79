"""What was put right, delayed or apologised for inside a period, from its own rows.

Each is counted by its own moment, so that a month counted later gives the same; none
of it moves a figure of Biểu II.06a. It is printed beside the head of the chain.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value

from dossiers.enums import WAITING_MOVES, ClockMove, DossierEvent
from dossiers.models import Annulment, ClockOperation, DueChange, LateEntry
from reports.columns import CONDITIONS, Column
from reports.counted import Scope, in_hand
from reports.figures import Evidence
from reports.periods import Period
from wardportal.history.chain import current_head
from wardportal.history.models import Event

RENAMED = Event.objects.filter(event=DossierEvent.CORRECTED.value)
REPLACED = Annulment.objects.filter(replaced_by__isnull=False)
WAITED = ClockOperation.objects.filter(kind__in=[move.value for move in WAITING_MOVES])
RESTARTED = ClockOperation.objects.filter(kind=ClockMove.RESTART.value)


def take_evidence(scope: Scope) -> Evidence:
    """Return the chain's head with the period's corrections, in three queries."""
    head = current_head()
    return Evidence(
        sequence=head.sequence,
        mac=head.mac,
        **_counts(scope.period),
        **_apologies(scope),
    )


def _counts(period: Period) -> dict[str, int]:
    first, *others = (
        rows.order_by().values_list(Value(name, CharField())).annotate(count=Count("*"))
        for name, rows in _kinds(period)
    )
    return {"due_changes": 0, **dict(first.union(*others, all=True))}


def _kinds(period: Period) -> Iterator[tuple[str, QuerySet[Any]]]:
    """List what is counted with the rows that stand for it."""
    for name, rows, moment in (
        ("due_changes", DueChange.objects.all(), "moment"),
        ("replaced", REPLACED, "moment"),
        ("renamed", RENAMED, "moment"),
        ("waits", WAITED, "moment"),
        ("restarts", RESTARTED, "moment"),
        ("re_entries", LateEntry.objects.all(), "dossier__logged_at"),
    ):
        inside = {f"{moment}__gte": period.begins_at, f"{moment}__lt": period.ends_at}
        yield name, rows.filter(**inside)


def _apologies(scope: Scope) -> dict[str, int]:
    """Count the late dossiers of the period with an apology in writing by its end."""
    late, still_late = map(_in_column, (Column.OVERDUE, Column.PENDING_OVERDUE))
    told = in_hand(scope).filter(extension__made_at__lt=scope.period.ends_at)
    counts: dict[str, int] = told.aggregate(
        apologised=Count("pk", filter=late),
        apologised_in_time=Count("pk", filter=late & Q(extension__in_time=True)),
        pending_apologised=Count("pk", filter=still_late),
    )
    return counts


def _in_column(column: Column) -> Q:
    return Q(**{f"{fact}__in": allowed for fact, allowed in CONDITIONS[column].items()})
