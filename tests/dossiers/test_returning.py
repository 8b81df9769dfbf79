"""Handing results over, and dossiers done in one visit."""

import uuid
from datetime import timedelta

import pytest

from dossiers.enums import Outcome, Status
from dossiers.models import Dossier
from dossiers.processing import close
from dossiers.returning import Handing, log_one_visit, return_result
from dossiers.terms import IntakeRefusedError
from dossiers.workflow import MoveRefusedError
from procedures.enums import Channel
from procedures.timeliness import Timeliness
from tests.dossiers import desk
from tests.dossiers.moves import act, evidence_of, make_dossier
from wardportal.history.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def resolved(office):
    return make_dossier(closed_at=desk.MONDAY + timedelta(minutes=10))


class TestReturn:
    def test_keeps_when_and_who_came(self, resolved, clerk):
        return_result(
            dossier_id=resolved.id,
            handing=Handing(collector="Lê Văn Ví Dụ"),
            by=act(clerk, 20),
        )

        resolved.refresh_from_db()
        assert resolved.status == "returned"
        assert resolved.returned_at == desk.MONDAY + timedelta(minutes=20)
        words = {"collector": "Lê Văn Ví Dụ"}
        returned = ("dossier.returned", "resolved", "returned", clerk, words)
        assert evidence_of(resolved) == [returned]

    def test_leaves_the_timeliness_of_the_result_alone(self, office, officer, clerk):
        dossier = make_dossier()
        close(
            dossier_id=dossier.id,
            outcome=Outcome.GRANTED,
            office=office,
            by=act(officer, 5),
        )
        a_month = 60 * 24 * 30

        return_result(dossier_id=dossier.id, by=act(clerk, a_month))

        dossier.refresh_from_db()
        assert dossier.timeliness == Timeliness.EARLY
        assert dossier.resolved_at == desk.MONDAY + timedelta(minutes=5)

    def test_of_a_refusal_passes_too(self, office, clerk):
        dossier = make_dossier(
            closed_at=desk.MONDAY, outcome="refused", status="refused"
        )

        returned = return_result(dossier_id=dossier.id, by=act(clerk))

        assert (returned.status, returned.outcome) == ("returned", "refused")

    @pytest.mark.parametrize("status", ["accepted", "processing", "awaiting_signature"])
    def test_before_there_is_a_result_is_refused(self, office, clerk, status):
        dossier = make_dossier(status=status)

        with pytest.raises(MoveRefusedError):
            return_result(dossier_id=dossier.id, by=act(clerk))

        dossier.refresh_from_db()
        assert (dossier.status, dossier.returned_at) == (status, None)

    def test_before_the_moment_of_the_result_is_refused(self, resolved, clerk):
        with pytest.raises(MoveRefusedError) as refused:
            return_result(dossier_id=resolved.id, by=act(clerk, 9))

        said = "Lúc trả kết quả phải sau lúc giải quyết xong."
        assert str(refused.value) == said

    def test_happens_once(self, resolved, clerk):
        return_result(
            dossier_id=resolved.id, handing=Handing(collector="A"), by=act(clerk, 20)
        )

        with pytest.raises(MoveRefusedError):
            return_result(
                dossier_id=resolved.id,
                handing=Handing(collector="B"),
                by=act(clerk, 21),
            )

        assert len(evidence_of(resolved)) == 1


class TestOneVisit:
    @pytest.fixture
    def copies(self, office):
        desk.announce_days()
        return desk.make_certified_copies()

    def test_is_logged_signed_and_returned_in_one_go(self, copies, office, clerk):
        facts = desk.facts(copies, copies=3, pages=5)

        dossier = log_one_visit(facts=facts, by=desk.logging(office, clerk))

        kept = Dossier.objects.get()
        assert kept == dossier
        assert kept.status == "returned"
        assert kept.outcome == "granted"
        assert kept.timeliness == Timeliness.EARLY
        assert kept.accepted_at == kept.resolved_at == kept.returned_at == desk.MONDAY
        assert kept.code == "H00.00.01-261123-0001"
        assert kept.fee_amount == 21000
        moves = [
            (event, source, target) for event, source, target, *_ in evidence_of(kept)
        ]
        assert moves == [
            ("dossier.registered", "", "accepted"),
            ("dossier.closed", "accepted", "resolved"),
            ("dossier.returned", "resolved", "returned"),
        ]

    def test_sent_twice_is_one_dossier(self, copies, office, clerk):
        facts = desk.facts(copies, intake_key=uuid.uuid4())
        by = desk.logging(office, clerk)

        first, second = (log_one_visit(facts=facts, by=by) for _ in range(2))

        assert first == second
        assert second.current_status is Status.RETURNED
        assert Event.objects.count() == 3

    def test_refused_at_the_counter_leaves_nothing(self, copies, office, clerk):
        by_post = desk.facts(copies, channel=Channel.POSTAL)

        with pytest.raises(IntakeRefusedError):
            log_one_visit(facts=by_post, by=desk.logging(office, clerk))

        assert not Dossier.objects.exists()
        assert not Event.objects.exists()
