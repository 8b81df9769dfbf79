"""Putting a person's details right: what changes, what stays, who may, what is told."""

from datetime import date, timedelta

import pytest
import time_machine

from dossiers.correcting import Party, correct_person
from dossiers.intake import register_dossier
from dossiers.models import Applicant, Dossier
from dossiers.people import ApplicantFacts
from dossiers.workflow import MoveRefusedError
from tests.dossiers import desk
from tests.dossiers.moves import act, evidence_of, last_event
from tests.dossiers.views.pages import main_of, page_of, told
from tests.people import make_clerk

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

RIGHT = ApplicantFacts(
    full_name="Nguyễn Thị Ví Dụ Hiền",
    id_number="001186000124",
    birth_date=date(1986, 11, 5),
    phone="0912000112",
    address="12 ngõ 34 đường Ví Dụ",
)
CHANGED = {
    "full_name": ["Nguyễn Thị Ví Dụ", "Nguyễn Thị Ví Dụ Hiền"],
    "id_number": ["0011••••0123", "0011••••0124"],
    "phone": ["091••••111", "091••••112"],
}
UNTOUCHED = (
    *("code", "status", "accepted_at", "due_at", "original_due_at"),
    *("timeliness", "receipt_day", "tracking_token"),
)
TOMORROW = 24 * 60


@pytest.fixture(autouse=True)
def _calendar(office):
    desk.announce_days()


@pytest.fixture
def dossier(office, clerk):
    facts = desk.facts(desk.make_status_paper())
    return register_dossier(facts=facts, by=desk.logging(office, clerk))


def correct(dossier, by, facts=RIGHT, party=Party.APPLICANT):
    return correct_person(dossier_id=dossier.id, party=party, facts=facts, by=by)


def refused(dossier, by, **fields):
    with pytest.raises(MoveRefusedError) as refusal:
        correct(dossier, by, **fields)
    assert len(evidence_of(dossier)) == 1
    return str(refusal.value)


class TestCorrection:
    def test_puts_a_new_row_in_the_place_of_the_old_one(self, dossier, clerk):
        before = dossier.applicant

        correct(dossier, act(clerk, 5, "Gõ nhầm tên"))

        now = Dossier.objects.get()
        assert now.applicant != before
        assert now.applicant.full_name == "Nguyễn Thị Ví Dụ Hiền"
        assert now.applicant.id_number == "001186000124"
        assert Applicant.objects.get(pk=before.pk).full_name == "Nguyễn Thị Ví Dụ"

    def test_moves_nothing_else(self, dossier, clerk):
        before = Dossier.objects.values(*UNTOUCHED).get()
        correct(dossier, act(clerk, 5, "Gõ nhầm tên"))
        assert Dossier.objects.values(*UNTOUCHED).get() == before

    def test_tells_from_what_to_what_without_whole_numbers(self, dossier, clerk):
        correct(dossier, act(clerk, 5, "Gõ nhầm tên"))
        words = {"party": "nguoi-nop", "changed": CHANGED, "reason": "Gõ nhầm tên"}
        corrected = ("dossier.corrected", "", "accepted", clerk, words)
        assert evidence_of(dossier)[-1] == corrected

    def test_is_open_after_the_return(self, dossier, officer):
        Dossier.objects.update(
            status="returned",
            outcome="granted",
            resolved_at=desk.MONDAY,
            returned_at=desk.MONDAY,
        )
        correct(dossier, act(officer, TOMORROW, "Sai tên"))
        assert Dossier.objects.get().applicant.full_name == "Nguyễn Thị Ví Dụ Hiền"

    def test_adds_a_second_party_that_was_forgotten(self, dossier, officer):
        correct(dossier, act(officer, 5, "Ghi thiếu"), party=Party.SECOND_PARTY)
        assert Dossier.objects.get().second_party.full_name == "Nguyễn Thị Ví Dụ Hiền"
        assert Dossier.objects.get().applicant.full_name == "Nguyễn Thị Ví Dụ"


