"""Codes of procedures as people type them: whole, in part, with a local suffix; pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from rapidfuzz.distance import OSA

from wardportal.formats import clean_text

NUMBER = re.compile(r"\d(?:[\d.,\s-]*\d)?")
NOT_DIGITS = re.compile(r"\D")
WHOLE = 7
"""Digits of a national code: 1.001193."""

LEAST_DIGITS = 4
LEAST_DIGITS_AMONG_WORDS = 5


class Coded(Protocol):
    """Anything with a procedure's code, its name, and its number at the counter."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def often(self) -> int: ...


AnyCoded = TypeVar("AnyCoded", bound=Coded)


def by_code(entries: Iterable[AnyCoded], text: str) -> list[AnyCoded]:
    """Return the procedures whose code, or part of it, stands in a text.

    A part is read as the end of the code first, then as its beginning, then as any
    part; a whole code that nobody has is read with one digit wrong.
    """
    typed = _typed_digits(clean_text(text))
    if not typed:
        return []
    coded = [(NOT_DIGITS.sub("", entry.code), entry) for entry in entries if entry.code]
    placed = [
        (rank, entry.often or 1000, entry.name, entry.code, entry)
        for digits, entry in coded
        if (rank := _rank(digits, typed)) is not None
    ]
    placed.sort(key=lambda row: row[:4])
    exact = [row for row in placed if row[0] == 0]
    return [row[-1] for row in exact or placed]


def _typed_digits(text: str) -> str:
    """Return the longest number typed, where it is long enough for a code."""
    numbers: Sequence[str] = [NOT_DIGITS.sub("", part) for part in NUMBER.findall(text)]
    longest = max(numbers, key=len, default="")
    alone = not re.search(r"[^\W\d_]", text)
    least = LEAST_DIGITS if alone else LEAST_DIGITS_AMONG_WORDS
    return longest[:WHOLE] if len(longest) >= least else ""


def _rank(digits: str, typed: str) -> int | None:
    if digits == typed:
        return 0
    if len(typed) == WHOLE:
        return 4 if OSA.distance(digits, typed, score_cutoff=1) == 1 else None
    if digits.endswith(typed):
        return 1
    if digits.startswith(typed):
        return 2
    return 3 if typed in digits else None
