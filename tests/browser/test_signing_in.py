"""Signing in as a person does it: by typing into the form."""

from django.urls import reverse

from tests.factories import PASSWORD

LOGIN = "/tai-khoan/dang-nhap/"


def sign_in(page, username, password=PASSWORD):
    page.goto(LOGIN)
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_a_clerk_reaches_the_desk(page, clerk, office):
    sign_in(page, clerk.username)

    page.wait_for_url(f"**{reverse('dossiers:intake')}")
    assert page.get_by_role("banner").get_by_text(clerk.full_name).is_visible()


def test_an_administrator_reaches_the_administration(page, administrator, office):
    sign_in(page, administrator.username)

    page.wait_for_url(f"**{reverse('admin:index')}")


def test_the_form_fits_a_phone(phone, leader, office):
    phone.goto(LOGIN)

    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width == phone.viewport_size["width"]


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(page, clerk, office):
    sign_in(page, clerk.username, "khong-phai-mat-khau")

    assert page.get_by_label("Tên đăng nhập").input_value() == clerk.username
    page.get_by_text("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại.").wait_for()


def test_a_signed_in_browser_needs_no_form(page, signed_in, administrator, office):
    signed_in(page, administrator).goto(reverse("admin:index"))

    assert page.url.endswith(reverse("admin:index"))
