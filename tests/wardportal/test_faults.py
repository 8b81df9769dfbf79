"""A broken database, a stale form, an odd request: each is a page that says what to do."""

import http.client
import socket

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory
from django.urls import path

from tests.harness.installation import Installation, wait_for
from wardportal import faults
from wardportal.urls import handler500 as handler, urlpatterns as real_urls

handler500 = handler


def break_down(request):
    raise {
        "operational": OperationalError("server closed the connection to 10.0.0.1"),
        "interface": InterfaceError("connection already closed"),
        "other": ValueError("Lê Thị Ví Dụ"),
    }[request.GET["how"]]


urlpatterns = [*real_urls, path("vo/", break_down, name="home")]


@pytest.fixture
def browser(settings):
    """Return a browser that is shown what people are shown, on breakable pages."""
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("how", ["operational", "interface"])
def test_a_fault_of_the_database_is_a_503_that_says_when_to_come_back(browser, how):
    response = browser.get("/vo/", {"how": how})
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "<h1>Trang đang tạm dừng</h1>" in page
    assert "10.0.0.1" not in page
    assert "Traceback" not in page


def test_another_fault_is_a_500_without_its_words(browser):
    response = browser.get("/vo/", {"how": "other"})
    page = response.content.decode()
    assert response.status_code == 500
    assert "Retry-After" not in response
    assert "<h1>Trang đang gặp sự cố</h1>" in page
    assert "Ví Dụ" not in page


@pytest.mark.django_db
def test_the_503_page_gives_the_phone_that_pages_showed_before(browser, office):
    browser.get("/tai-khoan/dang-nhap/")
    page = browser.get("/vo/", {"how": "operational"}).content.decode()
    assert f'<a href="tel:{office.phone}">' in page
    assert "thứ Hai – thứ Sáu: 08:00–12:00, 13:30–17:30" in page


@pytest.mark.django_db
def test_a_form_that_was_opened_too_long_ago_says_so(office):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/tai-khoan/dang-nhap/", {"login": "x", "password": "y"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "<h1>Trang bạn gửi đã cũ</h1>" in page
    assert "hãy quay lại trang trước, tải lại trang" in page.lower()


def test_a_request_to_another_host_is_refused_in_vietnamese():
    response = Client().get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "<h1>Yêu cầu này không đọc được</h1>" in response.content.decode()


def test_the_csrf_page_needs_no_reason(office, citizen):
    request = RequestFactory().get("/")
    request.user = citizen
    request.resolver_match = None
    assert faults.csrf_failure(request).status_code == 403


def free_port():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


@pytest.mark.slow
def test_a_server_whose_database_is_away_answers_each_page_with_503(tmp_path):
    nowhere = f"postgres://ward:ward@127.0.0.1:{free_port()}/ward"
    office = Installation(tmp_path, DATABASE_URL=nowhere)
    port = free_port()

    def answer(address):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        try:
            connection.request(
                "GET", address, headers={"Cookie": f"sessionid={'a' * 32}"}
            )
            response = connection.getresponse()
            return response.status, response.headers["Retry-After"], response.read()
        except OSError:
            return None
        finally:
            connection.close()

    gunicorn = ("-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "wardportal.wsgi")
    with office.running(*gunicorn):
        assert wait_for(lambda: answer("/health/live") is not None)
        assert answer("/health/live") == (200, None, b"ok")
        for address in ("/", "/lam-viec/", "/tai-khoan/dang-nhap/", "/health/ready"):
            status, retry_after, page = answer(address)
            assert (address, status, retry_after) == (address, 503, "30")
            assert "Trang đang tạm dừng" in page.decode()
            assert b"Traceback" not in page
