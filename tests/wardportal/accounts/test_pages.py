"""The sign-in pages as staff meet them: in Vietnamese, keeping what was typed."""

import re

import pytest
from django.urls import reverse

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_an_empty_sign_in_says_which_fields_are_missing(client, office):
    response = client.post(reverse("account_login"), {"login": "", "password": ""})
    assert response.status_code == 422
    page = text_of(response)
    assert "Còn 2 chỗ cần sửa" in page
    assert "Tên đăng nhập: Hãy điền mục này." in page
    assert "Mật khẩu: Hãy điền mục này." in page
    assert "Lỗi: Đăng nhập – phường Hoa Sen" in page


def test_a_wrong_password_keeps_the_name_and_not_the_password(client, office, clerk):
    typed = {"login": clerk.username, "password": "khong-phai-mat-khau"}
    response = client.post(reverse("account_login"), typed)
    html = response.content.decode()
    assert f'value="{clerk.username}"' in html
    assert "khong-phai-mat-khau" not in html
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại." in html


def test_signing_in_says_nothing_in_english(client, office, clerk):
    typed = {"login": clerk.username, "password": PASSWORD}
    response = client.post(reverse("account_login"), typed)
    assert response.status_code == 302
    signing_out = client.get(reverse("account_logout"))
    assert "Successfully" not in text_of(signing_out)
    assert "Đăng xuất khỏi máy này?" in text_of(signing_out)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_change_password", "Đổi mật khẩu"),
        ("account_reauthenticate", "Nhập lại mật khẩu"),
        ("mfa_index", "Bảo vệ hai lớp"),
    ],
)
def test_account_pages_wear_the_desks_frame(client_of, office, clerk, name, heading):
    response = client_of(clerk).get(reverse(name))
    html = response.content.decode()
    assert f"<h1>{heading}</h1>" in html
    assert 'class="staff-head"' in html


def test_a_locked_account_says_how_long(client, office, clerk):
    typed = {"login": clerk.username, "password": "khong-phai-mat-khau"}
    for _ in range(5):
        response = client.post(reverse("account_login"), typed)
    assert "Đã nhập sai 5 lần liên tiếp từ máy này. Hãy đợi 15 phút" in text_of(
        response
    )
