"""Nhập bù: what was received on paper is entered at the moment it claims."""

import uuid
from datetime import UTC, datetime

import pytest
import time_machine

from dossiers.models import Dossier, LateEntry, Proposal
from tests.dossiers import desk
from tests.dossiers.views.pages import hidden_value, page_of, told, words

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

PAGE = "/tiep-nhan/nhap-bu/"
PREVIEW = "/tiep-nhan/nhap-bu/tinh-han/"
RECEIPT = {
    "received_day": "20/11/2026",
    "received_clock": "14:30",
    "paper_number": "07/SG",
    "late_reason": "Mất điện chiều thứ Sáu",
}
PERSON = {
    "full_name": "Nguyễn Thị Ví Dụ",
    "id_number": desk.ID_NUMBER,
    "phone": "0912000111",
    "address": "12 ngõ 34 đường Ví Dụ",
    "channel": "in_person",
    "delivery": "counter",
}


@pytest.fixture(autouse=True)
def _that_morning(office):
    desk.announce_days()
    with time_machine.travel(desk.MONDAY, tick=False):
        yield


@pytest.fixture
def procedure(office):
    return desk.make_status_paper()


@pytest.fixture
def browser(client_of, clerk):
    return client_of(clerk)


@pytest.fixture
def enter(browser, procedure):
    def sent(to=PAGE, **typed):
        said = {
            "intake_key": str(uuid.uuid4()),
            "procedure": procedure.slug,
            "do": "enter",
        }
        return browser.post(to, {**said, **RECEIPT, **PERSON, **typed}, follow=True)

    return sent


def test_the_counter_leads_there(browser):
    assert f'href="{PAGE}"' in page_of(browser.get("/tiep-nhan/"))


def test_enters_at_the_claimed_moment_and_asks_the_leader(enter):
    done = enter()

    late = Dossier.objects.get()
    assert late.accepted_at == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert late.logged_at == desk.MONDAY
    assert late.code == "H00.00.01-261120-0001"
    assert done.redirect_chain == [(f"/ho-so/{late.code}/", 303)]
    assert told(done) == ["Nhập bù: đã ghi, chờ lãnh đạo duyệt."]
    page = words(page_of(done))
    assert "Nhập bù: số 07/SG trong sổ giấy. Mất điện chiều thứ Sáu." in page
    assert "Chờ lãnh đạo quyết định: Nhập bù." in page
    assert LateEntry.objects.get().paper_number == "07/SG"


def test_a_short_delay_asks_nobody(enter):
    done = enter(received_day="23/11/2026", received_clock="8h15")
    assert told(done) == ["Nhập bù: đã ghi."]
    assert not Proposal.objects.exists()


def test_shows_due_moment_and_number_of_the_claimed_day(enter):
    preview = page_of(enter(PREVIEW))
    assert "17:30 thứ Năm, 26/11/2026" in preview
    assert "Nhập bù" in preview
    assert not Dossier.objects.exists()


def test_keeps_what_was_typed_when_its_box_is_obeyed(browser, procedure):
    response = browser.post(PAGE, {**RECEIPT, **PERSON, "lenh": "4"})
    page = page_of(response)
    assert response.status_code == 200
    assert 'value="20/11/2026"' in page
    assert 'value="07/SG"' in page
    assert "17:30 thứ Năm, 26/11/2026" in page
    assert "err-summary" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"received_day": ""}, "Hãy nhập ngày nhận"),
        ({"received_day": "24/11/2026"}, "Ngày nhận phải từ hôm nay trở về trước"),
        ({"received_day": "23/11/2026", "received_clock": "15:00"}, "Lúc nhận phải"),
        ({"received_day": "01/10/2026"}, "trong 31 ngày gần đây"),
        ({"received_clock": "25:00"}, "Giờ nhận cần giờ:phút, ví dụ 14:30"),
        ({"received_clock": ""}, "Hãy nhập giờ nhận"),
        ({"paper_number": ""}, "Hãy nhập số trong sổ giấy"),
        ({"late_reason": ""}, "Hãy nhập lý do nhập bù"),
        ({"full_name": ""}, "Hãy nhập họ và tên"),
        ({"received_day": "\x00"}, "Hãy nhập ngày nhận"),
        ({"received_day": "mai"}, "Ngày nhận phải theo ngày/tháng/năm"),
    ],
)
def test_says_what_is_missing_and_enters_nothing(enter, typed, said):
    response = enter(**typed)
    assert response.status_code == 422
    assert said in words(page_of(response))
    assert not Dossier.objects.exists()


def test_of_one_form_is_one_dossier(enter, browser):
    key = hidden_value(browser.get(PAGE), "intake_key")
    enter(intake_key=key)
    enter(intake_key=key)
    assert Dossier.objects.count() == 1


def test_a_claimed_moment_means_nothing_to_the_counter(browser, procedure):
    said = {"intake_key": str(uuid.uuid4()), "procedure": procedure.slug}
    browser.post("/tiep-nhan/", {**said, **RECEIPT, **PERSON, "do": "accept"})
    assert Dossier.objects.get().accepted_at == desk.MONDAY


def test_is_for_clerks(client_of, officer, leader):
    for user in (officer, leader):
        assert client_of(user).get(PAGE).status_code == 403
