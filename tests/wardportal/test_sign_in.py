"""Signing in and out: locked after guesses, fresh keys, dead sessions."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests import people
from tests.factories import PASSWORD
from wardportal.idleness import IDLE_SECONDS

pytestmark = pytest.mark.django_db

SIGN_IN = "/tai-khoan/dang-nhap/"
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _office(office):
    """Every page names its office."""


def sign_in(browser, password=PASSWORD, name="tiep.nhan", **extra):
    return browser.post(SIGN_IN, {"login": name, "password": password}, **extra)


def guess_wrongly(browser, times=5, **extra):
    return [sign_in(browser, "sai-mat-khau", **extra).status_code for _ in range(times)]


def is_signed_in(browser):
    return browser.get(reverse("account_change_password")).status_code == 200


def test_the_right_password_opens_the_desk(clerk):
    browser = Client()
    assert sign_in(browser).url == reverse("desk")
    assert is_signed_in(browser)


def test_five_wrong_passwords_lock_that_name_at_that_machine(clerk):
    browser = Client()
    assert guess_wrongly(browser) == [422, 422, 422, 422, 429]
    locked = sign_in(browser)
    assert locked.status_code == 429
    assert "<h1>Tạm khóa đăng nhập</h1>" in locked.content.decode()
    assert not is_signed_in(browser)


def test_the_page_of_a_lock_shows_no_name_and_no_address(clerk):
    browser = Client()
    guess_wrongly(browser)
    page = sign_in(browser).content.decode()
    assert "tiep.nhan" not in page
    assert "127.0.0.1" not in page


def test_a_lock_holds_nobody_up_at_another_machine_or_under_another_name(clerk):
    guess_wrongly(Client(), REMOTE_ADDR="10.0.0.5")
    people.make_officer()
    assert sign_in(Client(), name="thu.ly", REMOTE_ADDR="10.0.0.5").status_code == 302
    assert sign_in(Client(), REMOTE_ADDR="10.0.0.6").status_code == 302


def test_a_lock_ends_after_a_quarter_of_an_hour(clerk):
    with time_machine.travel(MORNING, tick=False) as clock:
        guess_wrongly(Client())
        clock.shift(timedelta(minutes=14))
        assert sign_in(Client()).status_code == 429
        clock.shift(timedelta(minutes=2))
        assert sign_in(Client()).status_code == 302


def test_a_right_password_forgives_the_wrong_ones_before(clerk):
    browser = Client()
    guess_wrongly(browser, times=4)
    sign_in(browser)
    assert guess_wrongly(Client(), times=4) == [422, 422, 422, 422]


def test_an_unknown_name_and_a_wrong_password_are_told_the_same(clerk):
    def answer(name):
        page = sign_in(Client(), "sai-mat-khau", name=name).content.decode()
        return re.sub(r"csrfmiddlewaretoken[^>]*>", "", page).replace(name, "")

    assert answer("tiep.nhan") == answer("khong.co")


def test_a_password_is_never_in_the_address_or_the_log(clerk, caplog):
    sign_in(Client(), "mat-khau-bi-mat")
    guess_wrongly(Client())
    assert "mat-khau-bi-mat" not in caplog.text
    assert "sai-mat-khau" not in caplog.text


def test_signing_in_changes_the_key_of_the_session(clerk):
    browser = Client()
    browser.get(SIGN_IN)
    session = browser.session
    session["seen"] = True
    session.save()
    browser.cookies["sessionid"] = before = session.session_key
    sign_in(browser)
    assert browser.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_needs_a_button_and_ends_the_session_on_the_server(clerk):
    browser = Client()
    sign_in(browser)
    stolen = browser.cookies["sessionid"].value
    browser.get(reverse("account_logout"))
    assert is_signed_in(browser)
    browser.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not is_signed_in(thief)


def test_an_account_that_was_ended_is_out_at_its_next_click(clerk):
    browser = Client()
    sign_in(browser)
    clerk.is_active = False
    clerk.save(update_fields=["is_active"])
    assert not is_signed_in(browser)
    assert sign_in(Client()).status_code == 422


def test_a_new_password_ends_the_sessions_of_the_old_one(clerk):
    browser = Client()
    sign_in(browser)
    clerk.set_password("mat-khau-moi-tinh-1")
    clerk.save(update_fields=["password"])
    assert not is_signed_in(browser)


def test_nobody_signs_up(clerk):
    assert Client().get("/tai-khoan/dang-ky/").status_code == 404
    assert Client().post("/tai-khoan/dang-ky/", {}).status_code == 404


def test_half_an_hour_without_a_click_asks_to_sign_in_again(clerk):
    browser = Client()
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(browser)
        clock.shift(IDLE_SECONDS + 1)
        assert not is_signed_in(browser)
        clock.shift(-IDLE_SECONDS)
        assert not is_signed_in(browser)


def test_working_steadily_keeps_one_signed_in_until_twelve_hours_are_over(clerk):
    browser = Client()
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(browser)
        for _ in range(12 * 3 - 1):
            clock.shift(timedelta(minutes=20))
            assert is_signed_in(browser)
        clock.shift(timedelta(minutes=21))
        assert not is_signed_in(browser)


def test_a_click_within_the_minute_writes_nothing(clerk, django_assert_num_queries):
    browser = Client()
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(browser)
        clock.shift(timedelta(seconds=59))
        browser.get(reverse("desk"))
        session = Session.objects.get(session_key=browser.cookies["sessionid"].value)
        assert "last_use" not in session.get_decoded()
