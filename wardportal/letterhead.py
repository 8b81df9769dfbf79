"""The head of a printed document: who issues it, its number, place and date.

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II mục 1-4.
"""

import re
from dataclasses import dataclass
from datetime import date

from wardportal.formats import nd30_date
from wardportal.office.models import Office

NO_BREAK = "\N{NO-BREAK SPACE}"
TOGETHER = re.compile(
    r"điểm phục vụ|trung tâm phục vụ|hành chính công|bộ phận|một cửa|tiếp nhận"
    r"|và trả kết quả|phường \S+ \S+|xã \S+ \S+|(?:cơ sở|chi nhánh|điểm|quầy|số) \d+",
    re.IGNORECASE,
)
"""Parts of a desk's name that mean something only as a whole."""


@dataclass(frozen=True)
class Letterhead:
    """What stands above the title; capitals are the style sheet's."""

    parent_lines: tuple[str, ...]
    agency_lines: tuple[str, ...]
    number: str
    """``Số: …/BC-UBND``; the clerk of records writes the number in by hand.
    "" on a paper that is not entered in the records."""

    place_and_date: str


def office_letterhead(office: Office, *, symbol: str, day: date) -> Letterhead:
    """Head of what the ward's committee signs; a committee names no parent agency."""
    return Letterhead(
        parent_lines=(),
        agency_lines=name_lines(office),
        number=blank_number(symbol),
        place_and_date=nd30_date(office.place_name, day),
    )


def desk_letterhead(office: Office, *, day: date, symbol: str = "") -> Letterhead:
    """Head of what the one-stop desk issues, under the ward's committee."""
    return Letterhead(
        parent_lines=name_lines(office),
        agency_lines=(kept_together(office.desk_name),),
        number=blank_number(symbol) if symbol else "",
        place_and_date=nd30_date(office.place_name, day),
    )


def name_lines(office: Office) -> tuple[str, ...]:
    """Cut ``Ủy ban nhân dân phường Hoa Sen`` before the ward's own name."""
    name, ward = office.name, office.short_name
    if ward and name.casefold().endswith(f" {ward.casefold()}"):
        cut = len(name) - len(ward)
        return name[:cut].strip(), name[cut:]
    return (name,)


def kept_together(name: str) -> str:
    """Let a desk's name break only between its parts, as ``… | hành chính công | …``."""
    return TOGETHER.sub(lambda part: part[0].replace(" ", NO_BREAK), name)


def blank_number(symbol: str) -> str:
    """Leave room for a number of three or four digits before the symbol."""
    gap = NO_BREAK * 9
    return f"Số:{gap}/{symbol}"
