"""A real Chromium on the portal that pytest-django serves; its pages are watched."""

import shutil
import threading

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.browser.visitor import DESKTOP, PHONE, new_page

# Playwright's event loop runs in the tests' own thread. While one runs, Django keeps
# a second set of connections for the thread; a plain thread-local keeps one.
connections._connections = threading.local()

FLAGS = [
    "--no-sandbox",  # the tests may run as root, where Chromium has no sandbox
    "--disable-gpu",
    "--disable-quic",
    # Headless, a preview of a PDF ends the page; the counter prints its slips.
    "--disable-print-preview",
    "--no-first-run",
    # A browser in a closed network must not try to phone home.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Mark what drives the browser, so that the fast part can leave it out."""
    for item in items:
        if item.path.is_relative_to(__file__.removesuffix("/conftest.py")):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser():
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Nor may Django refuse its ordinary calls because of that loop.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server):
    """Return ``open_page(viewport)``: a page of a fresh browser, and watched."""
    contexts, faults = [], []

    def opened(viewport=DESKTOP):
        page = new_page(browser, live_server.url, faults, viewport)
        contexts.append(page.context)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page):
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page):
    return open_page(PHONE)


@pytest.fixture
def signed_in(client_of, live_server):
    """Return ``signed_in(page, user)``: the page, its browser now that person's."""

    def as_person(page, user):
        cookies = client_of(user).cookies
        page.context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in cookies.items()
            ]
        )
        return page

    return as_person
