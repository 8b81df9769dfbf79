"""The administrator's page after a change of the calendar: preview, then apply."""

from datetime import date, timedelta

import pytest
import time_machine

from dossiers.intake import register_dossier
from dossiers.models import Dossier, DueChange
from procedures.models import CalendarDay, CalendarYear
from tests.dossiers import desk
from tests.dossiers.views.pages import page_of, rows_of, told, words
from wardportal.office.setup import calendar_changed

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

PAGE = "/ho-so/tinh-lai-han/"
DAYS = "/quan-tri/procedures/calendarday/"


@pytest.fixture(autouse=True)
def _that_morning(office):
    desk.announce_days()
    with time_machine.travel(desk.MONDAY + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def dossier(office, clerk):
    facts = desk.facts(desk.make_status_paper())
    return register_dossier(facts=facts, by=desk.logging(office, clerk))


@pytest.fixture
def thursday_off(dossier):
    CalendarDay.objects.create(date=date(2026, 11, 26), name="Nghỉ đột xuất")
    calendar_changed()


@pytest.fixture
def browser(client_of, administrator):
    return client_of(administrator)


def test_shows_what_moves_without_names(browser, thursday_off):
    page = browser.get(PAGE)
    assert rows_of(page) == [
        [
            "261123-0001",
            "Tình trạng hôn nhân",
            "17:30 thứ Sáu, 27/11/2026",
            "17:30 thứ Hai, 30/11/2026",
        ]
    ]
    assert "1 hồ sơ đổi hạn" in words(page_of(page))
    assert "Nguyễn Thị Ví Dụ" not in page_of(page)
    assert not DueChange.objects.exists()


def test_applies_with_a_ground(browser, thursday_off):
    done = browser.post(PAGE, {"reason": "Nghỉ 26/11 theo QĐ 5"}, follow=True)
    assert told(done) == ["Đã đổi hạn 1 hồ sơ theo lịch mới."]
    assert "Không có hồ sơ nào đổi hạn." in page_of(done)
    ground = "Lịch làm việc thay đổi: Nghỉ 26/11 theo QĐ 5"
    assert DueChange.objects.get().ground == ground


def test_needs_a_ground(browser, thursday_off):
    response = browser.post(PAGE, {"reason": ""})
    assert response.status_code == 422
    assert "Hãy nhập lịch thay đổi thế nào" in page_of(response)
    assert not DueChange.objects.exists()


def test_says_what_the_calendar_lacks(browser, dossier):
    CalendarYear.objects.all().delete()
    calendar_changed()
    assert "Chưa có lịch làm việc năm 2026" in page_of(browser.get(PAGE))
    response = browser.post(PAGE, {"reason": "Nghỉ 26/11"})
    assert response.status_code == 422


def test_is_for_administrators(client_of, clerk, officer, leader):
    for user in (clerk, officer, leader):
        assert client_of(user).get(PAGE).status_code == 403


def test_a_day_saved_in_the_administration_leads_there(browser, dossier):
    said = {
        "date": "26/11/2026",
        "kind": "part",
        "closed_from": "13:30",
        "closed_until": "17:30",
        "name": "Mất điện",
        "basis": "",
    }
    saved = browser.post(f"{DAYS}add/", said, follow=True)
    assert f'<a href="{PAGE}">Xem hồ sơ nào đổi hạn</a>' in page_of(saved)
    assert CalendarDay.objects.get(name="Mất điện").closed_from.hour == 13
    assert Dossier.objects.get().due_at == dossier.due_at
