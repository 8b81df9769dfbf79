"""The clock in rows: plain pauses, and what each operation leaves and refuses."""

import pytest

from dossiers.enums import Outcome
from dossiers.models import ClockOperation, Dossier
from dossiers.processing import close, send_for_signature
from dossiers.waiting import pause, resume
from dossiers.workflow import MoveRefusedError
from tests.dossiers import desk, waits
from tests.dossiers.moves import evidence_of
from tests.dossiers.waits import at, by, on_clock
from wardportal.history.chain import first_broken_link

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FRIDAY = "27/11 17:30"
GROUND = "Chờ xác minh theo công văn 12/CV"


@pytest.fixture(autouse=True)
def _calendar(office):
    desk.announce_days()


@pytest.fixture
def dossier(office, clerk, officer):
    return waits.in_work(office, clerk, officer)


def refusal(move, **arguments):
    with pytest.raises(MoveRefusedError) as refused:
        move(**arguments)
    return str(refused.value)


class TestPausing:
    def test_is_a_row_with_ground_actor_and_time(self, dossier, officer):
        pause(dossier_id=dossier.id, by=by(officer, "25 10:00", GROUND))

        dossier.refresh_from_db()
        assert (dossier.status, on_clock(dossier.due_at)) == ("processing", FRIDAY)
        assert dossier.waiting_since == at("25 10:00")
        row = ClockOperation.objects.get()
        assert (row.kind, row.moment, row.ground, row.actor, row.due_change) == (
            "pause",
            at("25 10:00"),
            GROUND,
            officer,
            None,
        )
        words = {"clock": "pause", "ground": GROUND}
        moved = ("dossier.clock_moved", "", "processing", officer, words)
        assert evidence_of(dossier)[-1] == moved

    def test_needs_a_ground(self, dossier, officer):
        said = refusal(pause, dossier_id=dossier.id, by=by(officer, "25 10:00"))
        assert said == "Hãy ghi căn cứ của việc tạm dừng hoặc tính tiếp."

    def test_happens_only_where_the_procedure_allows_it(self, office, clerk, officer):
        dossier = waits.in_work(office, clerk, officer, pauses=False)
        act = by(officer, "25 10:00", GROUND)
        assert refusal(pause, dossier_id=dossier.id, by=act) == (
            "Thủ tục này không cho tạm dừng thời hạn. "
            "Hãy yêu cầu bổ sung nếu hồ sơ còn thiếu giấy tờ."
        )
        assert not ClockOperation.objects.exists()

    def test_happens_once(self, dossier, officer):
        pause(dossier_id=dossier.id, by=by(officer, "25 10:00", GROUND))
        act = by(officer, "25 11:00", GROUND)
        assert "đang tạm dừng" in refusal(pause, dossier_id=dossier.id, by=act)

    def test_of_what_is_not_in_work_is_refused(self, dossier, officer):
        Dossier.objects.update(status="awaiting_signature")
        act = by(officer, "25 10:00", GROUND)
        assert refusal(pause, dossier_id=dossier.id, by=act) == (
            "Hồ sơ đang ở tình trạng “Chờ ký”, không tạm dừng thời hạn được. "
            "Chỉ hồ sơ đang giải quyết mới được."
        )

    def test_keeps_a_dossier_from_the_signer(self, dossier, officer):
        pause(dossier_id=dossier.id, by=by(officer, "25 10:00", GROUND))
        act = by(officer, "25 11:00")
        said = refusal(send_for_signature, dossier_id=dossier.id, by=act)
        assert said.endswith("Hãy tính tiếp thời hạn trước.")


class TestResuming:
    def test_moves_the_due_moment_by_a_row(self, dossier, office, officer, leader):
        pause(dossier_id=dossier.id, by=by(officer, "25 10:00", GROUND))
        act = by(leader, "27 09:00", "Đã có kết quả xác minh")
        resume(dossier_id=dossier.id, office=office, by=act)

        dossier.refresh_from_db()
        assert (dossier.waiting_since, dossier.timeliness) == (None, "pending_in_term")
        assert on_clock(dossier.due_at) == "01/12 17:30"
        change = dossier.due_changes.get()
        assert (change.moment, change.actor) == (at("27 09:00"), leader)
        assert waits.operations(dossier)[1:] == [
            ("resume", "27/11 09:00", "Đã có kết quả xác minh", "01/12 17:30")
        ]
        assert evidence_of(dossier)[-1][-1] == {
            "clock": "resume",
            "ground": "Đã có kết quả xác minh",
            "due_at": "2026-12-01T17:30:00+07:00",
        }
        assert first_broken_link() is None

    @pytest.mark.parametrize("clock", ["25 10:00", "25 09:00"])
    def test_at_once_or_by_a_clock_put_back_moves_nothing(
        self, dossier, office, officer, clock
    ):
        pause(dossier_id=dossier.id, by=by(officer, "25 10:00", GROUND))
        act = by(officer, clock, "Thôi")
        resume(dossier_id=dossier.id, office=office, by=act)
        dossier.refresh_from_db()
        assert on_clock(dossier.due_at) == FRIDAY
        assert waits.changes(dossier) == []

    def test_of_what_runs_is_refused(self, dossier, office, officer):
        act = by(officer, "25 10:00", "Thôi")
        assert refusal(resume, dossier_id=dossier.id, office=office, by=act) == (
            "Thời hạn đang chạy, không có gì để tính tiếp."
        )

    def test_again_and_again_adds_up(self, dossier, office, officer):
        for first, last in (("25 10:00", "25 11:00"), ("26 10:00", "27 10:00")):
            pause(dossier_id=dossier.id, by=by(officer, first, GROUND))
            resume(dossier_id=dossier.id, office=office, by=by(officer, last, "Xong"))
        dossier.refresh_from_db()
        assert on_clock(dossier.due_at) == "30/11 17:30"
        assert waits.changes(dossier) == [(FRIDAY, "30/11 17:30", "Xong")]


def test_a_result_ends_the_pause_first(dossier, office, officer):
    pause(dossier_id=dossier.id, by=by(officer, "27 10:00", GROUND))
    act = by(officer, "30 09:00")
    close(dossier_id=dossier.id, outcome=Outcome.GRANTED, office=office, by=act)

    dossier.refresh_from_db()
    assert (dossier.status, dossier.timeliness) == ("resolved", "early")
    assert dossier.waiting_since is None
    assert waits.operations(dossier)[-1] == (
        "resume",
        "30/11 09:00",
        "Có kết quả",
        "30/11 17:30",
    )


def test_a_due_moment_without_a_known_limit_goes_on_by_the_minute(
    dossier, office, officer
):
    Dossier.objects.update(limit_value=None, limit_unit="", due_at=at("25 16:00"))
    pause(dossier_id=dossier.id, by=by(officer, "25 15:00", GROUND))
    resume(
        dossier_id=dossier.id, office=office, by=by(officer, "27 09:15", "Đã xác minh")
    )
    dossier.refresh_from_db()
    assert on_clock(dossier.due_at) == "27/11 10:15"


def test_a_restart_never_shortens_what_was_granted_meanwhile(office, clerk, officer):
    dossier = waits.in_work(office, clerk, officer, pauses=False)
    Dossier.objects.update(due_at=at("2026-12-18 17:30"))
    waits.ask(dossier, office, by(officer, "25 10:00", "Thiếu"))
    waits.complete(dossier, office, by(clerk, "26 10:00"))
    dossier.refresh_from_db()
    assert on_clock(dossier.due_at) == "18/12 17:30"
    assert waits.changes(dossier) == []
