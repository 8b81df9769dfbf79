"""Missing papers: asked for once in writing, waited for, brought, or given up."""

from datetime import date

import pytest

from dossiers.annulling import annul
from dossiers.enums import Outcome, SupplementStage
from dossiers.models import Dossier, SupplementRequest
from dossiers.processing import close
from dossiers.supplementing import (
    Missing,
    MissingPaper,
    cancel_supplement,
    end_request,
    open_request,
)
from dossiers.workflow import MoveRefusedError
from tests.dossiers import desk, waits
from tests.dossiers.moves import evidence_of
from tests.dossiers.waits import MISSING, ask, at, by, complete, on_clock

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FRIDAY = "27/11 17:30"
"""When the dossier was due at first."""


@pytest.fixture(autouse=True)
def _calendar(office):
    desk.announce_days()


@pytest.fixture
def dossier(office, clerk, officer):
    return waits.in_work(office, clerk, officer)


@pytest.fixture
def unpaused(office, clerk, officer):
    """Make a dossier whose procedure allows no pause."""
    return waits.in_work(office, clerk, officer, pauses=False)


def refusal(move, **arguments):
    with pytest.raises(MoveRefusedError) as refused:
        move(**arguments)
    return str(refused.value)


class TestAsking:
    def test_keeps_what_is_missing_why_and_until_when(self, dossier, office, officer):
        ask(
            dossier,
            office,
            by(officer, "23 15:00", "Thiếu giấy tờ"),
            Missing(papers=MISSING.papers, contact="Trần Văn Thụ, quầy 2"),
        )

        request = SupplementRequest.objects.get()
        assert (
            request.number,
            request.stage,
            on_clock(request.asked_at),
            request.asked_by,
            request.reason,
            request.contact,
            request.expires_on,
            request.approved_by,
            request.pauses,
            request.is_open,
        ) == (
            1,
            "before_appraisal",
            "23/11 15:00",
            officer,
            "Thiếu giấy tờ",
            "Trần Văn Thụ, quầy 2",
            date(2026, 12, 23),
            None,
            True,
            True,
        )
        assert list(request.papers.values_list("name", "quantity", "note")) == [
            ("Giấy chứng sinh", 1, "Bản trước bị mờ"),
            ("Tờ khai theo mẫu", 2, ""),
        ]

    def test_lets_the_clock_stand_still(self, dossier, office, officer):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu giấy tờ"))

        dossier.refresh_from_db()
        assert dossier.status == "awaiting_supplement"
        assert dossier.waiting_since == at("23 15:00")
        assert on_clock(dossier.due_at) == FRIDAY
        assert waits.operations(dossier) == [
            ("pause", "23/11 15:00", "Yêu cầu bổ sung lần 1", "")
        ]
        assert evidence_of(dossier)[1:] == [
            (
                "dossier.supplement_asked",
                "processing",
                "awaiting_supplement",
                officer,
                {
                    "number": 1,
                    "papers": ["Giấy chứng sinh", "Tờ khai theo mẫu"],
                    "expires_on": "2026-12-23",
                    "reason": "Thiếu giấy tờ",
                },
            ),
            (
                "dossier.clock_moved",
                "",
                "awaiting_supplement",
                officer,
                {"clock": "pause", "ground": "Yêu cầu bổ sung lần 1"},
            ),
        ]

    def test_stops_a_clock_that_may_not_pause(self, unpaused, office, officer):
        ask(unpaused, office, by(officer, "23 15:00", "Thiếu giấy tờ"))

        stop = ("stop", "23/11 15:00", "Yêu cầu bổ sung lần 1", "")
        assert waits.operations(unpaused) == [stop]

    def test_of_what_nobody_has_makes_the_asker_its_officer(
        self, dossier, office, officer
    ):
        Dossier.objects.update(officer=None, status="accepted")

        ask(dossier, office, by(officer, "23 15:00", "Thiếu giấy tờ"))

        dossier.refresh_from_db()
        assert dossier.officer == officer
        row = dossier.hand_overs.get()
        assert (row.giver, row.receiver) == (dossier.receiving_clerk, officer)

    @pytest.mark.parametrize(
        ("missing", "reason"), [(Missing(papers=()), "Thiếu"), (MISSING, "")]
    )
    def test_without_papers_or_reason_is_refused(
        self, dossier, office, officer, missing, reason
    ):
        act = by(officer, "23 15:00", reason)
        assert refusal(
            ask, dossier=dossier, office=office, act=act, missing=missing
        ) == ("Hãy ghi giấy tờ còn thiếu và lý do yêu cầu bổ sung.")

    @pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 1)])
    def test_until_a_day_that_is_not_ahead_is_refused(
        self, dossier, office, officer, day
    ):
        missing = Missing(papers=MISSING.papers, expires_on=day)
        act = by(officer, "23 15:00", "Thiếu")
        assert "phải sau hôm nay" in refusal(
            ask, dossier=dossier, office=office, act=act, missing=missing
        )

    def test_while_paused_otherwise_is_refused(self, dossier, office, officer):
        Dossier.objects.update(waiting_since=at("23 14:00"))
        act = by(officer, "23 15:00", "Thiếu")
        said = refusal(ask, dossier=dossier, office=office, act=act)
        assert said == (
            "Thời hạn của hồ sơ đang tạm dừng. Hãy tính tiếp thời hạn trước."
        )

    @pytest.mark.parametrize(
        ("clock", "passes"), [("27 17:00", True), ("30 08:00", False)]
    )
    def test_after_appraisal_passes_three_working_days_from_receipt(
        self, dossier, office, officer, clock, passes
    ):
        missing = Missing(MISSING.papers, SupplementStage.AFTER_APPRAISAL)
        act = by(officer, clock, "Thiếu giấy tờ")
        if passes:
            ask(dossier, office, act, missing)
            assert SupplementRequest.objects.get().stage == "after_appraisal"
        else:
            assert refusal(
                ask, dossier=dossier, office=office, act=act, missing=missing
            ) == (
                "Sau thẩm định chỉ trả lại để bổ sung trong 3 ngày làm việc kể từ ngày "
                "nhận (23/11/2026). Hãy giải quyết hoặc từ chối hồ sơ."
            )


