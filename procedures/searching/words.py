"""Words as people type them: without marks, through a sleeping Telex or VNI; pure.

A word is compared by its letters without marks. Its marks, where it has any, tell
only which of two words with the same letters is nearer.
"""

import re
import unicodedata
from dataclasses import dataclass

from wardportal.formats import clean_text, fold

WORD = re.compile(r"[^\W_]+")
DIGIT = re.compile(r"\d")
INITIAL = re.compile(r"(?:ngh|tr|th|kh|ph|nh|ng|gh|gi|qu|ch|dd|[bcdghklmnpqrstvx])?")
"""What a Vietnamese syllable may begin with; ``dd`` is Telex for đ."""

TELEX_KEYS = re.compile(r"[sfrxjzw]")
DOUBLED = re.compile(r"([aeo])\1")
LATE_HAT = re.compile(r"([aeo])(.*)\1$")
"""A hat typed at the end of the syllable: ``hono`` is hôn."""

TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Word:
    """One word: its bare letters, and its letters with marks where it has any."""

    bare: str
    marked: str = ""


def words_of(text: str) -> list[Word]:
    """Cut a text into words; a word typed without marks has no ``marked``."""
    return [_word(part) for part in WORD.findall(clean_text(text).lower())]


def bare_words(text: str) -> tuple[str, ...]:
    """Cut a text into words without marks."""
    return tuple(word.bare for word in words_of(text))


def awakened(word: str) -> list[str]:
    """Return what a bare word says if its marks were typed as keys, likeliest first.

    VNI writes marks as digits, Telex as letters that no Vietnamese syllable has there:
    ``d9a8ng`` and ``ddawngf`` are both đăng.
    """
    if DIGIT.search(word):
        without = DIGIT.sub("", word)
        return [one_letter_for_i(without)] if without else []
    plain = _without_telex(word)
    late = LATE_HAT.sub(r"\1\2", plain)
    barred = plain[:-1] if plain.startswith("d") and plain.endswith("d") else plain
    found = dict.fromkeys(map(one_letter_for_i, (plain, late, barred)))
    return [form for form in found if form and form != word]


def _word(part: str) -> Word:
    bare = fold(part)
    marked = "" if part == bare else _tone_last(part)
    return Word(one_letter_for_i(bare), marked)


def _tone_last(part: str) -> str:
    """Write the tone after the letters: hòa and hoà are one word."""
    letters = unicodedata.normalize("NFD", part)
    tone = "".join(mark for mark in letters if mark in TONES)
    shape = "".join(mark for mark in letters if mark not in TONES)
    return one_letter_for_i(shape) + tone


def one_letter_for_i(word: str) -> str:
    """Write ký and kí alike, but giấy not as giai."""
    before = word[-2:-1]
    after_consonant = before.isalpha() and before not in "aeou"
    if word.endswith("y") and (after_consonant or word in {"y", "quy"}):
        return f"{word[:-1]}i"
    return word


def _without_telex(word: str) -> str:
    match = INITIAL.match(word)
    initial = match[0] if match else ""
    rest = TELEX_KEYS.sub("", word[len(initial) :])
    return initial.replace("dd", "d") + DOUBLED.sub(r"\1", DOUBLED.sub(r"\1", rest))
