"""What Django verifies about this installation whenever a command starts."""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

PDF_FACES = ("regular", "bold", "italic", "bolditalic")
MARKS_USED = "–—“”‘’•…₫→□■"
"""What documents print besides letters and ASCII."""

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def vietnamese_letters() -> str:
    """Return the Vietnamese vowels in every tone and đ, small and capital."""
    small = "đ" + "".join(
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in _VOWELS
        for tone in _TONES
    )
    return small + small.upper()


def missing_characters(font: Path, needed: str) -> str:
    """Return the needed characters that a font file has no glyph for.

    Raises OSError or TTLibError when the file cannot be read as a font.
    """
    with font.open("rb") as file, TTFont(file, lazy=True) as face:
        drawn = face.getBestCmap()
    return "".join(character for character in needed if ord(character) not in drawn)


@register
def check_pdf_fonts(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> Iterable[CheckMessage]:
    """Refuse to run with fonts that would print Vietnamese letter by letter.

    A font without some letters borrows them from another one, and the page looks
    torn although its text can still be searched.
    """
    folder = Path(settings.BASE_DIR) / "static/fonts/pdf"
    for face in PDF_FACES:
        font = folder / f"tinos-{face}.ttf"
        if problem := _problem_of(font):
            yield Error(
                f"The PDF font {font.name} {problem}.",
                hint="Restore static/fonts/pdf from the source tree.",
                id="wardportal.E001",
            )


def _problem_of(font: Path) -> str:
    try:
        missing = missing_characters(font, vietnamese_letters() + MARKS_USED)
    except (OSError, TTLibError) as error:
        return f"cannot be read: {error}"
    return f"lacks {missing}" if missing else ""
