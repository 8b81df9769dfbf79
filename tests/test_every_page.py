"""What every page has in common, asked of each page that a person can open."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.walk.pages import NOT_PAGES, PAGES
from tests.walk.plain_browser import words
from tests.wardportal.urlconf import routes

TEMPLATES = Path(settings.BASE_DIR) / "templates"
OWN_PAGES = [page for page in PAGES if not page.route.startswith("admin:")]
"""Without those that Django's admin writes."""

REAL_PAGES = [page for page in OWN_PAGES if page.route != "style_guide"]
"""Without the samples, whose links and forms lead nowhere."""

DOCUMENTS = {"reports:preview", "dossiers:deadline_basis"}
"""Pages that show a sheet of paper."""

FIELDS = ("input", "select", "textarea")
UNSEEN_TEMPLATES = {
    "400.html": "the request itself is broken: tests/wardportal/test_error_pages.py",
    "500.html": "something broke: tests/wardportal/test_faults.py",
    "503.html": "the database is away: tests/wardportal/test_faults.py",
    "dossiers/result_unavailable.html": "fetched too often, or changed: test_files.py",
    "dossiers/intake_preview.html": "a part of the counter's page, for scripts",
    "dossiers/pdf/receipt.html": "a PDF: tests/dossiers/slips/test_receipt.py",
    "dossiers/pdf/supplement.html": "a PDF: tests/dossiers/slips/test_supplement.py",
    "dossiers/pdf/refusal.html": "a PDF: tests/dossiers/slips/test_refusal.py",
    "dossiers/pdf/apology.html": "a PDF: tests/dossiers/slips/test_apology.py",
    "dossiers/pdf/letter_opening.html": "a part of letters that are PDFs",
    "dossiers/pdf/stop_notice.html": "a PDF: tests/dossiers/slips/test_stopping.py",
    "dossiers/pdf/control.html": "a PDF: tests/dossiers/slips/test_control.py",
    "dossiers/pdf/register.html": "a PDF: tests/dossiers/test_register_book.py",
    "procedures/pdf/poster.html": "a PDF: tests/procedures/noticeboard/test_poster.py",
    "print/keepsake.html": "a part of slips that are PDFs",
    "print/signatures.html": "a part of slips that are PDFs",
    "print/slip.html": "the ground of slips that are PDFs",
    "components/confirm_panel.html": "waits for petitions: test_templates.py",
    "components/row_pane.html": "a crispy part: tests/wardportal/test_form_rows.py",
    "layout/print.html": "nothing is shown as paper without being a PDF too",
}


@pytest.fixture
def answer(answers, request):
    return answers[request.param]


@pytest.fixture
def tree(answer):
    return answer.parsed[0]


each_page = pytest.mark.parametrize("answer", PAGES, ids=str, indirect=True)
each_real_page = pytest.mark.parametrize("answer", REAL_PAGES, ids=str, indirect=True)
each_own_page = pytest.mark.parametrize("answer", OWN_PAGES, ids=str, indirect=True)


@each_page
def test_it_is_the_page_it_was_meant_to_be(answer):
    assert (answer.route, answer.status) == (answer.page.route, answer.page.status)


@each_page
def test_it_has_one_heading_a_title_and_its_language(answer, tree):
    headings = [words(heading) for heading in tree.iter("h1")]
    titles = [words(title) for title in tree.iter("title")]
    assert (len(headings), len(titles), tree.get("lang")) == (1, 1, "vi")
    assert headings[0]
    assert titles[0]


@each_real_page
def test_its_title_tells_of_faults_and_whose_page_it_is(answer, tree):
    title = words(next(tree.iter("title")))
    faults = [kind for kind in ("err-summary", "field-invalid") if kind in answer.html]
    if answer.route not in DOCUMENTS:
        assert title.endswith(" – phường Thanh Liệt")
    if answer.route != "reports:detail":  # there the report itself may have failed
        assert title.startswith("Lỗi:") == bool(faults)