class TestAskingAgain:
    @pytest.fixture
    def asked_once(self, dossier, office, officer):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        return complete(dossier, office, by(officer, "25 09:00"))

    def test_is_not_for_an_officer_alone(self, asked_once, office, officer):
        act = by(officer, "25 10:00", "Còn thiếu")
        assert refusal(ask, dossier=asked_once, office=office, act=act) == (
            "Hồ sơ đã được yêu cầu bổ sung một lần. "
            "Lần sau phải có lý do và được lãnh đạo duyệt."
        )
        assert asked_once.supplements.count() == 1

    def test_is_approved_by_a_leader(self, asked_once, office, officer, leader):
        ask(
            asked_once,
            office,
            by(leader, "25 10:00", "Còn thiếu"),
            proposer=officer,
        )

        request = asked_once.supplements.get(number=2)
        assert (request.asked_by, request.approved_by) == (officer, leader)
        assert waits.operations(asked_once)[-1] == (
            "pause",
            "25/11 10:00",
            "Yêu cầu bổ sung lần 2",
            "",
        )

    def test_while_the_first_is_open_is_refused(self, dossier, office, officer, leader):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        act = by(leader, "25 10:00", "Còn thiếu")
        said = refusal(ask, dossier=dossier, office=office, act=act)
        assert "“Chờ bổ sung”, không chuyển sang “Chờ bổ sung” được" in said


