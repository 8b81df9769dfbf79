"""The main job whole, on a real installation: from the counter to the month's report.

Web, worker and relay are processes over one data folder, as `make run` starts them;
the figures printed are compared with the rows by a count of the test's own.
"""

import re
import sqlite3
from datetime import UTC, datetime
from urllib.error import URLError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest

from tests.browser.visitor import new_page
from tests.harness.installation import Installation, wait_for
from tests.papers import text_of
from tests.services import free_port

pytestmark = pytest.mark.slow

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PASSWORD = "mat-khau-dung-thu-2026"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """Run a demo ward's three processes; yield its address and data folder."""
    port = free_port()
    ward = Installation(
        tmp_path_factory.mktemp("ward"),
        DJANGO_SETTINGS_MODULE="wardportal.settings",
        DEMO_PASSWORD=PASSWORD,
        PORT=str(port),
    )
    for command in (
        ("migrate", "--verbosity", "0"),
        ("load_reference",),
        ("seed_demo", "--ward", "thanh-liet"),
        ("collectstatic", "--noinput", "--verbosity", "0"),
    ):
        ward.manage(*command)
    address = f"http://127.0.0.1:{port}"
    web = ("-m", "gunicorn", "--config", "deploy/gunicorn_conf.py", "wardportal.wsgi")
    worker = ("-m", "celery", "--app", "wardportal", "worker", "--concurrency", "1")
    with (
        ward.running(*web),
        ward.running(*worker),
        ward.running("manage.py", "relay_outbox", "--loop"),
    ):
        assert wait_for(lambda: answers(address))
        yield address, ward.var


def answers(address):
    try:
        with urlopen(f"{address}/health/ready") as answer:  # noqa: S310 -- our own server
            return answer.status == 200
    except URLError:
        return False


@pytest.fixture
def desk_of(browser, portal):
    """Return ``desk_of(username)``: a browser in which that person signed in."""
    address, _folder = portal
    contexts, faults = [], []

    def signed_in(username):
        page = new_page(browser, address, faults)
        contexts.append(page.context)
        page.goto("/tai-khoan/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda url: "dang-nhap" not in url)
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert faults == []


def test_from_the_counter_to_the_months_report(desk_of, portal):
    code = log_a_dossier(desk_of("clerk"))
    resolve_it(desk_of("officer"), code)
    hand_it_over(desk_of("clerk"), code)
    report = request_this_month(desk_of("leader"))

    received, resolved = counted_from_rows(portal[1])
    assert f"tiếp nhận {received} hồ sơ" in report
    assert f"Đã giải quyết {resolved} hồ sơ" in report


def log_a_dossier(page):
    """Log one by keyboard, read its slip back, and return its code."""
    page.wait_for_url("**/tiep-nhan/")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.get_by_text("03 ngày làm việc").or_(
        page.get_by_text("3 ngày làm việc")
    ).first.wait_for()
    page.get_by_label("Số căn cước").first.fill("001186000123")
    page.get_by_label("Họ và tên").first.fill("Nguyễn Thị Ví Dụ")
    page.keyboard.press("F8")
    page.wait_for_url("**/tiep-nhan/?vua=*")
    slip = page.get_by_role("link", name=re.compile("giấy hẹn", re.IGNORECASE))
    path = slip.first.get_attribute("href")
    words = text_of(page.request.get(path).body())
    code = path.split("/")[2]
    for part in (
        code,
        "Nguyễn Thị Ví Dụ",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    ):
        assert part in words
    return code


def resolve_it(page, code):
    page.goto(f"/ho-so/{code}/")
    page.get_by_role("button", name="Nhận giải quyết").click()
    page.get_by_role("button", name="Ghi kết quả").click()
    page.get_by_text("Có kết quả").first.wait_for()


def hand_it_over(page, code):
    page.goto(f"/ho-so/{code}/")
    page.get_by_role("button", name="Trả kết quả").click()
    page.get_by_text("Đã trả kết quả").first.wait_for()


def request_this_month(page):
    """Ask for the month up to today, wait for the worker; return the PDF's words."""
    today = datetime.now(UTC).astimezone(HANOI).date()
    page.goto("/bao-cao/")
    page.get_by_label("Kỳ báo cáo").select_option(label="Từ ngày đến ngày")
    page.get_by_label("Từ ngày").fill(f"{today.replace(day=1):%d/%m/%Y}")
    page.get_by_label("Đến hết ngày").fill(f"{today:%d/%m/%Y}")
    page.get_by_role("button", name="Tạo báo cáo").click()
    link = page.get_by_role("link", name=re.compile("Tải PDF"))
    link.wait_for(timeout=60_000)
    return text_of(page.request.get(link.get_attribute("href")).body())


def counted_from_rows(folder):
    """Count the month's receipts and resolutions straight from the table."""
    today = datetime.now(UTC).astimezone(HANOI)
    start = today.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    since = f"{start.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    rows = sqlite3.connect(f"file:{folder}/portal.sqlite3?mode=ro", uri=True)
    ask = "SELECT count(*) FROM dossiers_dossier WHERE annulled_at IS NULL AND "
    return tuple(
        rows.execute(ask + f"{column} >= ?", [since]).fetchone()[0]
        for column in ("accepted_at", "resolved_at")
    )
