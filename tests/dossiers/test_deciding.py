"""A leader's decision: what follows from it, and who need not ask."""

import uuid

import pytest

from dossiers.deciding import decide, decide_or_propose
from dossiers.enums import Outcome, ProposalKind
from dossiers.models import Dossier, Extension, Proposal
from dossiers.processing import close
from dossiers.proposals import propose
from dossiers.workflow import MoveRefusedError
from tests.dossiers.desk import announce_days
from tests.dossiers.moves import act, evidence_of, make_dossier

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FACTS = {"promised_at": "2026-11-30T17:30:00+07:00"}


@pytest.fixture(autouse=True)
def _days(office):
    announce_days()


@pytest.fixture
def dossier(office):
    return make_dossier()


@pytest.fixture
def proposal(dossier, officer):
    by = act(officer, 5, "Chờ xác minh")
    propose(dossier_id=dossier.id, kind=ProposalKind.EXTENSION, by=by, facts=FACTS)
    return Proposal.objects.get()


def answered(proposal, leader, office, *, granted, answer="", minutes=30):
    return decide(
        proposal_id=proposal.id,
        granted=granted,
        answer=answer,
        office=office,
        by=act(leader, minutes),
    )


def test_granting_does_what_was_proposed(dossier, proposal, office, officer, leader):
    answered(proposal, leader, office, granted=True, answer="Làm nhanh")

    proposal.refresh_from_db()
    assert (proposal.granted, proposal.answer) == (True, "Làm nhanh")
    assert (proposal.decided_by, proposal.decided_at) == (
        leader,
        act(leader, 30).moment,
    )
    made = Extension.objects.get()
    assert (made.made_by, made.signed_by) == (officer, leader)
    assert made.reason == "Chờ xác minh"
    decided, extended = evidence_of(dossier)[1:]
    words = {"proposal": "extension", "granted": True, "answer": "Làm nhanh"}
    assert decided == ("dossier.decided", "", "accepted", leader, words)
    assert (extended[0], extended[3]) == ("dossier.extended", leader)


def test_declining_leaves_the_dossier_as_it_is(dossier, proposal, office, leader):
    answered(proposal, leader, office, granted=False, answer="Còn kịp")

    dossier.refresh_from_db()
    assert dossier.promised_at is None
    assert not Extension.objects.exists()
    words = {"proposal": "extension", "granted": False, "answer": "Còn kịp"}
    assert evidence_of(dossier)[1:] == [
        ("dossier.decided", "", "accepted", leader, words)
    ]


def test_is_taken_once(proposal, office, leader):
    answered(proposal, leader, office, granted=False)

    with pytest.raises(MoveRefusedError, match="đã được quyết định"):
        answered(proposal, leader, office, granted=True)


def test_what_is_no_longer_possible_is_not_half_granted(
    dossier, proposal, office, officer, leader
):
    close(
        dossier_id=dossier.id,
        outcome=Outcome.GRANTED,
        office=office,
        by=act(officer, 20),
    )

    with pytest.raises(MoveRefusedError, match="không hẹn lại được"):
        answered(proposal, leader, office, granted=True)

    proposal.refresh_from_db()
    assert proposal.decided_at is None
    assert "dossier.decided" not in [event for event, *_ in evidence_of(dossier)]


def test_of_an_unknown_proposal_is_refused(office, leader):
    with pytest.raises(Proposal.DoesNotExist):
        decide(
            proposal_id=uuid.uuid4(),
            granted=True,
            answer="",
            office=office,
            by=act(leader),
        )


class TestWishing:
    def wish(self, dossier, actor, office, reason="Chờ xác minh"):
        return decide_or_propose(
            dossier_id=dossier.id,
            kind=ProposalKind.EXTENSION,
            office=office,
            by=act(actor, 5, reason),
            facts=FACTS,
        )

    def test_of_an_officer_is_put_before_the_leader(self, dossier, officer, office):
        self.wish(dossier, officer, office)

        assert Proposal.objects.get().proposed_by == officer
        assert not Extension.objects.exists()

    def test_of_a_leader_is_done_at_once(self, dossier, leader, office):
        self.wish(dossier, leader, office)

        made = Extension.objects.get()
        assert (made.made_by, made.signed_by) == (leader, leader)
        assert not Proposal.objects.exists()

    def test_of_a_leader_needs_a_reason_too(self, dossier, leader, office):
        with pytest.raises(MoveRefusedError, match="Hãy ghi lý do"):
            self.wish(dossier, leader, office, reason="")

    def test_of_a_leader_does_not_pass_by_what_waits(self, proposal, leader, office):
        with pytest.raises(MoveRefusedError, match="đang chờ lãnh đạo quyết định"):
            self.wish(proposal.dossier, leader, office)
        assert Dossier.objects.get().promised_at is None
