"""Entering late what was received earlier: claimed time, trace, approval."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from dossiers.acts import Act
from dossiers.deciding import decide
from dossiers.intake import Logging
from dossiers.late_entry import PaperTrail, approve, enter_late
from dossiers.models import Annulment, Dossier, LateEntry, Proposal
from dossiers.terms import IntakeRefusedError
from dossiers.workflow import MoveRefusedError
from tests.dossiers import desk
from tests.dossiers.moves import evidence_of
from tests.factories import UserFactory
from wardportal.accounts.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

TRAIL = PaperTrail("Mất điện chiều thứ Sáu", "07/SG")
FRIDAY = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
"""14:30 of Friday 20/11/2026, 67 hours before the Monday."""

THIS_MORNING = desk.MONDAY - timedelta(hours=1)


@pytest.fixture(autouse=True)
def _days(office):
    desk.announce_days()


@pytest.fixture
def procedure(office):
    return desk.make_status_paper()


def enter(procedure, office, clerk, received=FRIDAY, **fields):
    by = Logging(office, clerk, accepted_at=received, logged_at=desk.MONDAY)
    return enter_late(facts=desk.facts(procedure, **fields), trail=TRAIL, by=by)


def decided(office, leader, *, granted, answer=""):
    return decide(
        proposal_id=Proposal.objects.get().id,
        granted=granted,
        answer=answer,
        office=office,
        by=Act(leader, desk.MONDAY + timedelta(hours=2)),
    )


class TestEntering:
    def test_counts_from_the_claimed_receipt_and_keeps_both_moments(
        self, procedure, office, clerk
    ):
        enter(procedure, office, clerk)

        late = Dossier.objects.get()
        assert late.code == "H00.00.01-261120-0001"
        assert (late.accepted_at, late.logged_at) == (FRIDAY, desk.MONDAY)
        assert late.receipt_day == date(2026, 11, 20)
        assert late.due_at == datetime(2026, 11, 26, 10, 30, tzinfo=UTC)
        trace = LateEntry.objects.get()
        assert (trace.reason, trace.paper_number) == (TRAIL.reason, TRAIL.paper_number)
        entered = evidence_of(late)[1]
        assert (entered[0], entered[3], entered[4]) == (
            "dossier.entered_late",
            clerk,
            {
                "accepted_at": FRIDAY.isoformat(),
                "paper_number": "07/SG",
                "reason": TRAIL.reason,
            },
        )

    def test_within_the_offices_hours_asks_nobody(self, procedure, office, clerk):
        enter(procedure, office, clerk, THIS_MORNING)

        assert not Proposal.objects.exists()
        assert LateEntry.objects.get().approved_by is None

    def test_above_them_waits_for_a_leader(self, procedure, office, clerk):
        dossier = enter(procedure, office, clerk)

        waiting = Proposal.objects.get()
        assert (waiting.dossier, waiting.kind) == (dossier, "late_entry")
        assert waiting.facts == {
            "accepted_at": FRIDAY.isoformat(),
            "paper_number": "07/SG",
        }
        assert Dossier.objects.counted().get() == dossier

    def test_exactly_at_them_asks_nobody(self, procedure, office, clerk):
        enter(procedure, office, clerk, desk.MONDAY - timedelta(hours=24))
        assert not Proposal.objects.exists()

    def test_by_a_clerk_who_leads_is_approved_at_once(self, procedure, office):
        both = UserFactory(roles=[Role.CLERK, Role.LEADER])
        enter(procedure, office, both)
        assert LateEntry.objects.get().approved_by == both
        assert not Proposal.objects.exists()

    def test_of_one_form_is_one_dossier(self, procedure, office, clerk):
        key = uuid.uuid4()
        first = enter(procedure, office, clerk, intake_key=key)
        assert enter(procedure, office, clerk, intake_key=key) == first
        assert LateEntry.objects.count() == 1

    @pytest.mark.parametrize(
        ("received", "said"),
        [
            (desk.MONDAY, "Lúc nhận phải trước lúc nhập"),
            (desk.MONDAY + timedelta(days=1), "Lúc nhận phải trước lúc nhập"),
            (desk.MONDAY - timedelta(days=32), "trong 31 ngày gần đây"),
        ],
        ids=["now", "to come", "long ago"],
    )
    def test_of_another_time_is_refused(self, procedure, office, clerk, received, said):
        with pytest.raises(IntakeRefusedError, match=said) as refused:
            enter(procedure, office, clerk, received)
        assert refused.value.field == "received_day"
        assert not Dossier.objects.exists()


class TestApproving:
    def test_keeps_who_and_when(self, procedure, office, clerk, leader):
        dossier = enter(procedure, office, clerk)

        decided(office, leader, granted=True)

        trace = LateEntry.objects.get()
        assert (trace.approved_by, trace.approved_at) == (
            leader,
            desk.MONDAY + timedelta(hours=2),
        )
        dossier.refresh_from_db()
        assert dossier.status == "accepted"

    def test_declining_annuls_with_the_answer(self, procedure, office, clerk, leader):
        dossier = enter(procedure, office, clerk)

        decided(office, leader, granted=False, answer="Không có trong sổ")

        dossier.refresh_from_db()
        assert dossier.status == "annulled"
        reason = "Lãnh đạo không duyệt nhập bù: Không có trong sổ"
        assert Annulment.objects.get().reason == reason

    def test_of_what_waits_for_nothing_is_refused(
        self, procedure, office, clerk, leader
    ):
        dossier = enter(procedure, office, clerk)
        decided(office, leader, granted=True)
        with pytest.raises(MoveRefusedError, match="không chờ duyệt"):
            approve(dossier_id=dossier.id, by=Act(leader, desk.MONDAY))