@each_own_page
def test_it_has_its_landmarks_and_a_way_past_the_head(answer, tree):
    tags = [element.tag for element in tree.iter() if isinstance(element.tag, str)]
    assert tags.count("main") == 1
    if answer.route in DOCUMENTS:
        return
    assert tags.count("header") == 1
    skip = next(tree.iter("a"))
    assert (skip.get("href"), skip.get("class")) == ("#main", "skip-link")
    assert any(element.get("id") == "main" for element in tree.iter("main"))


@each_own_page
def test_it_is_well_formed(answer):
    known = answer.html.count("<?xml")  # before the QR code that a library draws
    assert answer.parsed[1] == ["expected-tag-name-but-got-question-mark"] * known


@each_page
def test_its_ids_are_unique(answer, tree):
    ids = identities(tree)
    assert sorted(ids) == sorted(set(ids))


@each_real_page
def test_whatever_points_inside_it_arrives(answer, tree):
    wanted = {label.get("for") for label in tree.iter("label")}
    for element in tree.iter():
        for name in ("aria-describedby", "aria-labelledby", "form"):
            wanted.update((element.get(name) or "").split())
        if (element.get("href") or "").startswith("#") and element.tag == "a":
            wanted.add(element.get("href")[1:])
    assert wanted - set(identities(tree)) - {None} == set()


@each_own_page
def test_every_field_has_a_name(answer, tree):
    labelled = {label.get("for") for label in tree.iter("label") if words(label)}
    nameless = [
        field.get("name")
        for kind in FIELDS
        for field in tree.iter(kind)
        if field.get("type") not in {"hidden", "submit"}
        and field.get("id") not in labelled
        and not field.get("aria-label")
    ]
    assert nameless == []


@each_own_page
def test_every_link_and_button_says_something(answer, tree):
    silent = [
        element.attrib
        for kind in ("a", "button", "summary")
        for element in tree.iter(kind)
        if not words(element) and not element.get("aria-label")
    ]
    assert silent == []


@each_own_page
def test_it_has_no_style_and_no_script_of_its_own(answer, tree):
    assert "default-src 'self'" in answer.policy
    assert "unsafe" not in answer.policy
    inline = [script for script in tree.iter("script") if not script.get("src")]
    styled = [
        element.tag
        for element in tree.iter()
        if any(name == "style" or name.startswith("on") for name in element.attrib)
    ]
    assert (inline, styled, list(tree.iter("style"))) == ([], [], [])


@each_page
def test_it_loads_nothing_from_elsewhere(answer, tree):
    loaded = [
        element.get("src") or element.get("href") or element.get("action") or ""
        for kind in ("script", "link", "img", "iframe", "use", "form", "source")
        for element in tree.iter(kind)
    ]
    assert [address for address in loaded if urlsplit(address).netloc] == []


@pytest.mark.parametrize(
    "answer",
    [page for page in PAGES if page.route != "style_guide"],
    ids=str,
    indirect=True,
)
def test_what_it_sends_carries_its_token(answer, tree):
    sent = [form for form in tree.iter("form") if form.get("method") == "post"]
    tokens = [names_in(form).count("csrfmiddlewaretoken") for form in sent]
    assert tokens == [1] * len(sent)


def test_every_route_is_walked_or_said_not_to_be_a_page():
    walked = {page.route for page in PAGES}
    names = {route.name for route in routes() if route.namespace != "admin"}
    assert names - walked == set(NOT_PAGES)
    assert walked & set(NOT_PAGES) == set()


def test_every_template_is_seen_on_the_walk_or_said_why_not(answers):
    seen = {name for answer in answers.values() for name in answer.templates}
    every = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    assert every - seen == set(UNSEEN_TEMPLATES)


def test_titles_tell_pages_apart(answers):
    titles = {}
    for answer in answers.values():
        title = re.search(r"<title>(.*?)</title>", answer.html, re.DOTALL)[1]
        known = titles.setdefault(
            (answer.page.is_public, " ".join(title.split())), set()
        )
        known.add(answer.route)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


def identities(tree):
    return [element.get("id") for element in tree.iter() if element.get("id")]


def names_in(form):
    return [field.get("name") for field in form.iter("input")]
