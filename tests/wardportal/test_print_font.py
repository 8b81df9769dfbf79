"""Measuring and breaking text without a typesetter."""

import pytest

from wardportal.checks import vietnamese_letters
from wardportal.print_font import NO_GLYPH, print_font

SIZE = 10.0


@pytest.fixture
def font():
    return print_font("regular")


def test_every_vietnamese_letter_has_a_glyph_of_its_own(font):
    glyphs = [font.glyphs[letter] for letter in vietnamese_letters()]

    assert NO_GLYPH not in glyphs
    assert len(set(glyphs)) == len(glyphs)


def test_a_text_is_as_wide_as_its_letters(font):
    assert font.width("ii", SIZE) == 2 * font.width("i", SIZE)
    assert font.width("W", 2 * SIZE) == 2 * font.width("W", SIZE)
    assert font.width("", SIZE) == 0


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("Nguyễn Thị Ví Dụ", ["Nguyễn", "Thị Ví Dụ"]),
        ("một\nhai", ["một", "hai"]),
        ("H26-261123-0001", ["H26-", "261123-", "0001"]),
        ("aaaaaaaaaaaaaaa", ["aaaaaaaaa", "aaaaaa"]),
        ("a aaaaaaaaaaaaa", ["a", "aaaaaaaaa", "aaaa"]),
    ],
)
def test_a_text_is_broken_between_words_then_after_hyphens(font, text, lines):
    assert font.wrapped(text, size=SIZE, width=42) == lines


def test_no_line_is_wider_than_its_cell(font):
    text = "Ủy ban nhân dân phường Hoa-Sen-Rất-Dài H26.70.01-261123-0001 iiiiiiii" * 3

    for width in (6, 20, 55):
        lines = font.wrapped(text, size=SIZE, width=width)
        assert all(len(line) == 1 or font.width(line, SIZE) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_letters_typed_with_marks_apart_are_composed(font):
    apart = "Tie\u0302\u0301p"

    assert font.wrapped(apart, size=SIZE, width=100) == ["Tiếp"]


def test_what_the_font_lacks_is_drawn_as_its_empty_glyph(font):
    assert font.encoded("a\u4e00") == f"{font.glyphs['a']:04X}0000"
    assert font.width("\u4e00", SIZE) == 0
