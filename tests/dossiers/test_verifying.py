"""Xác minh + n ngày: allowed by the version, once, in time, by a row."""

from datetime import UTC, datetime, timedelta

import pytest

from dossiers.acts import Act
from dossiers.models import DueChange
from dossiers.verifying import add_verification, may_verify
from dossiers.workflow import MoveRefusedError
from tests.dossiers.desk import MONDAY, announce_days
from tests.dossiers.moves import evidence_of, make_dossier
from tests.factories import ProcedureVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FRIDAY_CLOSING = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _days(office):
    announce_days()


def make(days=3, **fields):
    version = ProcedureVersionFactory(verification_days=days)
    return make_dossier(procedure_version=version, status="processing", **fields)


def verify(dossier, office, officer, moment=MONDAY, reason="Gửi công an xác minh"):
    by = Act(officer, moment, reason)
    return add_verification(dossier_id=dossier.id, office=office, by=by)


def refused(*args, **fields):
    with pytest.raises(MoveRefusedError) as refusal:
        verify(*args, **fields)
    return str(refusal.value)


def test_moves_the_due_moment_by_working_days_with_a_row(office, officer):
    dossier = make()

    verify(dossier, office, officer)

    dossier.refresh_from_db()
    later = datetime(2026, 12, 2, 10, 30, tzinfo=UTC)
    assert (dossier.due_at, dossier.original_due_at) == (later, FRIDAY_CLOSING)
    row = DueChange.objects.get()
    assert (row.previous_due_at, row.due_at, row.kind, row.ground, row.actor) == (
        FRIDAY_CLOSING,
        later,
        "verification",
        "Gửi công an xác minh",
        officer,
    )
    words = {
        "due_at": "2026-12-02T17:30:00+07:00",
        "days": 3,
        "reason": "Gửi công an xác minh",
    }
    assert evidence_of(dossier) == [
        ("dossier.due_moved", "", "processing", officer, words)
    ]


def test_keeps_the_clock_time_of_the_due_moment(office, officer):
    dossier = make(due_at=datetime(2026, 11, 27, 2, 41, tzinfo=UTC))
    moved = verify(dossier, office, officer)
    assert moved.due_at == datetime(2026, 12, 2, 2, 41, tzinfo=UTC)


def test_is_done_once(office, officer):
    dossier = make()
    assert may_verify(dossier)
    verify(dossier, office, officer)
    assert not may_verify(dossier)
    assert "một lần" in refused(dossier, office, officer)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"days": 0}, "không cho thêm ngày"),
        ({"waiting_since": MONDAY}, "đang tạm dừng"),
        ({"due_at": MONDAY - timedelta(minutes=-1)}, "đã quá hạn"),
    ],
    ids=["not allowed", "waiting", "overdue"],
)
def test_is_refused_where_it_would_not_be_lawful(office, officer, fields, said):
    later = MONDAY + timedelta(minutes=10)
    assert said in refused(make(**fields), office, officer, later)
    assert not DueChange.objects.exists()


def test_of_a_closed_dossier_is_refused(office, officer):
    dossier = make_dossier(closed_at=MONDAY)
    assert "không thêm ngày được" in refused(dossier, office, officer)


def test_needs_a_ground(office, officer):
    assert "Hãy ghi căn cứ" in refused(make(), office, officer, reason="")


def test_beyond_the_calendar_is_refused(office, officer):
    assert "Chưa có lịch làm việc năm 2027" in refused(make(40), office, officer)
