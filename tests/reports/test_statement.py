"""What a statement takes besides the tallies, and from which state."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.canonical import frozen
from reports.counted import Scope
from reports.figures import Headline
from reports.models import Report
from reports.statement import ONE_STATE, take_figures
from tests.factories import DossierFactory, OfficeFactory
from tests.reports.figures import AUGUST

NOW = AUGUST.ends_at


def taken(office):
    return take_figures(Scope(AUGUST, office, NOW))


@pytest.mark.django_db
def test_the_month_before_is_told_for_comparison(office):
    july = datetime(2025, 7, 3, 3, tzinfo=UTC)
    DossierFactory(accepted_at=july, channel="online", closed_at=july)
    DossierFactory(accepted_at=july)
    assert taken(office).before == Headline("tháng 7 năm 2025", 2, 1, 1, 1)


def reported(statement):
    period = statement.tallies.period
    return Report.objects.create(
        start=period.start,
        end=period.end,
        label=period.label,
        state="ready",
        requested_at=NOW,
        ready_at=statement.counted_at,
        counted_at=statement.counted_at,
        figures=frozen(statement),
    )


@pytest.mark.django_db
def test_the_carry_over_is_held_against_the_report_of_the_month_before(office):
    july = AUGUST.previous()
    known = DossierFactory(accepted_at=july.begins_at)
    reported(take_figures(Scope(july, office, july.ends_at)))
    assert (taken(office).reported_pending, taken(office).adjustment) == (1, 0)
    DossierFactory(accepted_at=july.begins_at, logged_at=NOW)
    assert taken(office).adjustment == 1
    known.status, known.annulled_at = "annulled", NOW
    known.save(update_fields=["status", "annulled_at"])
    assert taken(office).adjustment == 0


@pytest.mark.django_db
def test_a_draft_of_the_month_before_is_not_held_against_it(office):
    july = AUGUST.previous()
    reported(take_figures(Scope(july, office, july.begins_at)))
    assert taken(office).reported_pending is None


@pytest.mark.django_db(transaction=True)
def test_all_figures_come_from_one_state_of_the_database():
    office = OfficeFactory()
    with CaptureQueriesContext(connection) as queries:
        taken(office)
    asked = [query["sql"] for query in queries.captured_queries]
    assert (ONE_STATE in asked) == (connection.vendor == "postgresql")
