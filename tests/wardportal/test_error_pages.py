"""Pages shown when something failed; two of them may not ask the database."""

from django.template.loader import render_to_string
from django.test import RequestFactory


def test_the_500_page_needs_no_database_and_says_what_became_of_the_input():
    html = render_to_string("500.html")
    assert "<h1>Trang đang gặp sự cố</h1>" in html
    assert "Dữ liệu bạn nhập chưa được gửi." in html


def test_the_503_page_needs_no_database_and_works_without_a_phone_number():
    html = render_to_string("503.html")
    assert "Hãy đợi một phút rồi gửi lại." in html
    assert "tel:" not in html


def test_the_503_page_gives_phone_and_hours_where_they_are_known():
    html = render_to_string(
        "503.html", {"phone": "024 0000 0000", "opening_hours": "08:00–12:00"}
    )
    assert '<a href="tel:024 0000 0000">024 0000 0000</a>' in html
    assert "trong giờ làm việc: 08:00–12:00." in " ".join(html.split())


def test_the_404_page_offers_the_home_page_and_the_phone(office, citizen):
    request = RequestFactory().get("/khong-co/")
    request.user = citizen
    request.resolver_match = None
    html = render_to_string("404.html", request=request)
    assert "<h1>Không tìm thấy trang này</h1>" in html
    assert f'<a href="tel:{office.phone}">' in html


def refused(user):
    request = RequestFactory().get("/")
    request.user = user
    request.resolver_match = None
    return " ".join(render_to_string("403.html", request=request).split())


def test_the_403_page_says_whom_to_ask(office, clerk):
    assert "hãy báo quản trị của phường giao thêm vai trò" in refused(clerk)


def test_the_403_page_leads_back_to_ones_work_if_one_has_any(office, clerk, stranger):
    assert '<a href="/lam-viec/">Về trang làm việc</a>' in refused(clerk)
    assert "/lam-viec/" not in refused(stranger)
