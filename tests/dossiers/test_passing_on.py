"""A leaver's dossiers go to others in one step, each with its row and its check."""

from datetime import timedelta

import pytest
import time_machine

from dossiers.models import Dossier, HandOver
from dossiers.passing_on import in_hand_by_officer, pass_on
from dossiers.processing import hand_over
from dossiers.workflow import MoveRefusedError
from tests.dossiers import desk
from tests.dossiers.moves import act, evidence_of, make_dossier
from tests.dossiers.views.pages import main_of, page_of, told
from tests.people import make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

PAGE = "/ho-so/ban-giao/"


@pytest.fixture(autouse=True)
def _calendar(office):
    desk.announce_days()


@pytest.fixture
def heirs(db):
    return [
        make_officer(username="mot", full_name="Vũ Thị Một"),
        make_officer(username="hai", full_name="Vũ Thị Hai"),
    ]


@pytest.fixture
def in_hand(officer):
    """Five open dossiers of the officer, due one after the other, and a closed one."""
    make_dossier(officer=officer, closed_at=desk.MONDAY)
    return [
        make_dossier(
            officer=officer,
            status="processing" if number % 2 else "awaiting_signature",
            due_at=desk.MONDAY + timedelta(days=number),
        )
        for number in range(1, 6)
    ]


def everything_to(receivers, officer, leader, reason="Nghỉ thai sản"):
    return pass_on(officer=officer, receivers=receivers, by=act(leader, 60, reason))


class TestPassingOn:
    def test_shares_what_is_open_by_due_moment(self, in_hand, officer, heirs, leader):
        passed = everything_to(heirs, officer, leader)

        first, second = heirs
        assert (passed.count, passed.refused) == (5, {})
        assert dict(passed.shares) == {first: 3, second: 2}
        by_due = Dossier.objects.open().order_by("due_at")
        assert [d.officer for d in by_due] == [first, second, first, second, first]

    def test_leaves_status_and_due_moment_alone(self, in_hand, officer, heirs, leader):
        kept = ("id", "status", "due_at", "timeliness")
        before = list(Dossier.objects.order_by("id").values(*kept))
        everything_to(heirs, officer, leader)
        assert list(Dossier.objects.order_by("id").values(*kept)) == before

    def test_leaves_a_row_and_evidence_for_each(self, in_hand, officer, heirs, leader):
        heir = heirs[0]
        everything_to([heir], officer, leader)

        rows = HandOver.objects.values_list("giver", "receiver", "note").distinct()
        assert list(rows) == [(officer.id, heir.id, "Nghỉ thai sản")]
        assert HandOver.objects.count() == 5
        words = {"receiver": str(heir.id), "reason": "Nghỉ thai sản"}
        handed = ("dossier.handed_over", "", "processing", leader, words)
        assert evidence_of(in_hand[0]) == [handed]

    def test_of_somebody_who_has_nothing_does_nothing(self, officer, heirs, leader):
        assert everything_to(heirs, officer, leader).count == 0

    def test_leaves_what_another_took_meanwhile(self, in_hand, officer, heirs, leader):
        with pytest.raises(MoveRefusedError) as refused:
            hand_over(
                dossier_id=in_hand[0].id,
                receiver=heirs[0],
                by=act(leader),
                held_by=heirs[1],
            )
        assert str(refused.value) == "Vũ Thị Hai không còn giữ hồ sơ này."

    @pytest.mark.parametrize("reason", ["", "Nghỉ phép"])
    def test_needs_a_reason_and_somebody_else(
        self, in_hand, officer, heirs, leader, reason
    ):
        receivers = [officer, *heirs] if reason else heirs
        with pytest.raises(MoveRefusedError, match="Hãy"):
            everything_to(receivers, officer, leader, reason)
        assert not HandOver.objects.exists()

    def test_counts_what_everybody_has_in_hand(self, in_hand, officer, heirs):
        make_dossier(officer=heirs[0])
        make_dossier()
        assert in_hand_by_officer() == {officer.id: 5, heirs[0].id: 1}


class TestPage:
    @pytest.fixture(autouse=True)
    def _that_morning(self):
        with time_machine.travel(desk.MONDAY + timedelta(minutes=90), tick=False):
            yield

    @pytest.fixture
    def at_desk(self, client_of, leader):
        return client_of(leader)

    def test_offers_whoever_has_dossiers_even_if_gone(
        self, at_desk, in_hand, officer, heirs
    ):
        officer.is_active = False
        officer.save()
        html = page_of(at_desk.get(f"{PAGE}?cua=thu.ly"))
        assert "Trần Văn Thụ: 5 hồ sơ đang giữ, đã nghỉ" in html
        assert '<option value="thu.ly" selected>' in html
        assert 'value="mot"' in html
        assert 'type="checkbox" name="receivers" value="thu.ly"' not in " ".join(
            html.split()
        )

    def test_passes_on_and_tells_who_got_how_many(
        self, at_desk, in_hand, officer, heirs
    ):
        said = {
            "holder": "thu.ly",
            "receivers": ["mot", "hai"],
            "reason": "Chuyển công tác",
        }
        answer = at_desk.post(PAGE, said)

        assert (answer.status_code, answer.url) == (303, PAGE)
        (words,) = told(at_desk.get(PAGE))
        assert words.startswith("Đã bàn giao 5 hồ sơ của Trần Văn Thụ. Nhận: ")
        shares = words.removesuffix(".").split("Nhận: ")[1].split(", ")
        assert sorted(shares) in (
            ["Vũ Thị Hai 3", "Vũ Thị Một 2"],
            ["Vũ Thị Hai 2", "Vũ Thị Một 3"],
        )
        assert not Dossier.objects.open().of_officer(officer.id).exists()

    @pytest.mark.parametrize(
        ("said", "fault"),
        [
            ({"reason": ""}, "Hãy nhập lý do"),
            ({"receivers": []}, "Hãy chọn ít nhất một người nhận"),
            ({"receivers": ["thu.ly", "mot"]}, "Bỏ chọn người bàn giao"),
            ({"holder": ""}, "Hãy chọn người bàn giao"),
            ({"holder": "khong.co"}, "Hãy chọn lại người bàn giao"),
        ],
    )
    def test_with_a_fault_moves_nothing(self, at_desk, in_hand, heirs, said, fault):
        whole = {"holder": "thu.ly", "receivers": ["mot"], "reason": "Nghỉ phép"}
        answer = at_desk.post(PAGE, {**whole, **said})
        assert answer.status_code == 422
        assert fault in main_of(answer)
        assert not HandOver.objects.exists()

    def test_says_when_nobody_has_anything(self, at_desk):
        assert "Không ai đang giữ hồ sơ nào." in main_of(at_desk.get(PAGE))

    def test_is_the_leaders(self, client_of, officer):
        assert client_of(officer).get(PAGE).status_code == 403

    def test_is_one_click_from_the_leaders_list_of_an_officer(
        self, at_desk, client_of, officer
    ):
        link = f'href="{PAGE}?cua=thu.ly"'
        assert link in page_of(at_desk.get("/ho-so/?nguoi=thu.ly"))
        assert PAGE not in page_of(client_of(officer).get("/ho-so/"))
