"""Only our own proxies are believed about where a request came from."""

from dataclasses import replace

import pytest
from django.test import RequestFactory

from wardportal.addresses import UNKNOWN, client_address, portal_address


def request(forwarded=None, remote="10.0.0.1"):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "<script>", UNKNOWN),
        (1, "203.0.113.9:1234", UNKNOWN),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_last_entries_written_by_our_proxies_count(
    settings, proxies, forwarded, address
):
    settings.CONFIGURATION = replace(settings.CONFIGURATION, trusted_proxies=proxies)
    assert client_address(request(forwarded)) == address


def test_a_server_behind_a_socket_file_has_no_address():
    assert client_address(request(remote="")) == UNKNOWN


def test_paper_names_the_address_that_citizens_type(settings):
    settings.PUBLIC_URL = "https://mot-cua.example"
    assert portal_address(request()) == "https://mot-cua.example"


def test_without_one_paper_names_the_address_that_was_called(settings):
    settings.PUBLIC_URL = ""
    assert portal_address(request()) == "http://testserver"
