"""What a citizen whose dossier waits is told: what to bring, until when, and why."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dossiers.paying import ask_payment
from dossiers.supplementing import Missing
from dossiers.waiting import pause, resume
from tests.dossiers import desk, waits
from tests.dossiers.views.pages import main_of, page_of
from tests.dossiers.views.test_tracking import answer_of, steps_of
from tests.dossiers.waits import MISSING, ask, at, by, complete

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

WHY = "Giấy chứng sinh mờ"


@pytest.fixture(autouse=True)
def clock(office):
    desk.announce_days()
    with time_machine.travel(at("25 10:00"), tick=False) as moved:
        yield moved


@pytest.fixture
def dossier(office, clerk, officer):
    return waits.in_work(office, clerk, officer)


def look(dossier):
    address = reverse("dossiers:track_token", args=[dossier.tracking_token])
    return Client().get(address)


def test_missing_papers_are_listed_with_count_reason_and_day(dossier, office, officer):
    ask(dossier, office, by(officer, "25 09:00", WHY), Missing(MISSING.papers))

    page = look(dossier)

    assert answer_of(page) == (
        "Chờ bạn bổ sung giấy tờ Hãy mang những giấy tờ dưới đây đến Bộ phận Một cửa, "
        f"chậm nhất ngày 25/12/2026. Lý do: {WHY}. "
        "Hồ sơ được giải quyết tiếp khi đủ giấy tờ."
    )
    assert "status-panel tone-purple" in page_of(page)
    assert (
        "Giấy tờ cần bổ sung Giấy chứng sinh Bản trước bị mờ 1 bản "
        "Tờ khai theo mẫu 2 bản In phiếu bổ sung"
    ) in main_of(page)


def test_the_way_so_far_tells_of_the_request_and_promises_no_day(
    dossier, office, officer
):
    ask(dossier, office, by(officer, "25 09:00", WHY))

    steps = steps_of(look(dossier))

    assert ("done", "Đã yêu cầu bổ sung 09:00 ngày 25/11/2026") in steps
    assert ("next", "Có kết quả (chưa đến)") in steps


def test_an_expired_request_says_whom_to_ask(dossier, office, officer, clock):
    ask(dossier, office, by(officer, "25 09:00", WHY))
    clock.move_to(at("2026-12-28 09:00"))
    assert answer_of(look(dossier)) == (
        "Chờ bạn bổ sung giấy tờ Hạn bổ sung đã hết ngày 25/12/2026. "
        "Hãy gọi 024 0000 0000 trong giờ làm việc để biết hồ sơ còn được giải quyết "
        "không."
    )


def test_once_all_is_in_the_new_day_is_told_without_a_meter(
    dossier, office, officer, clerk, clock
):
    ask(dossier, office, by(officer, "25 09:00", WHY))
    complete(dossier, office, by(clerk, "27 09:00"))
    clock.move_to(at("27 09:30"))

    page = look(dossier)

    assert answer_of(page) == (
        "Đang giải quyết, còn 2 ngày làm việc "
        "Dự kiến có kết quả trước 17:30 thứ Ba, 01/12/2026."
    )
    assert "Giấy tờ cần bổ sung" not in main_of(page)
    assert ("done", "Đã hết chờ bổ sung 09:00 ngày 27/11/2026") in steps_of(page)


def test_what_is_to_be_paid_is_told(dossier, officer):
    ask_payment(dossier_id=dossier.id, by=by(officer, "25 09:00", "15.000 đồng lệ phí"))
    assert answer_of(look(dossier)) == (
        "Chờ bạn nộp phí, lệ phí 15.000 đồng lệ phí. "
        "Hồ sơ được giải quyết tiếp khi đã nộp."
    )


def test_a_pause_is_told_until_it_ends(dossier, office, officer):
    pause(dossier_id=dossier.id, by=by(officer, "25 09:00", "Chờ xác minh số 12"))
    page = look(dossier)
    assert answer_of(page).startswith(
        "Đang giải quyết, thời hạn tạm dừng Thời hạn giải quyết đang tạm dừng."
    )
    assert "Chờ xác minh số 12" not in page_of(page)

    resume(
        dossier_id=dossier.id, office=office, by=by(officer, "25 09:30", "Đã xác minh")
    )
    assert answer_of(look(dossier)).startswith("Đang giải quyết, còn 2 ngày làm việc")
