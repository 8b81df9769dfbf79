"""Waiting for payment: the clock pauses only where the procedure allows it."""

import pytest

from dossiers.models import Dossier
from dossiers.paying import ask_payment, note_payment
from dossiers.workflow import MoveRefusedError
from tests.dossiers import desk, waits
from tests.dossiers.moves import evidence_of
from tests.dossiers.waits import at, by, on_clock

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FRIDAY = "27/11 17:30"
WHAT = "15.000 đồng lệ phí, nộp tại quầy 3"


@pytest.fixture(autouse=True)
def _calendar(office):
    desk.announce_days()


@pytest.fixture(params=[True, False], ids=["pauses", "runs on"])
def pauses(request):
    return request.param


@pytest.fixture
def dossier(office, clerk, officer, pauses):
    return waits.in_work(office, clerk, officer, pauses=pauses)


def pay(dossier, office, act, receipt_number=""):
    return note_payment(
        dossier_id=dossier.id, receipt_number=receipt_number, office=office, by=act
    )


def test_asking_pauses_the_clock_only_where_that_is_allowed(dossier, officer, pauses):
    ask_payment(dossier_id=dossier.id, by=by(officer, "25 10:00", WHAT))

    dossier.refresh_from_db()
    assert dossier.status == "awaiting_payment"
    assert dossier.waiting_since == (at("25 10:00") if pauses else None)
    events = evidence_of(dossier)
    asked = ("processing", "awaiting_payment", officer, {"reason": WHAT})
    assert events[1] == ("dossier.payment_asked", *asked)
    assert [event[0] for event in events[2:]] == ["dossier.clock_moved"] * pauses


def test_what_was_left_goes_on_once_it_is_paid(dossier, office, officer, clerk, pauses):
    ask_payment(dossier_id=dossier.id, by=by(officer, "25 10:00", WHAT))
    pay(dossier, office, by(clerk, "27 10:00"), "BL-0012")

    dossier.refresh_from_db()
    assert (dossier.status, dossier.waiting_since) == ("processing", None)
    assert on_clock(dossier.due_at) == ("01/12 17:30" if pauses else FRIDAY)
    paid = ("awaiting_payment", "processing", clerk, {"receipt_number": "BL-0012"})
    assert ("dossier.payment_made", *paid) in evidence_of(dossier)


def test_nothing_is_asked_without_saying_what(dossier, officer):
    with pytest.raises(MoveRefusedError, match="Hãy ghi khoản phải nộp"):
        ask_payment(dossier_id=dossier.id, by=by(officer, "25 10:00"))


def test_nothing_is_paid_that_was_not_asked_for(dossier, office, clerk):
    with pytest.raises(MoveRefusedError, match="không chuyển sang"):
        pay(dossier, office, by(clerk, "25 10:00"))
    assert Dossier.objects.get().status == "processing"