class TestRefusal:
    def test_without_a_reason(self, dossier, clerk):
        assert refused(dossier, act(clerk, 5)) == "Hãy ghi lý do sửa."

    def test_without_a_difference(self, dossier, clerk):
        same = desk.facts(dossier.procedure).applicant
        said = refused(dossier, act(clerk, 5, "Sai tên"), facts=same)
        assert said == "Chưa có thông tin nào khác với điều đang ghi."

    def test_of_a_clerk_who_did_not_receive_it_that_day(self, dossier, clerk):
        other = make_clerk(username="quay.2", full_name="Lê Thị Hai")
        said = (
            "Bạn chỉ sửa được hồ sơ mình tiếp nhận trong ngày. "
            "Hãy đề nghị người xử lý hoặc lãnh đạo sửa."
        )
        assert refused(dossier, act(other, 5, "Sai tên")) == said
        assert refused(dossier, act(clerk, TOMORROW, "Sai tên")) == said

    def test_of_an_annulled_dossier(self, dossier, leader):
        Dossier.objects.update(status="annulled", annulled_at=desk.MONDAY)
        refused(dossier, act(leader, 5, "Sai tên"))

    def test_of_what_changed_since_it_was_seen(self, dossier, clerk, officer):
        seen = last_event(dossier)
        correct(dossier, act(officer, 5, "Sai tên"))
        later = ApplicantFacts(full_name="Nguyễn Khác")
        with pytest.raises(MoveRefusedError, match="Sửa thông tin người nộp"):
            correct(dossier, act(clerk, 6, "Sai tên", seen=seen), facts=later)


class TestPage:
    @pytest.fixture(autouse=True)
    def _that_morning(self):
        with time_machine.travel(desk.MONDAY + timedelta(minutes=30), tick=False):
            yield

    @pytest.fixture
    def at_counter(self, client_of, clerk):
        return client_of(clerk)

    def address(self, dossier, party="nguoi-nop"):
        return f"/ho-so/{dossier.code}/sua/{party}/"

    def test_shows_old_and_new_without_the_whole_number(self, at_counter, dossier):
        page = at_counter.get(self.address(dossier))
        said = main_of(page)
        assert "Đang ghi Họ và tên Nguyễn Thị Ví Dụ Số căn cước 0011••••0123" in said
        assert "Để trống thì giữ số 0011••••0123." in said
        assert 'value="Nguyễn Thị Ví Dụ"' in page_of(page)
        assert desk.ID_NUMBER not in page_of(page)

    def test_keeps_the_number_that_was_left_empty(self, at_counter, dossier):
        typed = {
            "full_name": "Nguyễn Thị Đúng",
            "birth_date": "05/11/1986",
            "phone": "0912000111",
            "address": "12 ngõ 34 đường Ví Dụ",
            "reason": "Sai tên",
        }
        answer = at_counter.post(self.address(dossier), typed)

        assert (answer.status_code, answer.url) == (303, f"/ho-so/{dossier.code}/")
        page = at_counter.get(answer.url)
        assert told(page) == ["Người nộp: đã sửa."]
        kept = Dossier.objects.get().applicant
        assert (kept.full_name, kept.id_number) == ("Nguyễn Thị Đúng", desk.ID_NUMBER)
        said = "Sửa: Họ và tên: Nguyễn Thị Ví Dụ → Nguyễn Thị Đúng"
        assert said in main_of(page)

    def test_without_a_reason_keeps_what_was_typed(self, at_counter, dossier):
        answer = at_counter.post(self.address(dossier), {"full_name": "Nguyễn Đúng"})
        assert answer.status_code == 422
        assert "Hãy nhập lý do sửa" in main_of(answer)
        assert 'value="Nguyễn Đúng"' in page_of(answer)

    def test_is_linked_from_the_dossier_for_those_who_may(
        self, at_counter, client_of, dossier
    ):
        link = f'href="{self.address(dossier)}"'
        other = make_clerk(username="quay.2", full_name="Lê Thị Hai")
        assert link in page_of(at_counter.get(f"/ho-so/{dossier.code}/"))
        assert link not in page_of(client_of(other).get(f"/ho-so/{dossier.code}/"))

    def test_sends_others_back_with_why(self, client_of, dossier):
        other = make_clerk(username="quay.2", full_name="Lê Thị Hai")
        answer = client_of(other).get(self.address(dossier), follow=True)
        assert told(answer)[0].startswith("Bạn chỉ sửa được hồ sơ mình tiếp nhận")

    def test_offers_the_second_party_where_there_is_none(
        self, at_counter, office, clerk
    ):
        alone = register_dossier(
            facts=desk.facts(desk.make_marriage()), by=desk.logging(office, clerk)
        )
        page = at_counter.get(f"/ho-so/{alone.code}/")
        assert "chưa ghi bên thứ hai" in main_of(page)
        assert f'href="{self.address(alone, "ben-thu-hai")}"' in page_of(page)
        blank = at_counter.get(self.address(alone, "ben-thu-hai"))
        assert "Hồ sơ chưa ghi ai." in main_of(blank)

    @pytest.mark.parametrize("party", ["ai-do", "applicant"])
    def test_of_an_unknown_party_is_missing(self, at_counter, dossier, party):
        assert at_counter.get(self.address(dossier, party)).status_code == 404
