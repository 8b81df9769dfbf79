"""Moves between acceptance and result: what each changes, records and refuses."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from dossiers.enums import Outcome, Status
from dossiers.models import Dossier, HandOver
from dossiers.processing import close, hand_over, send_back, send_for_signature, take
from dossiers.workflow import MoveRefusedError
from procedures.timeliness import Timeliness
from tests.dossiers.desk import MONDAY
from tests.dossiers.moves import act, evidence_of, last_event, make_dossier
from tests.factories import OfficeFactory
from tests.people import make_officer
from wardportal.history.chain import first_broken_link

with_database = pytest.mark.django_db
on_both = pytest.mark.embedded


@pytest.fixture
def dossier(office):
    return make_dossier()


@pytest.fixture
def colleague(db):
    return make_officer(username="dong.nghiep", full_name="Vũ Thị Đồng")


def end(dossier, outcome, office, by):
    return close(dossier_id=dossier.id, outcome=outcome, office=office, by=by)


def refusal(move, **arguments):
    with pytest.raises(MoveRefusedError) as refused:
        move(**arguments)
    return str(refused.value)


@with_database
@on_both
class TestTake:
    def test_makes_the_taker_its_officer(self, dossier, officer):
        take(dossier_id=dossier.id, by=act(officer))

        dossier.refresh_from_db()
        assert (dossier.officer, dossier.status) == (officer, "processing")
        taken = ("dossier.taken", "accepted", "processing", officer, {})
        assert evidence_of(dossier) == [taken]

    def test_of_what_was_handed_to_the_taker_passes(self, dossier, officer, clerk):
        hand_over(dossier_id=dossier.id, receiver=officer, by=act(clerk))

        taken = take(dossier_id=dossier.id, by=act(officer))

        assert taken.current_status is Status.PROCESSING

    def test_of_what_another_has_is_refused_by_name(self, office, officer, colleague):
        dossier = make_dossier(officer=colleague)

        said = refusal(take, dossier_id=dossier.id, by=act(officer))

        assert said == (
            "Vũ Thị Đồng đang giữ hồ sơ này. Hãy đề nghị người đó chuyển cho bạn."
        )
        assert evidence_of(dossier) == []

    @pytest.mark.parametrize("status", set(Status) - {Status.ACCEPTED})
    def test_passes_only_from_where_it_was_received(self, office, officer, status):
        closed = status in {"resolved", "refused", "withdrawn", "stopped", "returned"}
        dossier = make_dossier(
            status=status, **({"closed_at": MONDAY} if closed else {})
        )

        assert "không chuyển sang “Đang giải quyết” được" in refusal(
            take, dossier_id=dossier.id, by=act(officer)
        )


@with_database
@on_both
class TestHandOver:
    def test_leaves_a_row_with_giver_receiver_and_note(
        self, office, officer, colleague
    ):
        dossier = make_dossier(officer=officer, status="processing")

        hand_over(
            dossier_id=dossier.id, receiver=colleague, by=act(officer, 5, "Nghỉ phép")
        )

        dossier.refresh_from_db()
        assert (dossier.officer, dossier.status) == (colleague, "processing")
        row = HandOver.objects.get()
        assert (row.giver, row.receiver, row.note) == (officer, colleague, "Nghỉ phép")
        assert row.moment == MONDAY + timedelta(minutes=5)
        words = {"receiver": str(colleague.id), "reason": "Nghỉ phép"}
        handed = ("dossier.handed_over", "", "processing", officer, words)
        assert evidence_of(dossier) == [handed]

    def test_of_what_nobody_had_is_given_by_whoever_hands_it_over(
        self, dossier, clerk, officer
    ):
        hand_over(dossier_id=dossier.id, receiver=officer, by=act(clerk))

        assert HandOver.objects.get().giver == clerk

    def test_to_whoever_has_it_is_refused(self, office, clerk, officer):
        dossier = make_dossier(officer=officer)

        said = refusal(
            hand_over, dossier_id=dossier.id, receiver=officer, by=act(clerk)
        )

        assert said == "Trần Văn Thụ đang giữ hồ sơ này rồi."
        assert not HandOver.objects.exists()

    def test_of_a_closed_dossier_is_refused(self, office, clerk, officer):
        dossier = make_dossier(closed_at=MONDAY)

        said = refusal(
            hand_over, dossier_id=dossier.id, receiver=officer, by=act(clerk)
        )

        assert said == "Hồ sơ đang ở tình trạng “Có kết quả”, không chuyển được nữa."


@with_database
@on_both
class TestSigning:
    def test_goes_to_the_signer_and_back_with_a_reason(self, dossier, officer, leader):
        take(dossier_id=dossier.id, by=act(officer))
        send_for_signature(dossier_id=dossier.id, by=act(officer))
        send_back(dossier_id=dossier.id, by=act(leader, reason="Sai ngày sinh"))

        dossier.refresh_from_db()
        assert dossier.status == "processing"
        assert evidence_of(dossier)[1:] == [
            (
                "dossier.sent_for_signature",
                "processing",
                "awaiting_signature",
                officer,
                {},
            ),
            (
                "dossier.sent_back",
                "awaiting_signature",
                "processing",
                leader,
                {"reason": "Sai ngày sinh"},
            ),
        ]

    def test_sends_nothing_back_without_a_reason(self, office, leader):
        dossier = make_dossier(status="awaiting_signature")

        said = refusal(send_back, dossier_id=dossier.id, by=act(leader))

        assert said == "Hãy ghi lý do trả lại để người xử lý biết."

    def test_sends_nothing_back_that_was_not_to_be_signed(self, dossier, leader):
        said = refusal(send_back, dossier_id=dossier.id, by=act(leader, reason="Sai"))

        assert "“Đã tiếp nhận”, không chuyển sang “Đang giải quyết” được" in said


@with_database
@on_both
class TestClose:
    def test_keeps_moment_outcome_and_timeliness(self, dossier, office, officer):
        end(dossier, Outcome.GRANTED, office, act(officer, 30))

        dossier.refresh_from_db()
        assert dossier.status == "resolved"
        assert dossier.outcome == "granted"
        assert dossier.resolved_at == MONDAY + timedelta(minutes=30)
        assert dossier.timeliness == Timeliness.EARLY
        closed = ("dossier.closed", "accepted", "resolved", officer, {})
        assert evidence_of(dossier) == [closed]

    def test_measures_timeliness_at_its_own_moment(self, dossier, office, officer):
        late = (dossier.due_at - MONDAY) // timedelta(minutes=1) + 1

        end(dossier, Outcome.GRANTED, office, act(officer, late))

        dossier.refresh_from_db()
        assert dossier.timeliness == Timeliness.OVERDUE

    @pytest.mark.parametrize("outcome", set(Outcome) - {Outcome.GRANTED})
    def test_needs_a_reason_unless_granted(self, dossier, office, officer, outcome):
        said = refusal(
            close,
            dossier_id=dossier.id,
            outcome=outcome,
            office=office,
            by=act(officer),
        )

        assert said == "Hãy ghi lý do để người nộp biết."
        dossier.refresh_from_db()
        assert (dossier.status, dossier.resolved_at) == ("accepted", None)

    def test_before_the_receipt_is_refused(self, dossier, office, officer):
        said = refusal(
            close,
            dossier_id=dossier.id,
            outcome=Outcome.GRANTED,
            office=office,
            by=act(officer, -1),
        )

        assert said == "Lúc giải quyết xong phải sau lúc tiếp nhận."

    def test_happens_once(self, dossier, office, officer):
        end(dossier, Outcome.GRANTED, office, act(officer))

        with pytest.raises(MoveRefusedError):
            end(dossier, Outcome.REFUSED, office, act(officer, reason="Sai"))

        dossier.refresh_from_db()
        assert dossier.outcome == "granted"
        assert len(evidence_of(dossier)) == 1


@with_database
@on_both
class TestWhatWasSeen:
    def test_a_move_on_what_changed_since_is_refused_with_who_did_what(
        self, dossier, office, officer, colleague
    ):
        take(dossier_id=dossier.id, by=act(officer))
        seen = last_event(dossier)
        end(dossier, Outcome.GRANTED, office, act(officer, 30))

        late = act(colleague, 31, seen=seen)
        said = refusal(send_for_signature, dossier_id=dossier.id, by=late)

        assert said == (
            "Trần Văn Thụ vừa ghi “Giải quyết xong” lúc 10:11 ngày 23/11/2026, hồ sơ nay "
            "ở tình trạng “Có kết quả”. Hãy xem lại rồi làm tiếp."
        )

    def test_a_second_click_is_told_so(self, dossier, officer, colleague):
        by = act(officer, 10, seen=0)
        hand_over(dossier_id=dossier.id, receiver=colleague, by=by)

        said = refusal(hand_over, dossier_id=dossier.id, receiver=officer, by=by)

        assert said.startswith("Bạn vừa ghi “Chuyển người xử lý” lúc 09:51")
        dossier.refresh_from_db()
        assert dossier.officer == colleague

    def test_a_move_on_what_was_seen_as_it_is_passes(self, dossier, officer):
        take(dossier_id=dossier.id, by=act(officer, seen=0))

        by = act(officer, seen=last_event(dossier))
        moved = send_for_signature(dossier_id=dossier.id, by=by)

        assert moved.current_status is Status.AWAITING_SIGNATURE

    def test_what_happened_to_other_dossiers_does_not_matter(self, dossier, officer):
        take(dossier_id=make_dossier().id, by=act(officer))

        take(dossier_id=dossier.id, by=act(officer, seen=0))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seen", [None, 0], ids=["unseen", "seen"])
def test_of_eight_officers_who_finish_one_dossier_one_wins(seen):
    if connection.vendor != "postgresql":
        pytest.skip("one process writes to SQLite at a time")
    office = OfficeFactory()
    dossier = make_dossier()
    officers = [
        make_officer(username=f"can-bo-{n}", full_name=f"Cán Bộ {n}") for n in range(8)
    ]
    start, won, told = threading.Barrier(len(officers)), [], []

    def finish(officer):
        start.wait()
        try:
            end(dossier, Outcome.GRANTED, office, act(officer, seen=seen))
            won.append(officer)
        except MoveRefusedError as refused:
            told.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=finish, args=[each]) for each in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(won), len(told)) == (1, 7)
    assert [actor for *_, actor, _ in evidence_of(dossier)] == won
    assert first_broken_link() is None
    if seen == 0:
        assert {text.split(" vừa")[0] for text in told} == {won[0].full_name}
    assert Dossier.objects.get().current_status is Status.RESOLVED
