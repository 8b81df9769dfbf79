"""Tables of any length, read back and looked at."""

import pytest
from PIL import ImageChops

from tests.papers import (
    A4_WIDE,
    difference,
    fonts_in,
    page_sizes,
    page_texts,
    picture_of,
    text_of,
)
from wardportal.checks import vietnamese_letters
from wardportal.long_tables import Column, with_table
from wardportal.pdf import render_pdf

pytestmark = pytest.mark.slow

HEAD = '<link rel="stylesheet" href="/static/css/pdf.css"><body class="on-wide">'
FIRST_PAGE = f"{HEAD}<p>Đầu trang của sổ</p>"
COLUMNS = [Column("STT", 20, centred=True), Column("Họ và tên", 60), Column("Ô", 182)]
BELOW = 40
ALIKE = 0.25


def table(rows):
    first_page = render_pdf(FIRST_PAGE)
    return with_table(first_page, columns=COLUMNS, rows=rows, below=BELOW)


def numbered(count, name="Nguyễn Thị Ví Dụ"):
    return ([str(number), name, ""] for number in range(1, count + 1))


def test_the_table_stands_below_the_head_of_the_first_page():
    pdf = table(numbered(1))

    assert page_sizes(pdf) == [A4_WIDE]
    assert text_of(pdf) == "Đầu trang của sổ STT Họ và tên Ô 1 Nguyễn Thị Ví Dụ"


def test_each_page_has_the_head_of_the_table_and_its_number():
    first, second, third = page_texts(table(numbered(60)))

    assert first.startswith("Đầu trang của sổ STT Họ và tên Ô 1 Nguyễn")
    assert second.startswith("2 STT Họ và tên Ô ")
    assert third.startswith("3 STT Họ và tên Ô ")
    assert third.endswith(" 60 Nguyễn Thị Ví Dụ")


def test_a_row_is_never_cut():
    tall = "một\nhai\nba\nbốn\nnăm\nsáu\nbảy"

    pages = page_texts(table(numbered(20, tall)))

    assert len(pages) > 2
    assert all(text.count("một") == text.count("bảy") for text in pages)
    assert sum(text.count("bảy") for text in pages) == 20


def test_a_table_without_rows_still_has_its_head():
    assert text_of(table([])) == "Đầu trang của sổ STT Họ và tên Ô"


def test_rows_are_read_as_they_are_drawn():
    assert len(page_texts(table(row for row in numbered(1)))) == 1


def test_a_hyphen_is_read_back_as_a_hyphen():
    assert "H26.70.01-261123-0001" in text_of(
        table([["1", "H26.70.01-261123-0001", ""]])
    )


def test_only_the_faces_of_the_table_are_added_once():
    fonts = fonts_in(table(numbered(60)))

    assert fonts.count("Tinos-Regular") == fonts.count("Tinos-Bold") == 1


@pytest.mark.parametrize(("face", "weight"), [("Body", 400), ("Head", 700)])
def test_vietnamese_looks_as_the_typesetter_sets_it(face, weight):
    letters = vietnamese_letters()[:40]

    ours = letters_of(drawn(letters, face))

    assert difference(ours, like(ours, typeset(letters, weight))) < ALIKE
    shuffled = letters[::-1]
    assert difference(ours, like(ours, typeset(shuffled, weight))) > ALIKE


def drawn(text, face):
    heading, rows = (text, []) if face == "Head" else ("", [[text]])
    columns = [Column(heading, 262)]
    return with_table(render_pdf(HEAD), columns=columns, rows=rows, below=BELOW)


def typeset(text, weight):
    style = f"margin-left: 5mm; font: {weight} 9pt 'Print Serif'"
    return render_pdf(f'{HEAD}<p style="{style}">{text}</p>')


def like(ours, pdf):
    """Return the other's letters at the size of ours: half a dot may be between."""
    theirs = letters_of(pdf)
    assert abs(ours.width - theirs.width) <= 3
    assert abs(ours.height - theirs.height) <= 2
    return theirs.resize(ours.size)


def letters_of(pdf):
    """Cut out the ink of one line of letters, from between the rules of a table."""
    picture = picture_of(pdf, dpi=300)
    margin = round(20.5 / 297 * picture.width)
    inside = picture.crop((margin, 0, picture.width - margin, picture.height))
    rows = [y for y in range(inside.height) if is_text(inside, y)]
    band = inside.crop((0, rows[0], inside.width, rows[-1] + 1))
    return band.crop(ImageChops.invert(band).getbbox())


def is_text(picture, y):
    """Tell whether a line of the picture has ink, and no rule across."""
    line = picture.crop((0, y, picture.width, y + 1))
    return 0 < sum(line.histogram()[:128]) < picture.width // 2
