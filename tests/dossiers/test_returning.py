"""Handing results over, and dossiers done in one visit."""

import uuid
from datetime import timedelta

import pytest

from dossiers.enums import Delivery, Outcome, Status
from dossiers.models import Attachment, Dossier, Notice, ResultReturn
from dossiers.processing import close
from dossiers.returning import (
    Handing,
    log_one_visit,
    return_result,
    way_returned,
)
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


def attach_result(dossier, **fields):
    Attachment.objects.create(
        dossier=dossier,
        kind="result",
        name="ket-qua.pdf",
        file_type="pdf",
        size=10,
        sha256="0" * 64,
        stored_name=uuid.uuid4().hex,
        added_at=desk.MONDAY,
        **fields,
    )


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


class TestWay:
    def test_is_the_one_asked_for_at_receipt_unless_said(self, resolved, clerk):
        return_result(
            dossier_id=resolved.id,
            handing=Handing(collector="Lê Văn Ví Dụ"),
            by=act(clerk, 20),
        )

        row = ResultReturn.objects.get()
        assert (row.dossier, row.way, row.collector) == (
            resolved,
            "counter",
            "Lê Văn Ví Dụ",
        )
        assert (row.actor, row.moment) == (clerk, desk.MONDAY + timedelta(minutes=20))

    def test_by_post_keeps_the_number_of_the_letter(self, resolved, clerk):
        by_post = Handing(way=Delivery.POST, letter_number="EM123456789VN")

        return_result(dossier_id=resolved.id, handing=by_post, by=act(clerk, 20))

        row = ResultReturn.objects.get()
        assert (row.way, row.letter_number) == ("post", "EM123456789VN")
        words = {"way": "post", "letter_number": "EM123456789VN"}
        assert evidence_of(resolved)[-1][-1] == words

    def test_by_post_without_a_letter_is_refused(self, resolved, clerk):
        with pytest.raises(MoveRefusedError) as refused:
            return_result(
                dossier_id=resolved.id,
                handing=Handing(way=Delivery.POST),
                by=act(clerk, 20),
            )

        said = "Kết quả gửi qua bưu chính: hãy mở hồ sơ và ghi số bưu gửi."
        assert str(refused.value) == said
        resolved.refresh_from_db()
        assert resolved.returned_at is None
        assert not ResultReturn.objects.exists()

    def test_electronic_needs_the_file_or_where_it_was_sent(self, office, clerk):
        dossier = make_dossier(closed_at=desk.MONDAY, delivery="electronic")

        with pytest.raises(MoveRefusedError, match="Hồ sơ chưa có tệp kết quả"):
            return_result(dossier_id=dossier.id, by=act(clerk))
        return_result(dossier_id=dossier.id, by=act(clerk, reason="Cổng DVCQG"))

        assert ResultReturn.objects.get().way == "electronic"
        words = {"way": "electronic", "reason": "Cổng DVCQG"}
        assert evidence_of(dossier)[-1][-1] == words

    def test_electronic_passes_with_a_result_file_that_was_not_removed(
        self, office, clerk
    ):
        dossier = make_dossier(closed_at=desk.MONDAY, delivery="electronic")
        attach_result(
            dossier, removed_at=desk.MONDAY, removed_by=clerk, removal_reason="Nhầm tệp"
        )
        with pytest.raises(MoveRefusedError):
            return_result(dossier_id=dossier.id, by=act(clerk))
        attach_result(dossier)

        return_result(dossier_id=dossier.id, by=act(clerk))

        assert ResultReturn.objects.get().dossier == dossier

    def test_of_an_old_register_is_the_one_asked_for(self, office):
        old = make_dossier(
            closed_at=desk.MONDAY, returned_at=desk.MONDAY, delivery="post"
        )
        assert way_returned(old) == "Bưu chính"

    def test_that_was_kept_goes_before_the_one_asked_for(self, office, clerk):
        dossier = make_dossier(closed_at=desk.MONDAY, delivery="post")
        at_desk = Handing(way=Delivery.COUNTER)
        return_result(dossier_id=dossier.id, handing=at_desk, by=act(clerk))
        dossier.refresh_from_db()
        assert way_returned(dossier) == "Tại quầy"


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
        assert ResultReturn.objects.get().way == "counter"
        assert not Notice.objects.exists()

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