class TestCompleting:
    def test_lets_what_was_left_go_on(self, dossier, office, officer, clerk):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        complete(dossier, office, by(clerk, "27 10:00"))

        dossier.refresh_from_db()
        assert (dossier.status, dossier.waiting_since) == ("processing", None)
        # 25, 26 and 27 November are not counted.
        assert on_clock(dossier.due_at) == "02/12 17:30"
        assert on_clock(dossier.original_due_at) == FRIDAY
        ground = "Đã bổ sung đủ theo yêu cầu bổ sung lần 1"
        assert waits.changes(dossier) == [(FRIDAY, "02/12 17:30", ground)]
        assert waits.operations(dossier)[1:] == [
            ("resume", "27/11 10:00", ground, "02/12 17:30")
        ]

    def test_counts_the_whole_limit_anew_where_no_pause_is_allowed(
        self, unpaused, office, officer, clerk
    ):
        ask(unpaused, office, by(officer, "23 15:00", "Thiếu"))
        complete(unpaused, office, by(clerk, "27 10:00"))

        unpaused.refresh_from_db()
        assert on_clock(unpaused.due_at) == "02/12 17:30"
        assert waits.operations(unpaused)[-1][0] == "restart"

    @pytest.mark.parametrize(
        ("pauses", "moved"), [(True, []), (False, [(FRIDAY, "30/11 17:30")])]
    )
    def test_on_the_day_of_the_request_moves_only_a_limit_that_begins_anew(
        self, office, clerk, officer, pauses, moved
    ):
        dossier = waits.in_work(office, clerk, officer, pauses=pauses)
        ask(dossier, office, by(officer, "25 15:00", "Thiếu"))
        complete(dossier, office, by(clerk, "25 16:00"))
        assert [change[:2] for change in waits.changes(dossier)] == moved

    def test_says_how_the_request_ended(self, dossier, office, officer, clerk):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        complete(dossier, office, by(clerk, "27 10:00"))

        request = SupplementRequest.objects.get()
        assert (request.end, request.ended_by) == ("completed", clerk)
        assert request.ended_at == at("27 10:00")
        assert open_request(dossier) is None
        words = {"number": 1, "end": "completed"}
        ended = ("awaiting_supplement", "processing", clerk, words)
        assert evidence_of(dossier)[-2] == ("dossier.supplement_ended", *ended)

    @pytest.mark.parametrize("pauses", [True, False])
    def test_leaves_a_dossier_overdue_that_was_overdue_before(
        self, office, clerk, officer, pauses
    ):
        late = waits.in_work(office, clerk, officer, pauses=pauses)
        ask(late, office, by(officer, "2026-12-01 09:00", "Thiếu"))
        complete(late, office, by(clerk, "2026-12-10 09:00"))

        late.refresh_from_db()
        assert (on_clock(late.due_at), late.timeliness) == (FRIDAY, "pending_overdue")
        assert waits.changes(late) == []

    def test_of_nothing_is_refused(self, dossier, office, officer):
        assert "không chuyển sang “Đang giải quyết” được" in refusal(
            complete, dossier=dossier, office=office, act=by(officer, "25 10:00")
        )

    def test_where_the_calendar_cannot_answer_is_refused(
        self, dossier, office, officer, clerk
    ):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        said = refusal(
            complete,
            dossier=dossier,
            office=office,
            act=by(clerk, "2028-01-05 10:00"),
        )
        assert said.startswith("Chưa có lịch làm việc năm 2027.")
        assert SupplementRequest.objects.get().is_open


