"""The leader's page: what waits, decided with one click and a word."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from dossiers.enums import ProposalKind
from dossiers.models import Proposal
from dossiers.proposals import propose
from tests.dossiers import desk
from tests.dossiers.moves import act, make_dossier
from tests.dossiers.views.pages import page_of, words
from wardportal.shell import desk_nav

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

PAGE = "/ho-so/cho-quyet-dinh/"
LATER = desk.MONDAY + timedelta(minutes=90)


@pytest.fixture(autouse=True)
def _late_that_morning(office):
    desk.announce_days()
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def proposal(office, officer):
    facts = {"promised_at": "2026-11-30T17:30:00+07:00"}
    by = act(officer, 5, "Chờ xác minh")
    propose(
        dossier_id=make_dossier(code="H00.00.01-261123-0041").id,
        kind=ProposalKind.EXTENSION,
        by=by,
        facts=facts,
    )
    return Proposal.objects.get()


@pytest.fixture
def at_desk(client_of, leader):
    return client_of(leader)


def decide(browser, proposal, **sent):
    return browser.post(f"{PAGE}{proposal.pk}/", {"answer": "", **sent}, follow=True)


def test_tells_what_is_proposed_by_whom_and_why(at_desk, proposal):
    page = words(page_of(at_desk.get(PAGE)))
    assert "1 đề nghị, cũ nhất ở trên" in page
    assert "Xin lỗi và hẹn lại" in page
    assert "261123-0041" in page
    assert "Lý do Chờ xác minh Hẹn lại 17:30 thứ Hai, 30/11/2026" in page
    assert "Người đề nghị Trần Văn Thụ, lúc 09:46 ngày 23/11/2026" in page


def test_says_when_nothing_waits(at_desk):
    assert "Không có đề nghị nào đang chờ." in page_of(at_desk.get(PAGE))


def test_grants_with_one_click_and_leads_back(at_desk, proposal):
    response = decide(at_desk, proposal, granted="dong-y")

    assert response.redirect_chain == [(PAGE, 303)]
    assert "Xin lỗi và hẹn lại 261123-0041: đồng ý." in page_of(response)
    proposal.refresh_from_db()
    proposal.dossier.refresh_from_db()
    assert (proposal.granted, proposal.answer) == (True, "")
    assert proposal.dossier.promised_at is not None


def test_declines_with_a_word_that_the_proposer_reads(
    at_desk, proposal, client_of, officer
):
    decide(at_desk, proposal, granted="khong-dong-y", answer="Còn kịp")

    proposal.refresh_from_db()
    assert (proposal.granted, proposal.answer) == (False, "Còn kịp")
    dossier_page = client_of(officer).get(f"/ho-so/{proposal.dossier.code}/")
    assert "Không đồng ý. Ý kiến: Còn kịp" in words(page_of(dossier_page))


def test_says_why_what_was_proposed_is_no_longer_possible(at_desk, proposal):
    decide(at_desk, proposal, granted="dong-y")
    again = decide(at_desk, proposal, granted="khong-dong-y")
    assert "Đề nghị này đã được quyết định. Hãy tải lại trang." in page_of(again)


def test_keeps_an_answer_that_is_too_long(at_desk, proposal):
    response = decide(at_desk, proposal, granted="dong-y", answer="a" * 1001)
    assert response.status_code == 422
    assert "a" * 1001 in page_of(response)
    proposal.refresh_from_db()
    assert proposal.decided_at is None


def test_takes_no_third_answer(at_desk, proposal):
    assert decide(at_desk, proposal, granted="co-the").status_code == 422


@pytest.mark.parametrize("name", [uuid.uuid4(), "khong-co", "%00"])
def test_of_an_unknown_proposal_is_missing(at_desk, name):
    sent = {"granted": "dong-y", "answer": ""}
    assert at_desk.post(f"{PAGE}{name}/", sent).status_code == 404


def test_is_for_leaders_only(client_of, clerk, officer, proposal):
    for user in (clerk, officer):
        browser = client_of(user)
        assert browser.get(PAGE).status_code == 403
        assert decide(browser, proposal, granted="dong-y").status_code == 403


def test_counts_what_waits_in_the_head_line(at_desk, proposal):
    assert "Chờ quyết định 1 việc đang chờ" in words(page_of(at_desk.get("/ho-so/")))
    after = decide(at_desk, proposal, granted="dong-y")
    assert "việc đang chờ" not in words(page_of(after))


def test_stands_on_the_dossiers_page_with_a_way_to_decide(
    at_desk, proposal, client_of, officer
):
    address = f"/ho-so/{proposal.dossier.code}/"
    note = "Xin lỗi và hẹn lại. Trần Văn Thụ đề nghị lúc 09:46 ngày 23/11/2026"
    assert f'<a href="{PAGE}">Quyết định</a>' in page_of(at_desk.get(address))
    to_officer = page_of(client_of(officer).get(address))
    assert note in words(to_officer)
    assert PAGE not in to_officer


def test_an_officers_apology_waits_and_a_leaders_does_not(
    client_of, officer, leader, office
):
    dossier = make_dossier(officer=officer, status="processing")
    address = f"/ho-so/{dossier.code}/viec/hen-lai/"
    said = {"promised_at": "30/11/2026", "reason": "Chờ xác minh"}

    asked = client_of(officer).post(address, said, follow=True)

    assert "Xin lỗi và hẹn lại: đã trình lãnh đạo quyết định." in page_of(asked)
    other = make_dossier(status="processing")
    done = client_of(leader).post(
        f"/ho-so/{other.code}/viec/hen-lai/", said, follow=True
    )
    assert "Xin lỗi và hẹn lại: đã ghi." in page_of(done)
    assert "Lý do: Chờ xác minh. Hẹn lại: 17:30 thứ Hai, 30/11/2026" in words(
        page_of(done)
    )
    assert "Đã xin lỗi, hẹn lại: 17:30 thứ Hai, 30/11/2026. Chờ xác minh." in words(
        page_of(done)
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("29/11/2026", "không phải là ngày làm việc"),
        ("mai", "Ngày hẹn lại phải theo ngày/tháng/năm"),
        ("", "Hãy nhập ngày hẹn lại"),
        ("30/11/2030", "Chưa có lịch làm việc năm 2030"),
    ],
)
def test_a_day_to_promise_is_a_working_day(client_of, officer, office, day, said):
    dossier = make_dossier(officer=officer, status="processing")
    response = client_of(officer).post(
        f"/ho-so/{dossier.code}/viec/hen-lai/",
        {"promised_at": day, "reason": "Chờ xác minh"},
    )
    assert response.status_code == 422
    assert said in words(page_of(response))


def test_nothing_is_counted_for_those_without_these_pages(officer, rf, proposal):
    request = rf.get("/")
    request.user, request.resolver_match = officer, None
    assert [item.badge for item in desk_nav(request)] == [0]
