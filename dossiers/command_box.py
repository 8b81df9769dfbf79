"""What the counter's one box understands, told by shape alone; pure.

The clerk never chooses a mode: a scanner and a keyboard both end with Enter.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from dossiers.codes import scanned_token
from wardportal.formats import clean_text

FAVOURITE = re.compile(r"[0-9]{1,2}")
ID_NUMBER = re.compile(r"[0-9]{12}")
PROCEDURE_CODE = re.compile(r"[0-9]{1,2}\.[0-9]{6}(?:\.[0-9A-Za-z]{1,4}){0,4}")
DAY_NUMBER = re.compile(r"[0-9]{4}")
DIGITS = re.compile(r"[0-9]+")


class CommandKind(StrEnum):
    """What was meant."""

    NOTHING = "nothing"
    FAVOURITE = "favourite"
    ID_NUMBER = "id_number"
    PROCEDURE_CODE = "procedure_code"
    DAY_NUMBER = "day_number"
    """Four digits name today's dossier of that number."""

    RECEIPT = "receipt"
    """The QR of a receipt."""

    OTHER_NUMBER = "other_number"
    """Digits of a length that means nothing, most likely an ID number cut short."""

    SEARCH = "search"


SHAPES = (
    (FAVOURITE, CommandKind.FAVOURITE),
    (ID_NUMBER, CommandKind.ID_NUMBER),
    (PROCEDURE_CODE, CommandKind.PROCEDURE_CODE),
    (DAY_NUMBER, CommandKind.DAY_NUMBER),
    (DIGITS, CommandKind.OTHER_NUMBER),
)


@dataclass(frozen=True)
class Command:
    """One line of the box, understood."""

    kind: CommandKind
    text: str = ""


def read_command(typed: str) -> Command:
    """Tell what a typed or scanned line means.

    Spaces inside a number do not count: ``001 186 000 123`` is an ID number.
    """
    text = clean_text(typed)
    if not text:
        return Command(CommandKind.NOTHING)
    number = text.replace(" ", "")
    if scanned_token(text):
        return Command(CommandKind.RECEIPT, text)
    for shape, kind in SHAPES:
        if shape.fullmatch(number):
            return Command(kind, number)
    return Command(CommandKind.SEARCH, text)
