"""The counter as the browser sees it, without any script."""

import re
import threading
import uuid
from datetime import UTC, date, datetime, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection

from dossiers.intake import register_dossier
from dossiers.models import Dossier
from dossiers.people import last_known
from procedures.models import CalendarYear, Procedure
from tests.dossiers import desk
from tests.factories import ApplicantFactory
from tests.people import make_clerk
from wardportal.office.models import AgencyCode

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

COUNTER = "/tiep-nhan/"
PREVIEW = "/tiep-nhan/tinh-han/"
PERSON = {
    "id_number": desk.ID_NUMBER,
    "full_name": "Nguyễn Thị Ví Dụ",
    "birth_date": "05/11/1986",
    "phone": "0912000111",
    "channel": "in_person",
    "delivery": "counter",
}


@pytest.fixture(autouse=True)
def monday(office):
    desk.announce_days()
    with time_machine.travel(desk.MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def browser(client_of, clerk):
    return client_of(clerk)


@pytest.fixture
def send(browser):
    """Return ``send(procedure, do=…, **typed)``: press a button of a filled form."""

    def sent(procedure=None, /, *, do="accept", to=COUNTER, **typed):
        slug = {"procedure": procedure.slug} if procedure else {}
        key = {"intake_key": str(uuid.uuid4())}
        return browser.post(to, {**key, **PERSON, **slug, "do": do, **typed})

    return sent


def words(html):
    """Return the text a reader sees, single-spaced."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def fact(response, key):
    """Return what the action bar says of a fact."""
    html = response.content.decode()
    return words(re.search(rf'data-fact="{key}">(.*?)</dd>', html, re.DOTALL)[1])


def facts_of(response):
    return [fact(response, key) for key in ("code", "due", "limit", "fee")]


def value_of(response, name):
    """Return what stands in a text field of the page."""
    html = response.content.decode()
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', html, re.DOTALL)[0]
    value = re.search(r'value="([^"]*)"', field)
    return unescape(value[1]) if value else ""


def buttons(response):
    html = response.content.decode()
    found = re.findall(r'<button[^>]*name="do"[^>]*>(.*?)</button>', html, re.DOTALL)
    return [words(button) for button in found]


class TestPage:
    def test_offers_the_numbered_procedures_and_an_empty_form(self, browser):
        desk.make_status_paper()
        desk.make_certified_copies()
        response = browser.get(COUNTER)
        assert response.status_code == 200
        html = words(response.content.decode())
        assert "1 Chứng thực bản sao 4 Tình trạng hôn nhân" in html
        assert "Hôm nay bạn chưa tiếp nhận hồ sơ nào." in html
        assert facts_of(response) == ["0001", "–", "–", "–"]
        assert value_of(response, "full_name") == ""

    def test_focuses_the_box_and_enter_there_saves_nothing(self, browser):
        html = browser.get(COUNTER).content.decode()
        first_button = re.search(
            r"<button[^>]*type=\"submit\"[^>]*>", html[html.index('id="counter"') :]
        )
        assert 'value="box"' in first_button[0]
        box = re.search(r'<input[^>]*id="scan-box"[^>]*>', html)[0]
        assert "autofocus" in box

    def test_is_for_clerks(self, client_of, officer, leader, citizen):
        answers = [client_of(user).get(COUNTER) for user in (officer, leader, citizen)]
        assert [answer.status_code for answer in answers] == [403, 403, 302]

    def test_shows_no_dossier_of_another_clerk(self, browser, office):
        other = make_clerk(username="tiep.nhan.2")
        by = desk.logging(office, other)
        register_dossier(facts=desk.facts(desk.make_status_paper()), by=by)
        assert "chưa tiếp nhận" in words(browser.get(COUNTER).content.decode())

    @pytest.mark.parametrize("code", ["%00", "khong-co-ma-nay", "a" * 500, "<b>"])
    def test_takes_any_saved_code_calmly(self, browser, code):
        assert browser.get(f"{COUNTER}?vua={code}").status_code == 200

    @pytest.mark.parametrize("count", [1, 30])
    def test_costs_the_same_few_queries(
        self, browser, office, clerk, count, django_assert_num_queries
    ):
        procedure = desk.make_status_paper()
        by = desk.logging(office, clerk)
        for _ in range(count):
            register_dossier(facts=desk.facts(procedure), by=by)
        browser.get(COUNTER)
        with django_assert_num_queries(9):
            browser.get(COUNTER)


class TestBox:
    def test_number_chooses_and_shows_due_fee_and_papers(self, browser, send):
        desk.make_status_paper()
        response = send(do="box", lenh="4")
        assert response.status_code == 200
        assert facts_of(response) == [
            "0001",
            "17:30 thứ Sáu, 27/11/2026",
            "3 ngày làm việc",
            "15.000 đồng",
        ]
        assert "Tờ khai theo mẫu" in words(response.content.decode())
        assert not Dossier.objects.exists()

    def test_enter_without_a_command_keeps_what_is_typed(self, send):
        procedure = desk.make_status_paper()
        response = send(procedure, do="box", lenh="", full_name="Trần Văn Ví Dụ")
        assert value_of(response, "full_name") == "Trần Văn Ví Dụ"
        assert fact(response, "limit") == "3 ngày làm việc"

    def test_letters_list_what_is_found_and_a_press_chooses(self, send):
        desk.make_procedure(name="Chứng thực A", slug="a", search_text=" chung thuc")
        desk.make_procedure(name="Chứng thực B", slug="b", search_text=" chung thuc")
        html = send(do="box", lenh="chung thuc").content.decode()
        assert re.findall(r'name="pick" value="([^"]+)"', html) == ["a", "b"]
        response = send(do="", pick="b")
        html = response.content.decode()
        chosen = re.search(r'<input[^>]*value="b"[^>]*>', html, re.DOTALL)[0]
        assert "checked" in chosen

    def test_known_id_number_fills_the_form(self, send):
        ApplicantFactory(
            full_name="Lê Thị Ví Dụ",
            id_number=desk.ID_NUMBER,
            birth_date=date(1986, 11, 5),
            entered_at=desk.MONDAY,
        )
        response = send(do="box", lenh=desk.ID_NUMBER, full_name="Người trước")
        assert value_of(response, "full_name") == "Lê Thị Ví Dụ"
        assert value_of(response, "birth_date") == "05/11/1986"
        assert "Từ hồ sơ cũ" in words(response.content.decode())

    def test_unknown_id_number_empties_the_person_and_focuses_the_name(self, send):
        response = send(do="box", lenh="001090000456", full_name="Người trước")
        html = response.content.decode()
        assert value_of(response, "id_number") == "001090000456"
        assert value_of(response, "full_name") == ""
        name = re.search(r'<input[^>]*name="full_name"[^>]*>', html, re.DOTALL)[0]
        assert "autofocus" in name
        assert html.count(" autofocus") == 1

    def test_id_number_typed_into_its_field_fills_an_empty_name(self, send):
        ApplicantFactory(full_name="Lê Thị Ví Dụ", id_number=desk.ID_NUMBER)
        assert value_of(send(do="box", full_name=""), "full_name") == "Lê Thị Ví Dụ"
        kept = send(do="box", full_name="Trần Ví Dụ")
        assert value_of(kept, "full_name") == "Trần Ví Dụ"

    def test_11_digits_are_told_apart(self, send):
        html = send(do="box", lenh="00118600012").content.decode()
        assert "Số căn cước cần 12 chữ số, bạn đã nhập 11." in words(html)

    def test_odd_input_is_no_fault(self, send):
        for odd in ("\x00", "' OR 1=1", "<script>", "9" * 5000, "４"):
            assert send(do="box", lenh=odd, pick="").status_code == 200
        for odd in ("\x00", "../..", "a" * 5000):
            assert send(do="box", pick=odd).status_code == 200


class TestPreview:
    def test_follows_what_is_typed_and_shows_no_errors(self, send):
        response = send(
            desk.make_certified_copies(),
            to=PREVIEW,
            copies="3",
            pages="5",
            full_name="",
            phone="12",
        )
        assert facts_of(response) == [
            "0001",
            "17:30 thứ Hai, 23/11/2026",
            "ngay trong ngày",
            "21.000 đồng",
        ]
        html = response.content.decode()
        assert "<html" not in html
        assert "Hãy nhập" not in words(html)
        assert not Dossier.objects.exists()

    def test_says_what_the_button_will_do(self, send):
        copies = send(desk.make_certified_copies(), to=PREVIEW)
        assert buttons(copies) == [
            "Tính hạn và lệ phí",
            "Không tiếp nhận",
            "Hẹn trả sau Shift+F8",
            "Tiếp nhận, trả ngay F8",
        ]
        paper = send(desk.make_status_paper(), to=PREVIEW)
        usual = ["Tính hạn và lệ phí", "Không tiếp nhận", "Tiếp nhận, in giấy hẹn F8"]
        assert buttons(paper) == usual
        letter = send(
            Procedure.objects.get(favourite_order=4), to=PREVIEW, channel="postal"
        )
        assert buttons(letter)[2] == "Ghi nhận, trả lời sau"

    @pytest.mark.parametrize(
        ("make", "typed", "said"),
        [
            (
                desk.make_status_paper,
                {"birth_date": "05/11/1968"},
                (
                    "Theo số căn cước thì năm sinh là 1986, "
                    "ngày sinh đã nhập lại là năm 1968. Hãy đối chiếu với thẻ."
                ),
            ),
            (
                desk.make_status_paper,
                {"id_number": "", "phone": ""},
                "người nộp chỉ tra được bằng mã QR trên giấy hẹn.",
            ),
            (
                desk.make_incomplete,
                {},
                "Hãy ghi ngày hẹn trả và căn cứ; hồ sơ được đánh dấu.",
            ),
            (
                desk.make_certified_copies,
                {"channel": "online"},
                "Chưa tiếp nhận được: Thủ tục này không nhận qua kênh đã chọn.",
            ),
            (
                desk.make_certified_copies,
                {"channel": "online", "external_code": "G22.99-261123-0009"},
                (
                    "danh mục không có kênh trực tuyến cho thủ tục này; "
                    "hồ sơ vẫn ghi được vì có mã ngoài."
                ),
            ),
            (
                desk.make_certified_copies,
                {"pages": "3"},
                (
                    "2 trang × 2.000 đồng = 4.000 đồng; 1 trang × 1.000 đồng = 1.000 đồng;"
                    " 1 bản × 5.000 đồng = 5.000 đồng."
                ),
            ),
        ],
    )
    def test_advises_without_blocking(self, send, make, typed, said):
        html = send(make(), to=PREVIEW, **typed).content.decode()
        assert said in words(html)

    def test_warns_of_a_like_dossier_and_remembers_having_done_so(
        self, send, office, clerk
    ):
        procedure = desk.make_status_paper()
        by = desk.logging(office, clerk, desk.MONDAY - timedelta(days=21))
        dossier = register_dossier(facts=desk.facts(procedure), by=by)
        response = send(procedure, to=PREVIEW)
        html = response.content.decode()
        assert (
            "Có thể trùng: người này đã nộp thủ tục này ngày 02/11/2026, "
            "đã tiếp nhận. Xem hồ sơ" in words(html)
        )
        assert value_of(response, "duplicate_seen") == dossier.code

    def test_marks_a_calendar_that_is_not_announced(self, client_of, clerk, monday):
        CalendarYear.objects.create(year=2027, state="provisional")
        monday.move_to(datetime(2026, 12, 31, 3, tzinfo=UTC))
        typed = {**PERSON, "procedure": desk.make_status_paper().slug}
        html = client_of(clerk).post(PREVIEW, typed).content.decode()
        assert "Hẹn trả: lịch chưa công bố, hạn có thể thay đổi." in words(html)

    def test_is_asked_for_by_post_only(self, browser):
        assert browser.get(PREVIEW).status_code == 405


class TestAccepting:
    def test_shows_the_number_and_an_empty_form(self, browser, send):
        response = send(desk.make_status_paper())
        dossier = Dossier.objects.get()
        assert response.status_code == 303
        assert response.url == f"{COUNTER}?vua=H00.00.01-261123-0001"
        page = browser.get(response.url)
        html = page.content.decode()
        assert (
            "Vừa tiếp nhận lúc 09:41 0001 Tình trạng hôn nhân Nguyễn Thị Ví Dụ "
            "In giấy hẹn Ctrl+P Căn cứ hạn" in words(html)
        )
        assert f'data-print-now="/ho-so/{dossier.code}/giay-hen.pdf"' in html
        assert facts_of(page) == ["0002", "–", "–", "–"]
        assert value_of(page, "full_name") == ""
        assert value_of(page, "intake_key") != str(dossier.intake_key)

    def test_computes_again_on_saving(self, send):
        """What the page showed is not trusted: only what was typed is sent."""
        send(desk.make_certified_copies(), do="appoint", copies="3", pages="5")
        dossier = Dossier.objects.get()
        assert (dossier.fee_amount, dossier.status) == (21_000, "accepted")
        assert dossier.due_at == datetime(2026, 11, 23, 10, 30, tzinfo=UTC)

    def test_keeps_papers_receipt_time_and_clerk(self, send, clerk):
        send(desk.make_status_paper())
        dossier = Dossier.objects.get()
        assert dossier.accepted_at == dossier.logged_at == desk.MONDAY
        assert dossier.receiving_clerk == clerk
        assert [paper.name for paper in dossier.papers.all()] == [
            "Tờ khai theo mẫu",
            "Căn cước (xuất trình)",
        ]
        assert last_known(desk.ID_NUMBER) == dossier.applicant

    def test_of_one_visit_returns_at_once_and_prints_nothing(self, browser, send):
        response = send(desk.make_certified_copies(), copies="3", pages="5")
        assert Dossier.objects.get().status == "returned"
        html = browser.get(response.url).content.decode()
        assert "Vừa trả kết quả lúc 09:41 0001 Chứng thực bản sao, 3 bản" in words(html)
        assert "data-print-now" not in html

    def test_of_one_visit_by_post_is_an_ordinary_dossier(self, send):
        procedure = desk.make_certified_copies()
        code = "G22.99-261123-0009"
        send(procedure, channel="postal", external_code=code, copies="1", pages="1")
        assert Dossier.objects.get().status == "accepted"

    def test_of_an_incomplete_procedure_is_flagged(self, send):
        send(desk.make_incomplete(), due_at="27/11/2026", due_ground="Thông báo 12")
        dossier = Dossier.objects.get()
        assert (dossier.due_source, dossier.due_ground) == ("stated", "Thông báo 12")
        assert dossier.due_at == datetime(2026, 11, 27, 10, 30, tzinfo=UTC)

    def test_lists_earlier_ones_with_links(self, browser, send):
        procedure = desk.make_status_paper()
        for number in range(5):
            send(procedure, id_number="", full_name=f"Người Ví Dụ {number}")
        html = browser.get(COUNTER).content.decode()
        earlier = re.findall(r'<a class="code" href="([^"]+)">(\d+)</a>', html)
        assert earlier == [
            (f"/ho-so/H00.00.01-261123-{number}/", number)
            for number in ("0004", "0003", "0002")
        ]
        assert "hôm nay: 5 hồ sơ" in words(html)

    def test_needs_few_queries(self, send, django_assert_max_num_queries):
        procedure = desk.make_status_paper()
        send(procedure, id_number="", full_name="Người trước")
        with django_assert_max_num_queries(32):
            send(procedure)


class TestAnsweringLater:
    def test_a_letter_is_noted_and_waits(self, send):
        response = send(desk.make_status_paper(), do="submit", channel="postal")

        noted = Dossier.objects.get()
        assert (noted.status, noted.accepted_at) == ("submitted", None)
        assert response.url == f"{COUNTER}?vua={noted.code}"

    def test_the_page_then_shows_its_number_and_prints_nothing(self, send, browser):
        response = send(desk.make_status_paper(), do="submit", channel="postal")
        html = browser.get(response.url).content.decode()
        said = words(html)
        assert "Ghi nhận, chờ tiếp nhận, lúc 09:41 0001" in said
        assert "Mở hồ sơ" in said
        assert "data-print-now" not in html

    def test_what_is_to_be_refused_leads_to_its_reason(self, send, browser):
        response = send(desk.make_status_paper(), do="refuse")

        noted = Dossier.objects.get()
        assert noted.status == "submitted"
        assert response.url == f"/ho-so/{noted.code}/viec/khong-tiep-nhan/"
        assert "Lý do không tiếp nhận" in words(
            browser.get(response.url).content.decode()
        )

    def test_an_agreed_day_stands_in_the_bar(self, send):
        procedure = desk.make_status_paper()
        procedure.versions.update(agreement_allowed=True)
        paper = {"due_at": "30/11/2026", "due_ground": "Văn bản số 3"}
        bar = send(procedure, to=PREVIEW, agreed="on", **paper)
        assert fact(bar, "due") == "17:30 thứ Hai, 30/11/2026"
        assert fact(bar, "limit") == "Theo thỏa thuận"


class TestRefusing:
    def test_keeps_what_is_typed_and_says_what_to_do(self, send):
        response = send(
            desk.make_status_paper(), full_name="", phone="091200011", email="lan@"
        )
        assert response.status_code == 422
        html = response.content.decode()
        assert (
            "Còn 3 chỗ cần sửa Hãy nhập họ và tên "
            "Số điện thoại cần 10 hoặc 11 chữ số, bạn đã nhập 9 "
            "Thư điện tử cần dạng ten@vidu.vn" in words(html)
        )
        assert re.search(r"<title>\s*Lỗi:", html)
        assert value_of(response, "phone") == "091200011"
        assert value_of(response, "id_number") == desk.ID_NUMBER
        assert not Dossier.objects.exists()

    def test_of_a_channel_not_offered_stands_at_the_channel(self, send):
        response = send(
            desk.make_certified_copies(), channel="postal", copies="1", pages="1"
        )
        assert response.status_code == 422
        assert "Thủ tục này không nhận qua kênh đã chọn." in words(
            response.content.decode()
        )
        assert not Dossier.objects.exists()

    def test_of_an_external_code_already_attached_stands_at_the_code(self, send):
        procedure = desk.make_status_paper()
        code = "G22.99-261123-0009"
        send(procedure, external_code=code, id_number="")
        response = send(procedure, external_code=code, id_number="")
        assert response.status_code == 422
        assert f"Mã {code} đã gắn với một hồ sơ." in words(response.content.decode())
        assert Dossier.objects.count() == 1

    def test_of_an_office_without_its_code_says_what_is_missing(self, browser, send):
        AgencyCode.objects.all().delete()
        assert fact(browser.get(COUNTER), "code") == "–"
        response = send(desk.make_status_paper())
        assert response.status_code == 422
        assert "Chưa khai báo cơ quan." in words(response.content.decode())
        assert not Dossier.objects.exists()

    @pytest.mark.parametrize("typed", [{}, {"do": "accept"}])
    def test_of_an_empty_form_is_no_fault(self, browser, typed):
        response = browser.post(COUNTER, typed)
        assert response.status_code == (422 if typed else 200)

    def test_of_odd_values_is_no_fault(self, browser):
        names = [*PERSON, "intake_key", "procedure", "papers", "duplicate_seen", "case"]
        for odd in (b"\0", b"\xed\xa0\x80", b"\xff", b"a" * 10_000, "٤".encode()):
            body = urlencode({**dict.fromkeys(names, odd), "do": "accept"})
            response = browser.post(
                COUNTER, body, content_type="application/x-www-form-urlencoded"
            )
            assert response.status_code == 422
        assert not Dossier.objects.exists()


class TestSameForm:
    def test_sent_twice_shows_the_one_dossier_and_says_so(self, browser, send):
        procedure, key = desk.make_status_paper(), str(uuid.uuid4())
        first = send(procedure, intake_key=key)
        send(procedure, id_number="", full_name="Người sau")
        again = send(procedure, intake_key=key)
        assert (first.status_code, again.status_code) == (303, 303)
        assert again.url == first.url
        html = words(browser.get(again.url).content.decode())
        assert "Trang này đã ghi hồ sơ 0001 rồi, không ghi thêm hồ sơ mới." in html
        assert "Vừa tiếp nhận lúc 09:41 0001" in html
        assert Dossier.objects.count() == 2

    def test_shown_again_after_reload_logs_nothing(self, browser, send):
        address = send(desk.make_status_paper()).url
        for _ in range(2):
            browser.get(address)
        assert Dossier.objects.count() == 1

    def test_like_one_of_today_is_asked_about_once(self, browser, send):
        procedure = desk.make_status_paper()
        send(procedure)
        warned = send(procedure)
        assert warned.status_code == 422
        assert "Nếu đây là hồ sơ khác, hãy bấm tiếp nhận lần nữa." in words(
            warned.content.decode()
        )
        seen = value_of(warned, "duplicate_seen")
        assert send(procedure, duplicate_seen=seen).status_code == 303
        assert Dossier.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_form_sent_twice_at_once_is_one_dossier(client_of):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    slug = desk.make_status_paper().slug
    browsers = [client_of(make_clerk(username=f"quay.{n}")) for n in range(2)]
    typed = {**PERSON, "procedure": slug, "do": "accept", "intake_key": uuid.uuid4()}
    barrier, answers = threading.Barrier(2), []

    def press(browser):
        barrier.wait()
        answers.append(browser.post(COUNTER, typed))
        connection.close()

    threads = [threading.Thread(target=press, args=(b,)) for b in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [303, 303]
    assert {answer.url for answer in answers} == {
        f"{COUNTER}?vua={Dossier.objects.get().code}"
    }
