"""The installation refuses fonts that would tear Vietnamese apart."""

import shutil
from pathlib import Path

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from wardportal.checks import PDF_FACES, check_pdf_fonts, vietnamese_letters

FONTS = Path(__file__).resolve().parents[2] / "static/fonts/pdf"


@pytest.fixture
def fonts(tmp_path, settings):
    """Copy the fonts to where a test may spoil them."""
    settings.BASE_DIR = tmp_path
    return Path(shutil.copytree(FONTS, tmp_path / "static/fonts/pdf"))


def problems():
    return [error.msg for error in check_pdf_fonts(None)]


def test_every_vowel_in_every_tone_is_asked_for():
    letters = vietnamese_letters()
    assert len(set(letters)) == len(letters) == 2 * (12 * 6 + 1)
    assert set("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ") <= set(letters)


def test_the_fonts_we_ship_hold_every_letter():
    assert problems() == []


@pytest.mark.parametrize("face", PDF_FACES)
def test_a_face_without_a_letter_is_named_with_it(fonts, face):
    file = fonts / f"tinos-{face}.ttf"
    with TTFont(file) as font:
        kept = [code for code in font.getBestCmap() if chr(code) not in "ễỮ"]
        subsetter = Subsetter(Options(layout_features=[]))
        subsetter.populate(unicodes=kept)
        subsetter.subset(font)
        font.save(fonts / "spoilt.ttf")
    (fonts / "spoilt.ttf").rename(file)
    assert problems() == [f"The PDF font tinos-{face}.ttf lacks ễỮ."]


def test_a_face_that_is_gone_or_no_font_is_named(fonts):
    (fonts / "tinos-bold.ttf").unlink()
    (fonts / "tinos-italic.ttf").write_text("version https://git-lfs", "utf-8")
    gone, broken = problems()
    assert gone.startswith("The PDF font tinos-bold.ttf cannot be read:")
    assert broken.startswith("The PDF font tinos-italic.ttf cannot be read:")
