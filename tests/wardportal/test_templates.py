"""Rules every template keeps: fragments say what they need, nothing is inline."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template, render_to_string

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
FRAMES = [*COMPONENTS, TEMPLATES / "base.html", *(TEMPLATES / "layout").glob("*.html")]
SPRITE = ROOT / "static/img/icons.svg"
# Set in the markup, styled through their parents or read by scripts.
UNSTYLED = {"desk", "public", "quick-set", "form-check-label", "table"}


def named(path):
    return str(path.relative_to(TEMPLATES))


def without_template_code(source):
    """Return the markup alone: no template tags, comments or variables."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", source, flags=re.DOTALL)


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_a_fragment_opens_with_its_variables(path):
    assert re.match(r"\{# variables: .+ #\}\n", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_fragments_are_included_with_nothing_but_what_they_name(path):
    includes = re.findall(
        r"\{% include \"(components/[^\"]+)\"([^%]*)%\}", path.read_text("utf-8")
    )
    assert [name for name, rest in includes if not rest.strip().endswith("only")] == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_has_no_inline_style_or_script(path):
    markup = without_template_code(path.read_text(encoding="utf-8"))
    assert re.findall(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", markup) == []
    assert re.findall(r"<script(?![^>]*\ssrc)[^>]*>", markup) == []
    assert re.findall(r"(?:src|href)\s*=\s*\"(?:https?:)?//", markup) == []


def test_every_icon_named_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
    sources = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    asked = {
        *re.findall(r'\{% icon "([^"]+)"', sources),
        *re.findall(r'\{% status_tag (?:"[^"]*"|\S+) "[^"]*" "([^"]+)"', sources),
        *re.findall(r'\bicon="([^"]+)"', sources),
    }
    assert asked - drawn == set()


@pytest.mark.parametrize("path", FRAMES, ids=named)
def test_classes_of_frames_and_fragments_exist_in_the_style_sheet(path):
    sheet = (ROOT / "static/css/portal.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"\.([a-zA-Z][\w-]*)", sheet)) | UNSTYLED
    markup = re.sub(r"\w+-\{\{.*?\}\}", " ", path.read_text(encoding="utf-8"))
    values = re.findall(r'\bclass="([^"]*)"', without_template_code(markup))
    used = {name for value in values for name in value.split()}
    assert used - defined == set()


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_template_compiles(path):
    assert get_template(named(path)).origin.name == str(path)


def test_a_confirmation_shows_the_number_to_keep():
    html = render_to_string(
        "components/confirm_panel.html",
        {"title": "Đã gửi", "text": "Mã của bạn:", "code": "PK-261123-0009"},
    )
    assert '<b class="code">PK-261123-0009</b>' in html
    assert 'role="status"' in html
