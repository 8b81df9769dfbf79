"""Every page of the portal under axe-core, as each role meets it, wide and narrow.

Source: WCAG 2.2 AA, which Thông tư 26/2020/TT-BTTTT asks of public portals.
"""

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import resolve

from tests.browser.visitor import DESKTOP, NARROWEST, PHONE, Visitor
from tests.walk import ward as demo
from tests.walk.pages import ADMINISTRATOR, CITIZEN, PAGES, READERS

HTML = "text/html; charset=utf-8"
VENDOR = Path(__file__).parent / "vendor"
AXE = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
PINNED = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOK = """rules => axe.run(
    {exclude: [".select2"]},  // the choosers that Django's admin brings
    {runOnly: rules, preload: false},  // a copy of a style sheet breaks our policy
).then(found => found.violations.map(
    each => [each.id, each.nodes.map(node => node.html)]
))"""
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def ward(live_server, settings, tmp_path):
    """Settle the demo ward; the clock stands in its morning."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(demo.NOW):
        yield demo.settle()


@pytest.fixture
def go_to(page, ward, signed_in):
    """Return ``go_to(page)``: Chromium there, as that page's reader."""
    visitor = Visitor(page)

    def there(wanted):
        page.context.clear_cookies()
        page.set_viewport_size(DESKTOP)
        if wanted.reader != CITIZEN:
            signed_in(page, ward.user(wanted.reader))
        visitor.open(wanted.address(ward))
        if wanted.then:
            wanted.then(visitor, ward)
        assert (wanted.route, wanted.status) == (route_of(page), visitor.status)
        return page

    return there


def route_of(page):
    return resolve(urlsplit(page.url).path).view_name


@pytest.mark.parametrize("reader", READERS)
def test_every_page_is_open_to_everyone(reader, go_to):
    pages = [page for page in PAGES if page.reader == reader]
    rules = rules_for(reader)
    found = [
        f"{page}: {fault}" for page in pages for fault in faults_of(go_to(page), rules)
    ]
    assert not found, "\n".join(found)


def rules_for(reader):
    """Choose the rules; tables of Django's admin have headings that axe would name."""
    return WCAG if reader == ADMINISTRATOR else [*WCAG, "best-practice"]


def faults_of(page, rules):
    """Tell what axe finds wide and on a phone, and what overflows at 320 px."""
    page.evaluate(AXE)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for rule, elements in page.evaluate(LOOK, rules):
            yield f"{rule} at {size['width']} px in {elements}"
    page.set_viewport_size(NARROWEST)
    overflow = page.evaluate(WIDTH) - NARROWEST["width"]
    if overflow:
        yield f"{overflow} px too wide"


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_pages_of_faults_are_open_to_everyone(page, name):
    shown = render_to_string(name, {"phone": "024 0000 0000", "opening_hours": ""})
    page.route("**/hong/", lambda route: route.fulfill(body=shown, content_type=HTML))
    page.goto("/hong/")
    found = list(faults_of(page, rules_for(CITIZEN)))
    assert not found, "\n".join(found)


def test_axe_is_the_pinned_file_with_its_licences():
    assert hashlib.sha256(AXE.encode()).hexdigest() == PINNED
    assert AXE.startswith("/*! axe v4.14.1\n")
    licences = [path.name for path in sorted(VENDOR.glob("*.txt"))]
    assert licences == ["axe.LICENSE-3RD-PARTY.txt", "axe.LICENSE.txt"]
