"""Leaders see and print where the evidence chain ended on each day."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from reports.views.heads import in_groups
from wardportal.history.chain import Draft, record
from wardportal.history.headbook import note_each_day

pytestmark = pytest.mark.django_db

PAGE = reverse("reports:heads")
MOMENT = datetime(2026, 11, 22, 17, 1, tzinfo=UTC)
"""00:01 of 23/11/2026 at the office."""


@pytest.fixture
def browser(office, client_of, leader):
    return client_of(leader)


def test_before_the_first_day_says_when_one_is_written(browser):
    assert "Chưa ghi mã của ngày nào." in browser.get(PAGE).content.decode()


def test_tells_each_day_and_the_present(browser):
    days = []
    for number in range(2):
        moment = MOMENT + timedelta(days=number)
        days.append(record(Draft("tried", moment, "office", UUID(int=1))))
        note_each_day(moment=moment)
    last = record(Draft("tried", MOMENT, "office", UUID(int=1)))
    page = browser.get(PAGE).content.decode()
    said = [in_groups(event.mac) for event in (last, days[1], days[0])]
    places = [page.index(mac) for mac in said]
    assert places == sorted(places)


def test_codes_are_spaced_out_to_be_compared_with_paper():
    assert in_groups("0123456789abcdef01") == "01234567 89abcdef 01"


def test_of_many_days_shows_the_last_month(browser):
    for number in range(40):
        note_each_day(moment=MOMENT + timedelta(days=number))
    assert browser.get(PAGE).content.decode().count("chưa có sự kiện") == 31


def test_says_that_the_book_was_altered(browser, settings):
    note_each_day(moment=MOMENT)
    text = settings.HEAD_BOOK.read_text().replace('"sequence": "0"', '"sequence": "9"')
    settings.HEAD_BOOK.write_text(text)
    page = browser.get(PAGE).content.decode()
    assert "Sổ mã bằng chứng đã bị sửa ở dòng 1." in page


@pytest.mark.parametrize("who", ["clerk", "officer"])
def test_is_for_leaders_and_administrators(office, request, client_of, who):
    assert client_of(request.getfixturevalue(who)).get(PAGE).status_code == 403
