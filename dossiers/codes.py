"""Dossier codes and tracking tokens: their shape and how they are read; pure."""

import re
import secrets
import unicodedata
from datetime import date

from wardportal.formats import clean_text

SAFE_LETTERS = "23456789bcghkmnpqtv"
"""No vowels and no letter or digit pair that Telex or VNI turns into a mark: a
scanner types through the clerk's input method."""
TOKEN_LENGTH = 26
SMALLEST_NUMBER_WIDTH = 4
CENTURY = 2000

OWN_CODE = re.compile(
    r"(?P<agency>[0-9A-Z.]{2,30})-(?P<day>[0-9]{6})-(?P<number>[0-9]{4}|[1-9][0-9]{4})"
)

SHORT_CODE = re.compile(r"(?P<day>[0-9]{6})-(?P<number>[0-9]{4}|[1-9][0-9]{4})")
ANY_AGENCY = "00"
TRACKING_ADDRESS = re.compile(r"/t/(?P<token>[2-9b-v]{20,40})/?$")
"""Only the end is read: the scanner types a host name through the input method."""

VNI_DIGITS = {
    "\u0301": "1",
    "\u0300": "2",
    "\u0309": "3",
    "\u0303": "4",
    "\u0323": "5",
    "\u0302": "6",
    "\u031b": "7",
    "\u0306": "8",
}
"""The digit that sets each combining mark in the VNI way of typing."""
SAME_IN_CODES = str.maketrans({"đ": "d9", "Đ": "D9", "–": "-", "—": "-", "‑": "-"})


def dossier_code(*, agency_code: str, day: date, number: int) -> str:
    """Return ``AGENCY-YYMMDD-NNNN``; a fifth digit after 9.999.

    Raises ValueError for a number below 1.
    """
    if number < 1:
        raise ValueError("Số thứ tự trong ngày bắt đầu từ 1.")
    return f"{agency_code}-{day:%y%m%d}-{number:0{SMALLEST_NUMBER_WIDTH}d}"


def number_in_code(code: str, *, agency_code: str, day: date) -> int | None:
    """Return the day's number in one of our own codes of that day, else None."""
    match = OWN_CODE.fullmatch(code)
    if not match or match["agency"] != agency_code or match["day"] != f"{day:%y%m%d}":
        return None
    return int(match["number"])


def day_in_code(code: str) -> date | None:
    """Return the day that a code of our shape names, whosever agency it is."""
    match = OWN_CODE.fullmatch(code)
    if not match:
        return None
    year, month, day = (int(match["day"][at : at + 2]) for at in (0, 2, 4))
    try:
        return date(CENTURY + year, month, day)
    except ValueError:
        return None


def number_on_day(text: str) -> tuple[date, int] | None:
    """Read what clerks say aloud (``261123-0041``): day and number, else None."""
    match = SHORT_CODE.fullmatch(text)
    day = day_in_code(f"{ANY_AGENCY}-{text}") if match else None
    return (day, int(match["number"])) if match and day else None


def typed_code(text: str) -> str:
    """Return a typed or scanned code in the shape it is stored in.

    A scanner types through the clerk's input method: in VNI ``A1`` becomes ``Á``. The
    marks become digits again; spaces go, dashes are hyphens, letters are capitals.
    """
    letters = unicodedata.normalize("NFD", clean_text(text).translate(SAME_IN_CODES))
    digits = "".join(VNI_DIGITS.get(letter, letter) for letter in letters)
    return "".join(digits.split()).upper()


def short_code(code: str) -> str:
    """Return the part clerks say aloud: day and number (``261123-0041``)."""
    match = OWN_CODE.fullmatch(code)
    return f"{match['day']}-{match['number']}" if match else code


def scanned_token(text: str) -> str:
    """Return the secret in the address that a receipt's QR holds; "" for other text."""
    match = TRACKING_ADDRESS.search(clean_text(text))
    return match["token"] if match else ""


def new_tracking_token() -> str:
    """Return a secret token of 110 random bits, safe to type through any keyboard."""
    drawn = secrets.randbelow(len(SAFE_LETTERS) ** TOKEN_LENGTH)
    letters = []
    for _ in range(TOKEN_LENGTH):
        drawn, place = divmod(drawn, len(SAFE_LETTERS))
        letters.append(SAFE_LETTERS[place])
    return "".join(letters)
