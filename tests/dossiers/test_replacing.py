"""Đổi thủ tục: the wrong entry goes, the right one inherits when it came in."""

from datetime import UTC, datetime, timedelta

import pytest

from dossiers.acts import Act
from dossiers.enums import Outcome
from dossiers.intake import register_dossier
from dossiers.models import Dossier
from dossiers.processing import close
from dossiers.replacing import Right, change_procedure
from dossiers.terms import PaperFacts, StatedDue
from dossiers.workflow import MoveRefusedError
from tests.dossiers import desk
from tests.dossiers.moves import evidence_of
from tests.factories import UserFactory
from wardportal.accounts.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

SOON = desk.MONDAY + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _days(office):
    desk.announce_days()


@pytest.fixture
def meant(office):
    return desk.make_procedure(
        name="Đăng ký khai sinh",
        slug="khai-sinh",
        limits=[{"value": 1, "unit": "working_day"}],
        fees=[{"status": "free", "amount": 0}],
    )


@pytest.fixture
def entered(office, clerk):
    papers = (PaperFacts("Tờ khai theo mẫu", originals=1),)
    facts = desk.facts(desk.make_status_paper(), papers=papers, note="Cần gấp")
    return register_dossier(facts=facts, by=desk.logging(office, clerk))


def change(dossier, meant, office, actor, moment=SOON, reason="Chọn nhầm", **more):
    return change_procedure(
        dossier_id=dossier.id,
        right=Right(meant, **more),
        office=office,
        by=Act(actor, moment, reason),
    )


def refused(*args, **fields):
    with pytest.raises(MoveRefusedError) as refusal:
        change(*args, **fields)
    assert Dossier.objects.count() == 1
    return str(refusal.value)


def test_the_new_entry_inherits_receipt_people_and_papers(
    entered, meant, office, clerk
):
    new = change(entered, meant, office, clerk)

    new.refresh_from_db()
    assert new.procedure == meant
    assert (new.accepted_at, new.logged_at) == (desk.MONDAY, SOON)
    assert new.code == "H00.00.01-261123-0002"
    assert new.due_at == datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
    assert (new.applicant, new.note) == (entered.applicant, "Cần gấp")
    assert (new.fee_status, new.fee_amount) == ("free", 0)
    kept = [(paper.name, paper.originals) for paper in new.papers.all()]
    assert kept == [("Tờ khai theo mẫu", 1)]


def test_both_are_linked_and_only_the_new_one_counts(entered, meant, office, clerk):
    new = change(entered, meant, office, clerk)

    entered.refresh_from_db()
    assert (entered.status, entered.annulment.replaced_by) == ("annulled", new)
    assert new.replaces.dossier == entered
    assert Dossier.objects.counted().get() == new
    words = {"replaced_by": new.code, "reason": "Chọn nhầm"}
    assert evidence_of(entered)[-1] == (
        "dossier.replaced",
        "accepted",
        "annulled",
        clerk,
        words,
    )


def test_is_a_leaders_later(entered, meant, office, clerk, leader):
    tomorrow = desk.MONDAY + timedelta(days=1)
    assert "Chỉ người nhập" in refused(entered, meant, office, clerk, tomorrow)
    change(entered, meant, office, leader, tomorrow)
    assert Dossier.objects.counted().get().receiving_clerk == leader


def test_needs_a_reason(entered, meant, office, clerk):
    said = refused(entered, meant, office, clerk, reason="")
    assert said == "Hãy ghi lý do đổi thủ tục."


def test_to_the_same_procedure_is_refused(entered, office, clerk):
    assert "Hãy chọn thủ tục khác" in refused(entered, entered.procedure, office, clerk)


def test_of_a_closed_dossier_is_refused(entered, meant, office, officer, clerk):
    close(
        dossier_id=entered.id,
        outcome=Outcome.GRANTED,
        office=office,
        by=Act(officer, desk.MONDAY),
    )
    assert "không đổi thủ tục được" in refused(entered, meant, office, clerk)


def test_to_one_that_cannot_take_it_leaves_everything(entered, office, clerk):
    nothing_known = desk.make_incomplete()
    assert "Hãy ghi ngày hẹn trả" in refused(entered, nothing_known, office, clerk)
    entered.refresh_from_db()
    assert entered.status == "accepted"

    stated = StatedDue(desk.MONDAY + timedelta(days=4), "Công văn 12")
    new = change(entered, nothing_known, office, clerk, stated_due=stated)
    assert new.due_source == "stated"


def test_who_is_both_clerk_and_leader_may_any_time(entered, meant, office):
    both = UserFactory(roles=[Role.CLERK, Role.LEADER])
    new = change(entered, meant, office, both, desk.MONDAY + timedelta(days=3))
    assert new.timeliness == "pending_overdue"
