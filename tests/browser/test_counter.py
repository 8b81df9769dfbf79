"""The counter by keyboard alone, as a clerk with a scanner works."""

from datetime import date

import pytest
from django.utils import timezone

from dossiers.models import Dossier
from procedures.reference import load_calendar
from tests.dossiers import desk
from tests.factories import ApplicantFactory
from tests.papers import text_of

COUNTER = "/tiep-nhan/"
PHONE_KEYBOARD = {"width": 390, "height": 844}


@pytest.fixture
def counter(page, signed_in, clerk, office):
    """Open the counter with two numbered procedures; the box has the focus."""
    load_calendar(day=timezone.localdate())
    desk.make_status_paper()
    desk.make_certified_copies()
    signed_in(page, clerk).goto(COUNTER)
    return page


@pytest.fixture
def known_person(db):
    return ApplicantFactory(
        full_name="Lê Thị Ví Dụ",
        id_number=desk.ID_NUMBER,
        birth_date=date(1986, 11, 5),
        phone="0912000111",
    )


def line(page, text):
    """Type or scan a line into whatever has the focus."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def fact(page, key):
    return page.locator(f"[data-fact={key}]")


def shows(page, key, words):
    fact(page, key).get_by_text(words, exact=True).wait_for()


def has_focus(page, identity):
    page.wait_for_function("id => document.activeElement.id === id", arg=identity)


def saved_number(page):
    page.wait_for_url("**/tiep-nhan/?vua=*")
    return page.locator(".flash-card-code").inner_text()


def test_a_dossier_is_logged_and_its_number_shown(counter):
    line(counter, "4")
    shows(counter, "limit", "3 ngày làm việc")
    shows(counter, "fee", "15.000 đồng")
    line(counter, desk.ID_NUMBER)
    has_focus(counter, "id_full_name")
    line(counter, "Nguyễn Thị Ví Dụ")
    line(counter, "05/11/1986")
    counter.keyboard.type("0912000111")
    counter.keyboard.press("F8")

    assert saved_number(counter) == "0001"
    has_focus(counter, "scan-box")
    assert counter.locator("#id_full_name").input_value() == ""
    dossier = Dossier.objects.get()
    assert dossier.applicant.full_name == "Nguyễn Thị Ví Dụ"
    assert dossier.applicant.birth_date == date(1986, 11, 5)


def test_a_known_person_takes_three_keys_after_the_scan(counter, known_person):
    line(counter, desk.ID_NUMBER)
    counter.get_by_text("Từ hồ sơ cũ").wait_for()
    for key in ("4", "Enter", "F8"):
        counter.keyboard.press(key)

    assert saved_number(counter) == "0001"
    assert Dossier.objects.get().applicant == known_person


def test_the_slip_is_printed_once_without_leaving_the_page(counter, known_person):
    line(counter, desk.ID_NUMBER)
    counter.get_by_text("Từ hồ sơ cũ").wait_for()
    line(counter, "4")
    counter.keyboard.press("Control+Enter")
    saved_number(counter)
    code = Dossier.objects.get().code
    frame = counter.locator("iframe[data-print-frame]")
    assert frame.get_attribute("src") == f"/ho-so/{code}/giay-hen.pdf"

    words = text_of(counter.request.get(f"/ho-so/{code}/giay-hen.pdf").body())
    for part in (code, "Lê Thị Ví Dụ", "3 ngày làm việc", "15.000 đồng"):
        assert part in words

    counter.reload()
    assert frame.count() == 0
    counter.keyboard.press("Control+p")
    assert frame.get_attribute("src").endswith(f"/ho-so/{code}/giay-hen.pdf")


def test_certified_copies_are_done_in_one_visit(counter, known_person):
    line(counter, desk.ID_NUMBER)
    counter.get_by_text("Từ hồ sơ cũ").wait_for()
    line(counter, "1")
    counter.get_by_label("Số bản", exact=True).fill("3")
    counter.get_by_label("Số trang bản chính").fill("5")
    shows(counter, "fee", "21.000 đồng")
    counter.keyboard.press("F8")

    assert saved_number(counter) == "0001"
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.fee_amount) == ("returned", 21_000)
    assert counter.locator("iframe[data-print-frame]").count() == 0


def test_enter_in_a_field_goes_on_and_never_saves(counter):
    line(counter, "4")
    counter.locator("#id_id_number").focus()
    visited = []
    for _ in range(4):
        counter.keyboard.press("Enter")
        visited.append(counter.evaluate("document.activeElement.id"))
    assert visited == ["id_full_name", "id_birth_date", "id_phone", "id_address"]
    assert not Dossier.objects.exists()


def test_found_procedures_are_walked_with_arrows(counter):
    desk.make_procedure(name="Chứng thực A", slug="a", search_text=" chung thuc a")
    line(counter, "chung thuc")
    counter.get_by_role("button", name="Chứng thực A").wait_for()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        counter.keyboard.press(key)
    counter.locator("input[value=a]:checked").wait_for(state="attached")
    has_focus(counter, "scan-box")
    assert counter.locator("[data-found]").count() == 0


def test_escape_empties_the_box_and_stray_keys_return_to_it(counter):
    line(counter, "khong co gi")
    counter.get_by_text("Không tìm thấy thủ tục nào").wait_for()
    counter.keyboard.type("4")
    counter.keyboard.press("Escape")
    assert counter.locator("#scan-box").input_value() == ""
    counter.evaluate("document.activeElement.blur()")
    counter.keyboard.type("1")
    assert counter.locator("#scan-box").input_value() == "1"
    counter.locator("#id_phone").focus()
    counter.keyboard.press("F2")
    has_focus(counter, "scan-box")


def test_what_is_typed_while_the_server_answers_stays(counter):
    def answer_late(route):
        counter.wait_for_timeout(400)
        route.continue_()

    counter.route("**/tinh-han/", answer_late)
    counter.get_by_label("Có giấy ủy quyền").check()
    name = counter.locator("#id_full_name")
    name.press_sequentially("Nguyễn Ví Dụ", delay=60)
    counter.get_by_label("Họ và tên người nộp thay").wait_for()
    name.press_sequentially(" Hai")
    assert name.input_value() == "Nguyễn Ví Dụ Hai"


def test_a_fault_is_shown_with_what_was_typed(counter):
    line(counter, "4")
    shows(counter, "limit", "3 ngày làm việc")
    counter.locator("#id_phone").fill("091200011")
    counter.keyboard.press("F8")
    counter.get_by_role("alert").get_by_text("Hãy nhập họ và tên").click()
    has_focus(counter, "id_full_name")
    assert counter.locator("#id_phone").input_value() == "091200011"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    "size", [(1280, 768), (1366, 740)], ids=lambda size: f"{size[0]}x{size[1]}"
)
@pytest.mark.parametrize("number", ["1", "4"])
def test_the_counter_fits_without_scrolling(counter, size, number):
    width, height = size
    counter.set_viewport_size({"width": width, "height": height})
    line(counter, number)
    shows(counter, "limit", "3 ngày làm việc" if number == "4" else "ngay trong ngày")
    page = counter.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert page == [width, height]


def test_the_counter_fits_a_phone(counter):
    counter.set_viewport_size(PHONE_KEYBOARD)
    line(counter, "4")
    shows(counter, "limit", "3 ngày làm việc")
    assert counter.evaluate("document.documentElement.scrollWidth") == 390
