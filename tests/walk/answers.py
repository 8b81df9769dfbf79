"""Opens every page of the table once, as a browser without scripts."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import resolve

from tests.walk.pages import CITIZEN, PAGES, Page
from tests.walk.plain_browser import PlainBrowser, parse
from tests.walk.ward import Ward

OWN_TEMPLATES = Path(settings.BASE_DIR) / "templates"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Answer:
    """What a page of the table came to."""

    page: Page
    route: str
    status: int
    html: str
    policy: str
    templates: frozenset[str]
    """Names of our own templates that it was made of."""

    @cached_property
    def parsed(self) -> tuple[Any, list[str]]:
        """The page's tree, to be read only, and the codes of its faults."""
        return parse(self.html)


def all_answers(ward: Ward) -> dict[Page, Answer]:
    return {page: _answer(page, ward) for page in PAGES}


def client_for(reader: str, ward: Ward) -> Client:
    """Return a client that is signed in, and held to its CSRF tokens."""
    client = Client(enforce_csrf_checks=True)
    if reader != CITIZEN:
        client.force_login(ward.user(reader), backend=BACKEND)
    return client


def _answer(page: Page, ward: Ward) -> Answer:
    browser = PlainBrowser(client_for(page.reader, ward)).open(page.address(ward))
    if page.then:
        page.then(browser, ward)
    answer = browser.answer
    return Answer(
        page,
        route=resolve(browser.address.partition("?")[0]).view_name,
        status=answer.status_code,
        html=answer.content.decode(),
        policy=answer.headers.get("Content-Security-Policy", ""),
        templates=frozenset(_names(answer.templates)),
    )


def _names(templates):
    for template in templates:
        path = Path(template.origin.name)
        if path.is_relative_to(OWN_TEMPLATES):
            yield str(path.relative_to(OWN_TEMPLATES))
