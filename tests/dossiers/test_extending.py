"""The one apology: what it keeps, when it comes in time, what it never changes."""

from datetime import UTC, datetime, timedelta

import pytest

from dossiers.enums import Outcome
from dossiers.extending import extend
from dossiers.models import Extension
from dossiers.processing import close
from dossiers.workflow import MoveRefusedError
from tests.dossiers.desk import MONDAY, announce_days
from tests.dossiers.moves import act, evidence_of, make_dossier

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FRIDAY_CLOSING = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 11, 30, 10, 30, tzinfo=UTC)
"""17:30 of Monday 30/11/2026."""


@pytest.fixture(autouse=True)
def _days(office):
    announce_days()


@pytest.fixture
def dossier(office):
    """Due on Friday 27/11 at 17:30."""
    return make_dossier()


def promise(dossier, leader, office, moment=MONDAY, promised_at=NEXT_MONDAY):
    by = act(leader, (moment - MONDAY) / timedelta(minutes=1), "Chờ xác minh")
    return extend(
        dossier_id=dossier.id,
        promised_at=promised_at,
        proposer=leader,
        office=office,
        by=by,
    )


def refused(*args, **fields):
    with pytest.raises(MoveRefusedError) as refusal:
        promise(*args, **fields)
    return str(refusal.value)


def test_keeps_the_new_date_beside_the_due_moment(dossier, leader, office):
    promise(dossier, leader, office)

    dossier.refresh_from_db()
    assert dossier.promised_at == NEXT_MONDAY
    assert dossier.due_at == dossier.original_due_at == FRIDAY_CLOSING
    made = Extension.objects.get()
    assert (made.due_at, made.promised_at, made.in_time) == (
        FRIDAY_CLOSING,
        NEXT_MONDAY,
        True,
    )
    words = {
        "promised_at": "2026-11-30T10:30:00+00:00",
        "in_time": True,
        "reason": "Chờ xác minh",
    }
    assert evidence_of(dossier) == [("dossier.extended", "", "accepted", leader, words)]


def test_never_makes_a_late_dossier_timely(dossier, leader, officer, office):
    promise(dossier, leader, office)

    late = (FRIDAY_CLOSING - MONDAY) / timedelta(minutes=1) + 5
    close(
        dossier_id=dossier.id,
        outcome=Outcome.GRANTED,
        office=office,
        by=act(officer, late),
    )

    dossier.refresh_from_db()
    assert dossier.timeliness == "overdue"


@pytest.mark.parametrize(
    ("moment", "in_time"),
    [
        (datetime(2026, 11, 26, 10, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 26, 10, 31, tzinfo=UTC), False),
        (datetime(2026, 11, 27, 10, 31, tzinfo=UTC), False),
    ],
    ids=["a working day before", "a minute late", "after the due moment"],
)
def test_comes_in_time_a_working_day_before(dossier, leader, office, moment, in_time):
    promise(dossier, leader, office, moment)
    assert Extension.objects.get().in_time is in_time


@pytest.mark.parametrize(
    ("value", "unit"), [(1, "working_day"), (1, "same_day"), (8, "hour"), (1, "day")]
)
def test_of_a_brief_limit_comes_in_time_before_the_due_moment(
    office, leader, value, unit
):
    brief = make_dossier(limit_value=value, limit_unit=unit)
    promise(brief, leader, office, FRIDAY_CLOSING - timedelta(minutes=1))
    assert Extension.objects.get().in_time


@pytest.mark.parametrize(
    ("value", "unit"), [(2, "working_day"), (9, "hour"), (None, "")]
)
def test_of_a_longer_or_unknown_limit_does_not(office, leader, value, unit):
    longer = make_dossier(limit_value=value, limit_unit=unit)
    promise(longer, leader, office, FRIDAY_CLOSING - timedelta(minutes=1))
    assert not Extension.objects.get().in_time


def test_is_made_once(dossier, leader, office):
    promise(dossier, leader, office)
    assert "một lần" in refused(dossier, leader, office)


def test_is_not_made_for_what_is_closed(office, leader):
    closed = make_dossier(closed_at=MONDAY)
    assert "không hẹn lại được" in refused(closed, leader, office)


@pytest.mark.parametrize(
    ("promised_at", "moment", "said"),
    [
        (FRIDAY_CLOSING, MONDAY, "phải sau ngày hẹn trả"),
        (NEXT_MONDAY, NEXT_MONDAY, "đã qua"),
        (NEXT_MONDAY - timedelta(days=1), MONDAY, "trong giờ làm việc"),
        (NEXT_MONDAY + timedelta(hours=1), MONDAY, "trong giờ làm việc"),
        (NEXT_MONDAY + timedelta(days=400), MONDAY, "Chưa có lịch làm việc năm 2028"),
    ],
    ids=["not later", "behind", "a Sunday", "after closing", "unknown year"],
)
def test_promises_a_later_moment_of_work(
    dossier, leader, office, promised_at, moment, said
):
    assert said in refused(dossier, leader, office, moment, promised_at)
    assert not Extension.objects.exists()
