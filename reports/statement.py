"""Takes the figures of a period, all from one state of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from reports.corrections import take_evidence
from reports.counted import Scope
from reports.figures import Statement, headline
from reports.models import Report
from reports.periods import Period
from reports.tallies import tally

ONE_STATE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


def take_figures(scope: Scope) -> Statement:
    """Count a period and the one before it, with the head of the evidence chain.

    Raises TallyError when the figures do not add up.
    """
    before = scope.period.previous()
    with _one_state():
        return Statement(
            tallies=tally(scope),
            before=headline(tally(Scope(before, scope.office, scope.moment))),
            reported_pending=_reported_pending(before),
            evidence=take_evidence(scope),
            counted_at=scope.moment,
        )


def _reported_pending(period: Period) -> int | None:
    report = Report.objects.of_period(period).ready().first()
    if report is None:
        return None
    statement = report.statement
    return statement.tallies.total.pending_total if statement.is_final else None


@contextmanager
def _one_state() -> Iterator[None]:
    """Let all queries inside see one state, without holding anybody up.

    PostgreSQL shows a state of its own to a transaction that asks first. SQLite, with
    one office on one machine, would have to lock writers out, so it is left alone; so
    is a caller's own transaction, which has begun to look already.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ONE_STATE)
        yield
