"""Printing: what a document may open, and whether Vietnamese is right in the picture."""

import base64
import re
import socketserver
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.papers import (
    A4,
    A4_WIDE,
    A5,
    difference,
    fonts_in,
    page_sizes,
    page_texts,
    picture_of,
    text_of,
)
from wardportal.checks import vietnamese_letters
from wardportal.pdf import ORIGIN, PdfError, render_pdf, static_file

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "static/css/pdf.css"
REFERENCE = Path(__file__).parent / "pictures/vietnamese-letters.png"
FACES = [
    "Print-Serif",
    "Print-Serif-Bold",
    "Print-Serif-Bold-Italic",
    "Print-Serif-Italic",
]
LINK = '<link rel="stylesheet" href="/static/css/pdf.css">'
DOT = base64.b64encode(
    b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' "
    b"height='9'/></svg>"
).decode()

# Pictures drawn by one poppler differ by nothing; a single tone mark makes 0.018.
NEARLY_NOTHING = 0.01


@pytest.fixture
def loopback():
    """Listen on the loopback and count who connects."""

    class Counted(socketserver.BaseRequestHandler):
        def handle(self):
            self.server.calls += 1

    with socketserver.TCPServer(("127.0.0.1", 0), Counted) as server:
        server.calls = 0
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def static_root(tmp_path, settings):
    """Make a static root of our own, beside a file that is none of its business."""
    root = tmp_path / "static"
    root.mkdir()
    (tmp_path / "secret.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><text>mật</text></svg>", "utf-8"
    )
    settings.STATICFILES_DIRS = [root]
    return root


def specimen(letters):
    """Write the letters once in each face."""
    bold, italic = "font-weight: 700;", "font-style: italic;"
    lines = "".join(
        f'<p style="{face}">{letters}</p>' for face in ("", bold, italic, bold + italic)
    )
    style = "@page {size: A5 landscape; margin: 8mm} p {overflow-wrap: anywhere}"
    return f"{LINK}<style>{style}</style>{lines}"


def test_addresses_of_our_own_files_are_answered():
    assert static_file(f"{ORIGIN}/static/css/pdf.css") == SHEET
    assert static_file(f"{ORIGIN}/static/css/pdf.css?v=2#top") == SHEET


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        f"file://{SHEET}",
        "http://127.0.0.1/static/css/pdf.css",
        "https://print.invalid:8443/static/css/pdf.css",
        "https://print.invalid@127.0.0.1/static/css/pdf.css",
        "ftp://127.0.0.1/static/css/pdf.css",
        "//127.0.0.1/static/css/pdf.css",
        f"{ORIGIN}/media/scan.png",
        f"{ORIGIN}/static/",
        f"{ORIGIN}/static/css",
        f"{ORIGIN}/static/missing.png",
        f"{ORIGIN}/static/../manage.py",
        f"{ORIGIN}/static/%2e%2e/manage.py",
        f"{ORIGIN}/static/..%2fmanage.py",
        f"{ORIGIN}/static//etc/passwd",
        f"{ORIGIN}/static/%2fetc%2fpasswd",
        f"{ORIGIN}/static/css/../../manage.py",
    ],
)
def test_any_other_address_is_refused(url):
    with pytest.raises(PdfError):
        static_file(url)


def test_a_link_out_of_the_static_root_is_refused(static_root):
    (static_root / "inside.svg").write_text("<svg/>", encoding="utf-8")
    (static_root / "alias.svg").symlink_to(static_root / "inside.svg")
    (static_root / "leak.svg").symlink_to(static_root.parent / "secret.svg")
    assert static_file(f"{ORIGIN}/static/alias.svg") == static_root / "inside.svg"
    with pytest.raises(PdfError):
        static_file(f"{ORIGIN}/static/leak.svg")


def test_hashed_names_are_found_where_collectstatic_put_them(tmp_path, settings):
    hashed = tmp_path / "css/pdf.0a1b2c.css"
    hashed.parent.mkdir()
    hashed.write_text("", encoding="utf-8")
    settings.STATIC_ROOT = tmp_path
    assert static_file(f"{ORIGIN}/static/css/pdf.0a1b2c.css") == hashed


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd">',
        '<img src="/static/%2e%2e/manage.py">',
        '<img src="/static/%00.png">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        "<style>@import url(file:///etc/passwd);</style>",
        "<style>@import '/static/css/../../manage.py';</style>",
        "<style>@font-face {font-family: x; src: url(file:///etc/passwd)}</style>",
        "<style>body {background: url(file:///etc/passwd)}</style>",
        "<style>@page {background: url(file:///etc/passwd)}</style>",
        "<style>p::before {content: url(file:///etc/passwd)}</style><p>x</p>",
        '<object data="file:///etc/passwd"></object>',
        '<embed src="file:///etc/passwd">',
        '<base href="file:///etc/"><img src="passwd">',
        '<svg width="9" height="9"><image href="file:///etc/passwd"/></svg>',
    ],
)
def test_a_hostile_document_is_not_printed(html):
    with pytest.raises(PdfError):
        render_pdf(f"<p>Trang</p>{html}")


@pytest.mark.slow
def test_a_picture_may_not_reach_on(static_root):
    (static_root / "nested.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<image href="file://{static_root.parent}/secret.svg" width="9" height="9"/>'
        "</svg>",
        encoding="utf-8",
    )
    with pytest.raises(PdfError):
        render_pdf('<img src="/static/nested.svg">')


