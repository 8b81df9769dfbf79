"""A secret cannot be guessed at from within a session either."""

import pytest
from django.urls import reverse

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

NEW = "cay-da-ben-nuoc-2026"


def change(browser, old):
    return browser.post(
        reverse("account_change_password"),
        {"oldpassword": old, "password1": NEW, "password2": NEW},
    )


def test_the_password_is_changed_by_who_knows_the_old_one(office, clerk, client_of):
    change(client_of(clerk), PASSWORD)
    clerk.refresh_from_db()
    assert clerk.check_password(NEW)


def test_five_wrong_old_passwords_end_the_guessing(office, clerk, client_of):
    browser = client_of(clerk)
    for _ in range(5):
        change(browser, "sai-mat-khau")
    answer = change(browser, PASSWORD)
    assert "Hãy đợi 3 phút rồi thử lại." in answer.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_wrong_passwords_to_confirm_oneself_lock_as_at_the_door(
    office, clerk, client_of
):
    browser = client_of(clerk)
    for _ in range(5):
        browser.post(reverse("account_reauthenticate"), {"password": "sai-mat-khau"})
    typed = {"login": clerk.username, "password": PASSWORD}
    assert browser.post(reverse("account_login"), typed).status_code == 429


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("ngan", "ít nhất 12"),
        ("123456789012345", "chữ số"),
    ],
)
def test_an_easy_password_is_refused_with_the_reason(
    office, clerk, client_of, new, sentence
):
    answer = client_of(clerk).post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert sentence in answer.content.decode()
