"""The whole work without scripts: plain pages, links, forms and buttons.

Everything is found by the words on the page, as tests.walk.plain_browser does.
"""

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Dossier
from tests.dossiers import desk
from tests.factories import PASSWORD
from tests.papers import text_of
from tests.walk.plain_browser import PlainBrowser
from wardportal.celery import app
from wardportal.outbox.relay import relay_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office_hours(office, settings, tmp_path, time_machine):
    """Stand in an office with two procedures, on a Monday morning."""
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(desk.MONDAY)
    desk.announce_days()
    desk.make_status_paper()
    desk.make_certified_copies()


def visitor():
    return PlainBrowser(Client(enforce_csrf_checks=True)).open("/")


def sign_in(user):
    browser = visitor().follow("Cán bộ đăng nhập")
    browser.fill("Tên đăng nhập", user.username).fill("Mật khẩu", PASSWORD)
    return browser.press("Đăng nhập")


def log_dossier(clerk, name="Nguyễn Thị Ví Dụ", id_number=desk.ID_NUMBER):
    """Log a dossier at the counter; return the page that follows."""
    browser = sign_in(clerk).tick("Tình trạng hôn nhân")
    browser.fill("Họ và tên", name).fill("Số căn cước", id_number)
    return browser.press("Tiếp nhận, in giấy hẹn")


def test_a_dossier_goes_from_the_counter_into_its_owners_hands(clerk, officer):
    counter = log_dossier(clerk)
    assert "0001" in counter.text
    dossier = Dossier.objects.get()

    at_work = sign_in(officer).follow("Còn hạn").follow(dossier.short_code)
    at_work.press("Nhận giải quyết")
    assert "Đang giải quyết" in at_work.text
    at_work.press("Ghi kết quả")
    assert "Có kết quả" in at_work.text

    counter.follow("Hồ sơ").follow("Chờ trả").follow("Trả kết quả")
    assert counter.value("Họ tên người nhận kết quả") == "Nguyễn Thị Ví Dụ"
    counter.press("Trả kết quả")
    assert "Đã trả kết quả" in counter.text

    citizen = visitor().follow("Tra cứu hồ sơ")
    citizen.fill("Mã hồ sơ", dossier.code).fill("4 số cuối", desk.ID_NUMBER[-4:])
    citizen.press("Tra cứu")
    assert "Đã trả kết quả" in citizen.text
    dossier.refresh_from_db()
    assert (dossier.status, dossier.officer) == ("returned", officer)


def test_the_counter_reckons_due_moment_and_fee_before_saving(clerk):
    counter = sign_in(clerk).tick("Tình trạng hôn nhân").press("Tính hạn và lệ phí")
    assert "17:30 thứ Sáu, 27/11/2026" in counter.text
    assert "15.000 đồng" in counter.text
    assert not Dossier.objects.exists()


def test_the_counters_box_answers_to_enter(clerk):
    counter = sign_in(clerk).enter("Quét hoặc gõ", "hon nhan")
    counter.enter("Quét hoặc gõ", desk.ID_NUMBER)
    assert counter.value("Số căn cước") == desk.ID_NUMBER
    counter.fill("Họ và tên", "Nguyễn Thị Ví Dụ").press("Tiếp nhận, in giấy hẹn")
    assert Dossier.objects.get().procedure.slug == "tinh-trang-hon-nhan"


def test_certified_copies_are_done_in_one_visit(clerk):
    counter = sign_in(clerk).enter("Quét hoặc gõ", "1")
    counter.fill("Họ và tên", "Nguyễn Thị Ví Dụ").fill("Số bản", "3")
    counter.press("Tiếp nhận, trả ngay")
    assert "Vừa trả kết quả" in counter.text
    assert Dossier.objects.get().copies == 3


def test_a_fault_at_the_counter_keeps_what_was_typed(clerk):
    counter = sign_in(clerk).tick("Tình trạng hôn nhân")
    counter.fill("Số căn cước", "00118600012").fill("Nơi cư trú", "12 ngõ 34")
    counter.press("Tiếp nhận, in giấy hẹn")
    assert counter.status == 422
    assert "Số căn cước cần 12 chữ số, bạn đã nhập 11" in counter.text
    assert counter.value("Nơi cư trú") == "12 ngõ 34"
    assert not Dossier.objects.exists()


def test_several_dossiers_are_taken_at_once(clerk, officer):
    log_dossier(clerk)
    log_dossier(clerk, name="Trần Văn Ví Dụ", id_number="001086000124")
    at_work = sign_in(officer).follow("Còn hạn")
    for dossier in Dossier.objects.all():
        at_work.tick(f"Chọn hồ sơ {dossier.short_code}")
    at_work.press("Nhận giải quyết")
    assert "Nhận giải quyết: 2 hồ sơ." in at_work.text
    assert {dossier.officer for dossier in Dossier.objects.all()} == {officer}


def test_a_dossier_is_found_by_a_name_and_refused_with_a_reason(clerk, officer):
    log_dossier(clerk)
    at_work = sign_in(officer).enter("Tìm hồ sơ, họ tên", "nguyen thi vi du")
    at_work.follow(Dossier.objects.get().short_code).press("Nhận giải quyết")
    at_work.follow("Từ chối hồ sơ…").press("Từ chối hồ sơ")
    assert "Hãy nhập lý do từ chối" in at_work.text
    at_work.fill("Lý do từ chối", "Chưa đủ điều kiện.").press("Từ chối hồ sơ")
    assert "Chưa đủ điều kiện." in at_work.text
    assert Dossier.objects.get().status == "refused"


def test_a_leader_asks_for_a_report_and_downloads_it(clerk, leader):
    log_dossier(clerk)
    reader = sign_in(leader).follow("Báo cáo")
    reader.choose("Kỳ báo cáo", "Tháng 11 năm 2026, đến nay").press("Tạo báo cáo")
    assert "Đang chờ" in reader.text

    done = relay_once(moment=timezone.now(), publish=run)
    assert done.sent == 1
    reader.open(reader.address)
    assert reader.heading == "Báo cáo tháng 11 năm 2026"
    reader.follow("Tải PDF")
    printed = text_of(b"".join(reader.answer.streaming_content))
    assert "tiếp nhận 01 hồ sơ" in printed


def test_a_citizen_finds_what_a_procedure_needs():
    citizen = visitor().fill("Tìm thủ tục", "hon nhan").press("Tìm")
    citizen.follow("Cấp giấy xác nhận tình trạng hôn nhân")
    assert citizen.heading == "Cấp giấy xác nhận tình trạng hôn nhân"
    assert "Tờ khai theo mẫu" in citizen.text


def run(task, reference):
    """Do at once what the worker would be sent."""
    app.loader.import_default_modules()
    app.tasks[task](reference)
