"""What each page weighs, with the demo ward's data: kB are 1,000 bytes, gzipped."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings

from tests.walk.pages import ADMINISTRATOR, PAGES

STATIC = Path(settings.BASE_DIR) / "static"
PREFIX = "/static/"
KB = 1000
OWN_PAGES = [page for page in PAGES if page.reader != ADMINISTRATOR]
"""Without those that Django's admin writes, which bring its own scripts."""

MAIN_PAGES = {"dossiers:intake": 6, "dossiers:worklist": 8, "procedures:detail": 6}
"""kB of the pages that are opened most, so that they do not grow unnoticed."""

each_own_page = pytest.mark.parametrize("page", OWN_PAGES, ids=str)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_is_light(page, answers):
    limit = 12 * KB if page.is_public else 25 * KB
    assert gzipped(answers[page].html.encode()) <= limit


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.route in MAIN_PAGES], ids=str
)
def test_a_page_of_every_day_is_lighter_still(page, answers):
    assert gzipped(answers[page].html.encode()) <= MAIN_PAGES[page.route] * KB


@each_own_page
def test_its_scripts_are_light(page, answers):
    limit = 6 * KB if page.is_public else 25 * KB
    assert sum(map(weight, scripts_of(answers[page]))) <= limit


@each_own_page
def test_its_first_view_is_light(page, answers):
    answer = answers[page]
    limit = 60 * KB if page.is_public else 120 * KB
    loaded = sum(map(weight, first_view(answer)))
    assert gzipped(answer.html.encode()) + loaded <= limit


@each_own_page
def test_its_first_view_takes_few_requests(page, answers):
    limit = 8 if page.is_public else 12
    assert 1 + len(first_view(answers[page])) <= limit


def scripts_of(answer):
    return {each.get("src") for each in answer.parsed[0].iter("script")}


def first_view(answer):
    """Return what a browser loads to show a page: styles, fonts, pictures, scripts."""
    tree = answer.parsed[0]
    styles = {
        link.get("href")
        for link in tree.iter("link")
        if link.get("rel") in {"stylesheet", "icon"}
    }
    fonts = {f"{PREFIX}fonts/{font.name}" for font in STATIC.glob("fonts/*.woff2")}
    pictures = {image.get("src") for image in tree.iter("img")}
    sprites = {use.get("href").partition("#")[0] for use in tree.iter("use")}
    return styles | fonts | pictures | sprites | scripts_of(answer)


def weight(address):
    content = (STATIC / address.removeprefix(PREFIX)).read_bytes()
    return len(content) if address.endswith(".woff2") else gzipped(content)


def gzipped(content):
    return len(gzip.compress(content, 9))
