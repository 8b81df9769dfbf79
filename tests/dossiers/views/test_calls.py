"""The page of whom to call: who stands on it, and what a call does."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from dossiers.models import Notice
from dossiers.notices import note_result
from tests.dossiers import desk
from tests.dossiers.moves import make_dossier
from tests.dossiers.views.pages import main_of, page_of, told
from tests.factories import ApplicantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

CALLS = "/ho-so/can-goi/"
CLOSED = desk.MONDAY + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _late_that_morning(office):
    desk.announce_days()
    with time_machine.travel(desk.MONDAY + timedelta(minutes=90), tick=False):
        yield


@pytest.fixture
def at_counter(client_of, clerk):
    return client_of(clerk)


def waiting(**fields):
    person = {"full_name": "Nguyễn Thị Ví Dụ", "phone": "0912000111", **fields}
    dossier = make_dossier(
        closed_at=CLOSED,
        code="H00.00.01-261123-0041",
        applicant=ApplicantFactory(**person),
    )
    return note_result(dossier, moment=CLOSED)


def send(client, notice, **said):
    return client.post(f"{CALLS}{notice.pk}/", said)


def test_it_names_whom_to_call_about_what_and_since_when(at_counter):
    waiting()
    page = at_counter.get(CALLS)
    said = main_of(page)
    assert "1 người chưa có thư điện tử" in said
    assert "Nguyễn Thị Ví Dụ: 0912 000 111" in said
    assert "có kết quả từ 09:51 ngày 23/11/2026" in said
    assert 'href="tel:0912000111"' in page_of(page)
    assert 'href="/ho-so/H00.00.01-261123-0041/"' in page_of(page)
    assert 'staff-badge">1<' in page_of(page)


def test_an_empty_one_says_who_will_stand_there(at_counter):
    assert "Không có ai cần gọi." in main_of(at_counter.get(CALLS))


def test_a_call_that_was_answered_leaves_the_list(at_counter, clerk):
    notice = waiting()

    answer = send(at_counter, notice, outcome="da-goi", reason="Mai đến")

    assert (answer.status_code, answer.url) == (303, CALLS)
    page = at_counter.get(CALLS)
    assert told(page) == ["261123-0041: đã gọi."]
    assert "Không có ai cần gọi." in main_of(page)
    notice.refresh_from_db()
    assert (notice.state, notice.told_by, notice.note) == ("called", clerk, "Mai đến")


def test_a_call_that_nobody_took_stays_with_its_count(at_counter):
    notice = waiting()
    send(at_counter, notice, outcome="khong-lien-lac-duoc", reason="Máy bận")
    said = main_of(at_counter.get(CALLS))
    assert "đã gọi 1 lần, gần nhất 11:11 ngày 23/11/2026" in said
    assert "Không liên lạc được. Máy bận" in said


def test_two_clerks_who_call_the_same_person_are_told(at_counter):
    notice = waiting()
    for _ in range(2):
        send(at_counter, notice, outcome="da-goi")
    said = "Người nộp này đã được báo hoặc đã nhận kết quả, không cần gọi nữa."
    assert told(at_counter.get(CALLS))[-1] == said


@pytest.mark.parametrize(
    "said",
    [{}, {"outcome": "la"}, {"outcome": "da-goi", "reason": "n" * 151}],
    ids=["nothing", "odd", "too long"],
)
def test_an_odd_answer_changes_nothing(at_counter, said):
    notice = waiting()
    assert send(at_counter, notice, **said).status_code == 422
    assert Notice.objects.to_call().exists()


def test_an_unknown_notice_is_no_fault(at_counter):
    answer = at_counter.post(f"{CALLS}{uuid.uuid4()}/", {"outcome": "da-goi"})
    assert answer.status_code == 303


def test_only_clerks_open_it(client_of, officer):
    assert client_of(officer).get(CALLS).status_code == 403


class TestDossiersPage:
    @pytest.fixture
    def notice(self, db):
        return waiting()

    def said(self, client):
        return main_of(client.get("/ho-so/H00.00.01-261123-0041/"))

    def test_says_that_somebody_is_to_call(self, at_counter, notice):
        assert "Báo có kết quả Cần gọi điện" in self.said(at_counter)

    def test_says_how_often_nobody_answered(self, at_counter, notice):
        send(at_counter, notice, outcome="khong-lien-lac-duoc")
        assert "Báo có kết quả Cần gọi điện, đã thử 1 lần" in self.said(at_counter)

    def test_says_when_they_were_told(self, at_counter, notice):
        send(at_counter, notice, outcome="da-goi")
        told_at = "Báo có kết quả Đã gọi, 11:11 ngày 23/11/2026"
        assert told_at in self.said(at_counter)

    def test_says_that_a_mail_waits(self, at_counter, notice):
        Notice.objects.update(state="queued", tries=2)
        assert "Báo có kết quả Chờ gửi thư, đã thử 2 lần" in self.said(at_counter)
