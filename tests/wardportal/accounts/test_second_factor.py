"""Where the installation asks for it, leaders and administrators need two factors."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ACTIVATE = "/tai-khoan/hai-lop/bat/"


@pytest.fixture(autouse=True)
def _required(settings, office):
    settings.SECOND_FACTOR_REQUIRED = True


def give_second_factor(user):
    """Return the code that the user's telephone shows now."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return lambda: code_of(secret)


def code_of(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def sign_in(user, **extra):
    browser = Client(**extra)
    browser.post(
        reverse("account_login"), {"login": user.username, "password": PASSWORD}
    )
    return browser


@pytest.mark.parametrize("who", ["leader", "administrator"])
def test_without_one_they_are_sent_to_switch_it_on(who, request):
    browser = sign_in(request.getfixturevalue(who))
    assert browser.get(reverse("desk")).url == ACTIVATE
    assert browser.get(reverse("admin:index")).status_code in {302, 403}


@pytest.mark.parametrize("who", ["clerk", "officer"])
def test_others_work_with_a_password(who, request, client_of):
    browser = client_of(request.getfixturevalue(who))
    assert browser.get(reverse("desk")).url != ACTIVATE


def test_the_setting_is_off_unless_asked_for(settings, leader):
    settings.SECOND_FACTOR_REQUIRED = False
    assert sign_in(leader).get(reverse("desk")).url != ACTIVATE


def test_switching_it_on_asks_for_the_password_once_more_and_opens_the_desk(leader):
    browser = sign_in(leader)
    again = browser.get(ACTIVATE).url
    assert again.startswith("/tai-khoan/xac-nhan-lai/")
    assert browser.post(again, {"password": PASSWORD}).url == ACTIVATE
    page = browser.get(ACTIVATE)
    assert "Bật lớp bảo vệ thứ hai" in page.content.decode()
    browser.post(ACTIVATE, {"code": code_of(page.context["form"].secret)})
    assert Authenticator.objects.filter(user=leader, type="totp").exists()
    assert browser.get(reverse("desk")).url != ACTIVATE


def test_the_way_out_stays_open(leader):
    assert sign_in(leader).post(reverse("account_logout")).url == reverse("home")


def test_signing_in_then_asks_for_the_code_and_takes_it(leader):
    code = give_second_factor(leader)
    browser = sign_in(leader)
    assert browser.get(reverse("desk")).url.startswith(reverse("account_login"))
    asked = browser.get(reverse("mfa_authenticate"))
    assert "Xác nhận lớp thứ hai" in asked.content.decode()
    browser.post(reverse("mfa_authenticate"), {"code": code()})
    assert browser.get(reverse("desk")).url != ACTIVATE
    assert "_auth_user_id" in browser.session


def test_a_wrong_code_lets_nobody_in_and_says_so(leader):
    give_second_factor(leader)
    browser = sign_in(leader)
    answer = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Mã chưa đúng." in answer.content.decode()
    assert "_auth_user_id" not in browser.session


def test_a_sign_in_that_is_half_done_can_be_left_for_another_account(leader, clerk):
    give_second_factor(leader)
    browser = sign_in(leader)
    left = browser.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert left.url == reverse("account_login")
    assert browser.get(reverse("mfa_authenticate")).url == reverse("account_login")


def test_five_wrong_codes_hold_up_a_thief_who_knows_the_password(leader):
    code = give_second_factor(leader)
    with time_machine.travel(MORNING, tick=False) as clock:
        for _ in range(5):
            browser = sign_in(leader)
            browser.post(reverse("mfa_authenticate"), {"code": "000000"})
        elsewhere = sign_in(leader, REMOTE_ADDR="10.0.0.9")
        held_up = elsewhere.post(reverse("mfa_authenticate"), {"code": code()})
        assert "Hãy đợi 3 phút rồi thử lại." in held_up.content.decode()
        clock.shift(timedelta(minutes=3))
        elsewhere.post(reverse("mfa_authenticate"), {"code": code()})
        assert "_auth_user_id" in elsewhere.session


def test_the_secret_of_the_telephone_is_sealed_in_the_database(leader):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(leader, secret)
    row = Authenticator.objects.get(user=leader)
    assert secret not in str(row.data)
    assert row.data["secret"].startswith("t1$")
    assert get_adapter().decrypt(row.data["secret"]) == secret
