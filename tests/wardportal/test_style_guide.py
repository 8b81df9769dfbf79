import re

import pytest
from django.test import RequestFactory
from html5lib import HTMLParser, treebuilders

from wardportal.style_guide import icon_names, style_guide

FRAMES = ["cong-dan", "quay", "khong-co"]


@pytest.fixture
def page(office, clerk):
    def shown(frame):
        request = RequestFactory().get("/ui/", {"khung": frame})
        request.user = clerk
        request.resolver_match = None
        return style_guide(request).content.decode()

    return shown


def parsed(html):
    parser = HTMLParser(
        tree=treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False
    )
    tree = parser.parse(html)
    return tree, [code for _, code, _ in parser.errors]


@pytest.mark.parametrize("frame", FRAMES)
def test_every_component_is_well_formed_html(page, frame):
    _, errors = parsed(page(frame))
    assert errors == []


@pytest.mark.parametrize("frame", FRAMES)
def test_the_page_has_one_heading_and_its_landmarks(page, frame):
    tree, _ = parsed(page(frame))
    counts = {tag: len(list(tree.iter(tag))) for tag in ("h1", "main", "header")}
    assert counts == {"h1": 1, "main": 1, "header": 1}
    assert tree.get("lang") == "vi"


@pytest.mark.parametrize("frame", FRAMES)
def test_ids_are_unique_and_every_reference_has_its_target(page, frame):
    tree, _ = parsed(page(frame))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert sorted(ids) == sorted(set(ids))
    asked = {label.get("for") for label in tree.iter("label")}
    for element in tree.iter():
        asked.update((element.get("aria-describedby") or "").split())
    assert asked - set(ids) == set()


@pytest.mark.parametrize("frame", FRAMES)
def test_every_control_has_a_name_for_screen_readers(page, frame):
    tree, _ = parsed(page(frame))
    labelled = {label.get("for") for label in tree.iter("label")}
    nameless = [
        control.get("name")
        for tag in ("input", "select", "textarea")
        for control in tree.iter(tag)
        if control.get("type") != "hidden"
        and control.get("id") not in labelled
        and not control.get("aria-label")
    ]
    assert nameless == []


def test_it_shows_every_icon_of_the_sprite(page):
    html = page("quay")
    assert set(icon_names()) == set(re.findall(r"icons\.svg#([\w-]+)", html))


def test_it_shows_every_component(page):
    html = page("quay") + page("cong-dan")
    for word in ("Còn 3 chỗ cần sửa", "Quá hạn 1 ngày", "1.000.000", "21–40 trong"):
        assert word in html
