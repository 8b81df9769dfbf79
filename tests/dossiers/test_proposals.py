"""What is put before a leader: kept with its reason, once of a kind, and told."""

import pytest

from dossiers.enums import ProposalKind
from dossiers.models import Proposal
from dossiers.proposals import count_undecided, propose, undecided
from dossiers.workflow import MoveRefusedError
from tests.dossiers.moves import act, evidence_of, make_dossier

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FACTS = {"promised_at": "2026-11-30T17:30:00+07:00"}


def put(dossier, actor, kind=ProposalKind.EXTENSION, **fields):
    by = act(actor, **{"minutes": 5, "reason": "Chờ xác minh", **fields})
    return propose(dossier_id=dossier.id, kind=kind, by=by, facts=FACTS)


@pytest.fixture
def dossier(office):
    return make_dossier()


def test_is_kept_with_its_facts_and_changes_nothing_else(dossier, officer):
    put(dossier, officer)

    waiting = Proposal.objects.get()
    assert (waiting.dossier, waiting.proposed_by) == (dossier, officer)
    assert (waiting.kind, waiting.reason, waiting.facts) == (
        "extension",
        "Chờ xác minh",
        FACTS,
    )
    assert (waiting.granted, waiting.decided_at) == (None, None)
    dossier.refresh_from_db()
    assert (dossier.status, dossier.promised_at) == ("accepted", None)
    words = {"proposal": "extension", "reason": "Chờ xác minh"}
    assert evidence_of(dossier) == [
        ("dossier.proposed", "", "accepted", officer, words)
    ]


def test_needs_a_reason(dossier, officer):
    with pytest.raises(MoveRefusedError, match="Hãy ghi lý do đề nghị"):
        put(dossier, officer, reason="")
    assert not Proposal.objects.exists()


def test_is_not_put_twice_while_it_waits(dossier, officer, clerk):
    put(dossier, officer)

    with pytest.raises(MoveRefusedError, match="đang chờ lãnh đạo quyết định"):
        put(dossier, clerk)

    assert count_undecided() == 1


def test_waits_oldest_first(dossier, officer):
    put(dossier, officer, minutes=20)
    older = make_dossier()
    put(older, officer, minutes=10)

    assert [waiting.dossier for waiting in undecided()] == [older, dossier]
