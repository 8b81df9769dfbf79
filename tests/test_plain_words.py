"""The words our pages use: they say what to do, without courtesies and loan words.

Read from the sources, so that a sentence nobody has met yet is found too. The
catalogue's own words are the law's and stand outside.
"""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.walk.pages import ADMINISTRATOR, PAGES
from tests.walk.plain_browser import words

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("wardportal", "procedures", "dossiers", "feedback", "reports")
INSTEAD_OF = {
    r"vui lòng": "Hãy …",
    r"\bxin\b(?! lỗi)": "Hãy …",
    r"quý khách": "bạn",
    r"hợp lệ": "say what is wrong and what to type",
    r"\bonline\b": "trực tuyến",
    r"\boffline\b": "trực tiếp",
    r"\bdeadline\b(?! \d)": "hạn trả, thời hạn",  # our command takes a day
    r"\bticket\b": "hồ sơ",
    r"\bemail\b": "thư điện tử",
    r"biên nhận": "giấy tiếp nhận hồ sơ và hẹn trả kết quả, giấy hẹn",
    r"\btrễ\b": "quá hạn",
    r"\bCMND\b": "căn cước",
}
"""What not to say, and what is said instead."""

VIETNAMESE = re.compile(r"[À-ỹ]")
TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
SAID_BY_ATTRIBUTES = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')
TAG = re.compile(r"<[^>]*>", re.DOTALL)
NOT_OURS = {"migrations", "node_modules", "searching"}
"""The search knows the words that citizens type, courtesies included."""

MODULES = [
    path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if not NOT_OURS & set(path.parts)
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
OWN_PAGES = [
    page
    for page in PAGES
    if page.reader != ADMINISTRATOR and not page.route.startswith("procedures:")
]


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_speaks_plainly(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert misused(" ".join(sentences(tree))) == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_speaks_plainly(path):
    source = TEMPLATE_CODE.sub(" ", path.read_text(encoding="utf-8"))
    said = [TAG.sub(" ", source), *SAID_BY_ATTRIBUTES.findall(source)]
    assert misused(" ".join(said)) == {}


def test_the_translation_speaks_plainly():
    path = ROOT / "wardportal/locale/vi/LC_MESSAGES/django.po"
    said = re.findall(r'"(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert misused(" ".join(filter(VIETNAMESE.search, said))) == {}


@pytest.mark.parametrize("page", OWN_PAGES, ids=str)
def test_a_page_speaks_plainly(page, answers):
    (body,) = answers[page].parsed[0].iter("body")
    assert misused(words(body)) == {}


def misused(text):
    """Return what should not have been said, with what is said instead."""
    return {
        found[0]: better
        for pattern, better in INSTEAD_OF.items()
        if (found := re.search(pattern, text, re.IGNORECASE))
    }


def sentences(tree):
    """Yield the Vietnamese strings of a module, its docstrings left out."""
    remarks = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in remarks:
            text = node.value
            if isinstance(text, str) and VIETNAMESE.search(text):
                yield text