class TestTakingBack:
    def test_lets_a_paused_clock_go_on(self, dossier, office, officer):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        cancel_supplement(
            dossier_id=dossier.id, office=office, by=by(officer, "27 10:00", "Đã có")
        )

        dossier.refresh_from_db()
        assert on_clock(dossier.due_at) == "02/12 17:30"
        assert SupplementRequest.objects.get().end == "cancelled"
        assert waits.operations(dossier)[-1][:3] == (
            "resume",
            "27/11 10:00",
            "Không cần yêu cầu bổ sung lần 1 nữa",
        )

    def test_wins_no_time_where_no_pause_is_allowed(self, unpaused, office, officer):
        ask(unpaused, office, by(officer, "23 15:00", "Thiếu"))
        act = by(officer, "30 10:00", "Đã có")
        cancel_supplement(dossier_id=unpaused.id, office=office, by=act)

        unpaused.refresh_from_db()
        assert on_clock(unpaused.due_at) == FRIDAY
        assert (unpaused.waiting_since, unpaused.timeliness) == (
            None,
            "pending_overdue",
        )
        assert waits.changes(unpaused) == []

    def test_needs_a_reason(self, dossier, office, officer):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        act = by(officer, "27 10:00")
        assert refusal(
            cancel_supplement, dossier_id=dossier.id, office=office, by=act
        ) == ("Hãy ghi lý do không cần bổ sung nữa.")


class TestClosingMeanwhile:
    @pytest.mark.parametrize("pauses", [True, False])
    @pytest.mark.parametrize(
        "outcome", [Outcome.WITHDRAWN, Outcome.STOPPED, Outcome.REFUSED]
    )
    def test_does_not_hold_the_wait_against_the_dossier(
        self, office, clerk, officer, pauses, outcome
    ):
        dossier = waits.in_work(office, clerk, officer, pauses=pauses)
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        act = by(officer, "2026-12-22 10:00", "Người nộp không bổ sung")
        close(dossier_id=dossier.id, outcome=outcome, office=office, by=act)

        dossier.refresh_from_db()
        assert (dossier.outcome, dossier.timeliness) == (outcome.value, "early")
        assert dossier.waiting_since is None
        # The 25th is the first of 20 working days waited; three were left.
        assert on_clock(dossier.due_at) == "25/12 17:30"
        assert SupplementRequest.objects.get().end == "cancelled"
        assert waits.operations(dossier)[-1][0] == "resume"

    def test_of_what_was_overdue_before_stays_overdue(self, dossier, office, officer):
        ask(dossier, office, by(officer, "2026-12-01 09:00", "Thiếu"))
        act = by(officer, "2026-12-10 10:00", "Xin rút")
        close(dossier_id=dossier.id, outcome=Outcome.WITHDRAWN, office=office, by=act)

        dossier.refresh_from_db()
        assert (dossier.timeliness, on_clock(dossier.due_at)) == ("overdue", FRIDAY)

    @pytest.mark.parametrize(
        ("clock", "end"),
        [("2026-12-23 17:00", "cancelled"), ("2026-12-24 08:00", "expired")],
    )
    def test_tells_whether_the_request_had_expired(
        self, dossier, office, officer, clock, end
    ):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        act = by(officer, clock, "Không bổ sung")
        close(dossier_id=dossier.id, outcome=Outcome.STOPPED, office=office, by=act)
        assert SupplementRequest.objects.get().end == end

    def test_annulling_ends_the_request_too(self, dossier, office, officer, leader):
        ask(dossier, office, by(officer, "23 15:00", "Thiếu"))
        annul(dossier_id=dossier.id, by=by(leader, "25 09:00", "Nhập nhầm"))
        request = SupplementRequest.objects.get()
        assert (request.end, request.ended_by) == ("cancelled", leader)
        assert Dossier.objects.get().waiting_since is None

    def test_of_what_waits_for_nothing_ends_no_request(self, dossier, officer):
        end_request(dossier, by=by(officer, "25 10:00"))
        assert not SupplementRequest.objects.exists()


def test_a_request_comes_back_from_a_proposal_as_it_was_made():
    for missing in (
        Missing(papers=(MissingPaper("Tờ khai", 2, "Ký lại"),)),
        Missing(
            MISSING.papers,
            SupplementStage.AFTER_APPRAISAL,
            "Quầy 2",
            date(2026, 12, 31),
        ),
    ):
        assert Missing.from_facts(missing.as_facts()) == missing
