"""Taking a mistaken entry back: by whom, until when, and what stays."""

import pytest

from dossiers.annulling import annul
from dossiers.models import Annulment, Dossier
from dossiers.workflow import MoveRefusedError
from tests.dossiers.moves import act, evidence_of, make_dossier
from tests.people import make_clerk

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def dossier(office, clerk):
    return make_dossier(receiving_clerk=clerk)


def refused(dossier, by):
    with pytest.raises(MoveRefusedError) as refusal:
        annul(dossier_id=dossier.id, by=by)
    assert not Annulment.objects.exists()
    return str(refusal.value)


def test_leaves_every_column_and_keeps_number_and_reason(dossier, clerk):
    by = act(clerk, 15, "Nhập hai lần")

    annul(dossier_id=dossier.id, by=by)

    kept = Dossier.objects.get()
    assert (kept.code, kept.status) == (dossier.code, "annulled")
    assert kept.annulled_at == by.moment
    assert not Dossier.objects.counted().exists()
    row = Annulment.objects.get()
    assert (row.dossier, row.actor, row.reason) == (dossier, clerk, "Nhập hai lần")
    assert row.replaced_by is None
    assert evidence_of(dossier) == [
        (
            "dossier.annulled",
            "accepted",
            "annulled",
            clerk,
            {"reason": "Nhập hai lần"},
        )
    ]


def test_needs_a_reason(dossier, clerk):
    assert refused(dossier, act(clerk, 5)) == "Hãy ghi lý do hủy."


def test_is_too_late_for_the_clerk_after_a_quarter(dossier, clerk):
    said = refused(dossier, act(clerk, 16, "Nhầm"))
    assert said.endswith("Hãy đề nghị lãnh đạo hủy.")


def test_is_not_for_another_clerk(dossier):
    other = make_clerk(username="tiep.nhan.2")
    assert "Chỉ người nhập" in refused(dossier, act(other, 5, "Nhầm"))


def test_is_open_to_a_leader_later(dossier, leader):
    annul(dossier_id=dossier.id, by=act(leader, 3000, "Nhầm người"))
    assert Annulment.objects.get().actor == leader


def test_ends_a_wait(office, leader):
    waiting = make_dossier(
        status="awaiting_supplement", waiting_since=act(leader).moment
    )
    annul(dossier_id=waiting.id, by=act(leader, 90, "Nhầm"))
    waiting.refresh_from_db()
    assert waiting.waiting_since is None


def test_is_done_once(dossier, leader):
    annul(dossier_id=dossier.id, by=act(leader, reason="Nhầm"))
    with pytest.raises(MoveRefusedError, match="Đã hủy"):
        annul(dossier_id=dossier.id, by=act(leader, reason="Nhầm"))
