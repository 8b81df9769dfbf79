"""An officer takes and finishes what is due, a clerk hands the result over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.dossiers.moves import make_dossier

LIST = "/ho-so/"


@pytest.fixture
def late(office):
    """Make two dossiers that were due yesterday, the first by an hour before the other."""
    now = timezone.now()
    return [
        make_dossier(
            code=f"H00.00.01-261116-{number:04d}",
            day_number=number,
            accepted_at=now - timedelta(days=4),
            due_at=now - timedelta(days=1, hours=2 - number),
            applicant__full_name=f"Nguyễn Ví Dụ {number}",
            applicant__folded_name=f"nguyen vi du {number}",
        )
        for number in (1, 2)
    ]


@pytest.fixture
def at_desk(page, signed_in, officer):
    return signed_in(page, officer)


def test_from_the_list_to_the_result_in_the_hands_of_its_owner(
    open_page, signed_in, late, officer, clerk
):
    desk = signed_in(open_page(), officer)
    desk.goto(LIST)
    desk.get_by_role("row", name="261116-0001").get_by_role(
        "link", name="Nhận giải quyết"
    ).click()
    desk.get_by_role("button", name="Nhận giải quyết").click()
    desk.get_by_text("Nhận giải quyết: đã ghi.").wait_for()
    desk.get_by_role("button", name="Ghi kết quả").click()
    desk.get_by_text("Ghi kết quả: đã ghi.").wait_for()

    counter = signed_in(open_page(), clerk)
    counter.goto(LIST)
    counter.get_by_role("link", name="Chờ trả").click()
    counter.get_by_role("row", name="261116-0001").get_by_role(
        "link", name="Trả kết quả"
    ).click()
    collector = counter.get_by_label("Họ tên người nhận kết quả")
    assert collector.input_value() == "Nguyễn Ví Dụ 1"
    collector.fill("Trần Văn Thay")
    counter.get_by_role("button", name="Trả kết quả").click()

    counter.get_by_text("Người nhận kết quả: Trần Văn Thay").wait_for()
    first = late[0]
    first.refresh_from_db()
    assert (first.status, first.officer) == ("returned", officer)


def test_two_windows_on_one_dossier_make_one_move(open_page, signed_in, late, officer):
    windows = [signed_in(open_page(), officer) for _ in range(2)]
    for window in windows:
        window.goto(f"{LIST}{late[0].code}/")
    for window in windows:
        window.get_by_role("button", name="Nhận giải quyết").click()

    windows[1].get_by_text("Bạn vừa ghi “Nhận giải quyết”").wait_for()


def test_rows_are_walked_picked_and_opened_by_keys(at_desk, late):
    at_desk.goto(LIST)
    at_desk.keyboard.press("ArrowDown")
    at_desk.keyboard.press("ArrowDown")
    at_desk.keyboard.press("Space")
    at_desk.get_by_text("Đã chọn 1 hồ sơ").wait_for()
    assert at_desk.get_by_label("Chọn hồ sơ 261116-0002").is_checked()

    at_desk.keyboard.press("/")
    at_desk.keyboard.type("/ 2")
    search = at_desk.get_by_label("Mã, họ tên hoặc căn cước")
    assert search.input_value() == "/ 2"

    at_desk.get_by_role("heading", name="Hồ sơ cần xử lý").click()
    at_desk.keyboard.press("ArrowUp")
    at_desk.keyboard.press("Enter")
    at_desk.wait_for_url(f"**{LIST}{late[0].code}/?ds=*")


def test_a_name_is_found_and_stands_in_no_address(at_desk, late):
    at_desk.goto(LIST)
    at_desk.keyboard.press("/")
    at_desk.keyboard.type("nguyễn ví dụ")
    at_desk.keyboard.press("Enter")

    at_desk.get_by_role("heading", name="Kết quả tìm").wait_for()
    assert at_desk.get_by_role("row").count() == 3
    assert "nguy" not in at_desk.url


def test_all_rows_are_picked_and_taken_at_once(at_desk, late, officer):
    at_desk.goto(LIST)
    at_desk.get_by_label("Chọn cả trang").check()
    at_desk.get_by_text("Đã chọn 2 hồ sơ").wait_for()

    at_desk.get_by_role("button", name="Nhận giải quyết").click()

    at_desk.get_by_text("Nhận giải quyết: 2 hồ sơ.").wait_for()
    for dossier in late:
        dossier.refresh_from_db()
        assert dossier.officer == officer


def test_counts_are_renewed_each_minute_and_news_is_told(at_desk, late):
    at_desk.clock.install()
    at_desk.goto(LIST)
    first = late[0]
    make_dossier(accepted_at=first.accepted_at, due_at=first.due_at)

    at_desk.clock.run_for(61_000)

    at_desk.get_by_text("Có 1 hồ sơ mới, tải lại trang để xem.").wait_for()
    today = at_desk.get_by_role("link", name="Cần làm hôm nay")
    assert today.inner_text().split()[-1] == "3"
    assert at_desk.get_by_role("row").count() == 3  # the head and the two rows


def test_an_abandoned_desk_asks_for_nothing_more(at_desk, late):
    at_desk.clock.install()
    at_desk.goto(LIST)
    at_desk.clock.run_for(301_000)
    asked = []
    at_desk.on("request", lambda request: asked.append(request.url))

    at_desk.clock.run_for(600_000)

    assert asked == []


@pytest.mark.parametrize("query", ["", "?q=nguyen", "?nhom=cho-tra"])
def test_the_list_fits_a_phone(phone, signed_in, officer, late, query):
    signed_in(phone, officer).goto(f"{LIST}{query}")

    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width == phone.viewport_size["width"]


def test_a_citizen_scans_the_receipt_with_a_phone(phone, late):
    phone.goto(f"/t/{late[0].tracking_token}/")

    phone.get_by_role("heading", name="Đang giải quyết, quá hạn").wait_for()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width == phone.viewport_size["width"]


def test_a_citizen_looks_up_a_dossier_by_its_code(page, late):
    late[0].applicant.phone = "0912000111"
    late[0].applicant.save()
    page.goto("/tra-cuu/")
    page.get_by_label("Mã hồ sơ").fill(late[0].code)
    page.get_by_role("button", name="Tra cứu").click()
    page.get_by_text("Mức độ hoàn thành: 25%").wait_for()

    page.get_by_label("4 số cuối của căn cước hoặc điện thoại").fill("0111")
    page.get_by_role("button", name="Xem đầy đủ").click()

    page.get_by_role("heading", name="Đang giải quyết, quá hạn").wait_for()
    assert page.url.endswith("/tra-cuu/")
