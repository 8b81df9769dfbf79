"""What a citizen on a slow line must load: sizes in bytes, as served."""

import gzip
import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "static"
KB = 1000


def gzipped(name):
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


def test_the_style_sheet_is_one_small_file():
    base = (STATIC.parent / "templates/base.html").read_text(encoding="utf-8")
    assert re.findall(r'rel="stylesheet" href="([^"]+)"', base) == [
        "{% static 'css/portal.css' %}"
    ]
    assert gzipped("css/portal.css") <= 20 * KB


def test_fonts_are_four_subsets_with_their_licence():
    fonts = sorted((STATIC / "fonts").glob("*.woff2"))
    assert [font.name for font in fonts] == [
        "noto-sans-latin-400.woff2",
        "noto-sans-latin-600.woff2",
        "noto-sans-vietnamese-400.woff2",
        "noto-sans-vietnamese-600.woff2",
    ]
    assert sum(font.stat().st_size for font in fonts) <= 40 * KB
    licence = (STATIC / "fonts/LICENSE.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License" in licence


def test_icons_are_one_small_sprite():
    assert gzipped("img/icons.svg") <= 8 * KB


def test_scripts_of_citizens_pages_are_small():
    assert gzipped("js/print.js") <= KB


def test_the_style_sheet_loads_only_our_own_fonts():
    sheet = (STATIC / "css/portal.css").read_text(encoding="utf-8")
    loaded = {address.strip("\"'") for address in re.findall(r"url\(([^)]*)\)", sheet)}
    assert loaded == {
        f"../fonts/{font.name}" for font in (STATIC / "fonts").glob("*.woff2")
    }
    assert "@import" not in sheet


def test_text_on_paper_is_readable_before_the_font_arrives():
    sheet = (STATIC / "css/portal.css").read_text(encoding="utf-8")
    assert sheet.count("font-display:swap") == sheet.count("@font-face") == 4