@pytest.mark.slow
def test_nothing_is_asked_of_the_network(loopback):
    host, port = loopback.server_address
    for tag in (
        '<img src="http://{}/static/x.png">',
        '<link rel="stylesheet" href="http://{}/x.css">',
        "<style>@import url(http://{}/x.css);</style>",
    ):
        with pytest.raises(PdfError):
            render_pdf(tag.format(f"{host}:{port}"))
    assert loopback.calls == 0


@pytest.mark.slow
def test_pictures_inside_the_document_are_printed():
    pdf = render_pdf(f'<img src="data:image/svg+xml;base64,{DOT}"><p>Chữ</p>')
    assert text_of(pdf) == "Chữ"
    assert picture_of(pdf).getextrema()[0] == 0


@pytest.mark.slow
def test_a_document_that_weasyprint_gives_up_on_is_our_error():
    with pytest.raises(PdfError):
        render_pdf("<div>" * 20_000)


@pytest.mark.slow
def test_sheets_are_a4_wide_and_slip_sized():
    sizes = [
        page_sizes(render_pdf(f"{LINK}<body class='{name}'>Trang"))
        for name in ("", "wide", "on-slip")
    ]
    assert sizes == [[A4], [A4_WIDE], [A5]]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", "wide", "on-slip"])
def test_pages_are_numbered_from_the_second_one(name):
    page = "<p style='break-after: page'>Trang</p>"
    pdf = render_pdf(f"{LINK}<body class='{name}'>{page * 2}<p>Trang")
    assert page_texts(pdf) == ["Trang", "2 Trang", "3 Trang"]


@pytest.mark.slow
def test_a_long_table_repeats_its_head():
    rows = "<tr><td>Chứng thực</td></tr>" * 80
    table = (
        f"<table class='grid'><thead><tr><th>Thủ tục</th></tr></thead>{rows}</table>"
    )
    pages = page_texts(render_pdf(LINK + table))
    assert len(pages) > 1
    assert ["Thủ tục" in page for page in pages] == [True] * len(pages)


@pytest.mark.slow
def test_a_draft_says_so_on_each_page():
    page = "<p style='break-after: page'>Trang</p>"
    pdf = render_pdf(f"{LINK}<body class='draft'>{page}<p>Trang")
    upright = re.sub(r"\s", "", "".join(page_texts(pdf)))
    assert len(page_sizes(pdf)) == 2
    assert upright.count("DỰ") == 2


@pytest.mark.slow
def test_an_accessible_document_is_tagged_and_names_its_language():
    html = f"<html lang='vi'><title>Báo cáo</title>{LINK}<h1>Báo cáo</h1></html>"
    root = PdfReader(BytesIO(render_pdf(html, accessible=True))).root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert "/StructTreeRoot" in root


@pytest.mark.slow
def test_the_style_sheet_is_understood_whole(caplog):
    render_pdf(LINK + "<p>Trang</p>")
    assert caplog.messages == []


@pytest.mark.slow
def test_threads_print_side_by_side():
    names = [f"Hồ sơ số {number}" for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        pdfs = list(pool.map(lambda name: render_pdf(f"{LINK}<p>{name}"), names))
    assert [text_of(pdf) for pdf in pdfs] == names


# The two traps: fonts split by script garble Vietnamese although the text can still
# be searched, and fonts without some letters borrow them from another family.


def test_each_face_is_one_file():
    faces = re.findall(
        r"@font-face \{(.*?)\}", SHEET.read_text(encoding="utf-8"), re.DOTALL
    )
    sources = [re.findall(r'url\("(.*?)"\)', face) for face in faces]
    styles = {
        tuple(re.findall(r"font-(?:weight|style): (\w+);", face)) for face in faces
    }
    assert [len(files) for files in sources] == [1, 1, 1, 1]
    assert styles == {
        ("400", "normal"),
        ("700", "normal"),
        ("400", "italic"),
        ("700", "italic"),
    }
    assert not any("unicode-range" in face for face in faces)


@pytest.mark.slow
def test_vietnamese_is_right_in_the_picture():
    pdf = render_pdf(specimen(vietnamese_letters()))
    assert fonts_in(pdf) == FACES
    with Image.open(REFERENCE) as reference:
        assert difference(picture_of(pdf), reference) < NEARLY_NOTHING


@pytest.mark.slow
@pytest.mark.parametrize("change", [("\u0301", "\u0300"), ("\u0323", "")])
def test_a_single_wrong_mark_shows_in_the_picture(change):
    marks = unicodedata.normalize("NFD", vietnamese_letters()).replace(*change)
    pdf = render_pdf(specimen(unicodedata.normalize("NFC", marks)))
    with Image.open(REFERENCE) as reference:
        assert difference(picture_of(pdf), reference) > NEARLY_NOTHING


@pytest.mark.slow
def test_letters_written_in_two_parts_print_as_one():
    whole, apart = (
        render_pdf(specimen(unicodedata.normalize(form, vietnamese_letters())))
        for form in ("NFC", "NFD")
    )
    assert difference(picture_of(apart), picture_of(whole)) < NEARLY_NOTHING
