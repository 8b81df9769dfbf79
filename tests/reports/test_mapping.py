"""The rules printed under the table are the rules by which it is counted."""

from datetime import UTC, datetime, timedelta

import pytest

from dossiers.enums import Outcome, Status
from reports.counted import Scope
from reports.mapping import (
    CountedIn,
    closed_otherwise,
    column_rules,
    rule_sentences,
)
from reports.tallies import tally
from tests.factories import DossierFactory
from tests.reports.figures import AUGUST

RECEIVED = datetime(2025, 8, 4, 3, tzinfo=UTC)
CASES = {rule.case: rule.counted_in for rule in column_rules()}


def counts(office):
    return tally(Scope(AUGUST, office, AUGUST.ends_at)).total


def test_every_end_but_a_granted_result_has_a_rule():
    ends = {outcome.value for outcome in Outcome} - {Outcome.GRANTED.value}
    assert {rule.case for rule in closed_otherwise()} == ends


def test_every_rule_names_a_status_or_an_outcome():
    known = {status.value for status in Status} | {end.value for end in Outcome}
    assert set(CASES) <= known


@pytest.mark.django_db
@pytest.mark.parametrize("rule", closed_otherwise(), ids=lambda rule: rule.case)
def test_a_dossier_that_ends_so_is_counted_as_resolved(office, rule):
    DossierFactory(
        accepted_at=RECEIVED,
        closed_at=RECEIVED + timedelta(days=1),
        outcome=rule.case,
        status=rule.case,
    )
    assert counts(office).resolved_total == 1


@pytest.mark.django_db
def test_a_dossier_that_waits_for_papers_is_pending(office):
    DossierFactory(accepted_at=RECEIVED, status=Status.AWAITING_SUPPLEMENT.value)
    assert CASES["awaiting_supplement"] is CountedIn.PENDING
    assert counts(office).pending_total == 1


@pytest.mark.django_db
def test_an_annulled_entry_leaves_every_column(office):
    DossierFactory(
        accepted_at=RECEIVED, annulled_at=RECEIVED, status=Status.ANNULLED.value
    )
    assert CASES["annulled"] is CountedIn.APART
    assert counts(office).received_total == 0


def test_a_sentence_that_several_cases_share_is_printed_once():
    assert len(rule_sentences()) == len(set(rule_sentences())) < len(column_rules())
