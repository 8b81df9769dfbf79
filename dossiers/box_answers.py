"""What the counter's box does to the form: fills it, or lists what was found."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from dossiers.command_box import Command, CommandKind
from dossiers.models import Dossier
from dossiers.people import last_known
from procedures.models import Procedure, ProcedureQuerySet
from procedures.search import InOrder, matches
from wardportal.formats import short_date

MOST_FOUND = 8
NATIONAL_CODE = re.compile(r"[0-9]{1,2}\.[0-9]{6}")

STRANGER = {
    "is_organisation": "",
    "full_name": "",
    "birth_date": "",
    "phone": "",
    "email": "",
    "address": "",
    "filled_from": "",
}
"""A new ID number is a new person: nothing of the one before may stay."""


SECOND_PARTY = {
    "id_number": "second_id_number",
    "full_name": "second_name",
    "birth_date": "second_birth_date",
    "phone": "second_phone",
}
"""The applicant's fields that the second party has as well."""


@dataclass(frozen=True)
class BoxAnswer:
    """Values for the form, procedures to choose from, a sentence, the next field."""

    values: Mapping[str, str] = field(default_factory=dict)
    found: tuple[Procedure, ...] = ()
    message: str = ""
    focus: str = ""
    """Name of the form's field to go on with; the box itself when empty."""

    link_url: str = ""
    link_label: str = ""

    def of_second_party(self) -> Self:
        """Return the same answer for the other of two parties."""
        focus = SECOND_PARTY.get(self.focus, self.focus)
        return replace(self, values=as_second_party(self.values), focus=focus)


def known_values(id_number: str) -> dict[str, str]:
    """Return what the person with an ID number declared last; empty for a stranger."""
    known = last_known(id_number)
    if known is None:
        return {}
    return {
        "filled_from": id_number,
        "full_name": known.full_name,
        "birth_date": short_date(known.birth_date) if known.birth_date else "",
        "phone": known.phone,
        "email": known.email,
        "address": known.address,
    }


def as_second_party(values: Mapping[str, str]) -> dict[str, str]:
    """Return a person's values under the names of the second party's fields."""
    return {
        other: values[name] for name, other in SECOND_PARTY.items() if name in values
    }


def choose(slug: str) -> BoxAnswer:
    """Choose a procedure from the list of those found."""
    return BoxAnswer(values={"procedure": slug})


def answer(command: Command, *, day: date) -> BoxAnswer:
    """Obey one line of the box on a day."""
    return ANSWERS[command.kind](command.text, day)


def still_typing(dossier: Dossier, address: str) -> BoxAnswer:
    """Keep the half-typed form; the dossier named is one click away."""
    return BoxAnswer(
        message=f"Đang nhập dở một hồ sơ, chưa mở hồ sơ {dossier.short_code}.",
        link_url=address,
        link_label="Mở, bỏ phần đang nhập",
    )


def _nothing(_text: str, _day: date) -> BoxAnswer:
    return BoxAnswer()


def _favourite(number: str, day: date) -> BoxAnswer:
    chosen = _choosable(day).favourites().filter(favourite_order=int(number)).first()
    if chosen:
        return choose(chosen.slug)
    return BoxAnswer(message=f"Không có thủ tục số {number}. Hãy gõ tên thủ tục.")


def _code(code: str, day: date) -> BoxAnswer:
    national = NATIONAL_CODE.match(code)
    codes = [code, *([national[0]] if national else [])]
    found = {row.code: row for row in _choosable(day).filter(code__in=codes)}
    chosen = next((found[code] for code in codes if code in found), None)
    if chosen:
        return choose(chosen.slug)
    return BoxAnswer(
        message=f"Không có thủ tục mã {code}. Hãy kiểm tra mã hoặc gõ tên thủ tục."
    )


def _search(text: str, day: date) -> BoxAnswer:
    found = tuple(InOrder(_choosable(day), matches(text))[: MOST_FOUND + 1])
    if len(found) == 1:
        return choose(found[0].slug)
    if not found:
        return BoxAnswer(
            message=f"Không tìm thấy thủ tục nào khớp “{text}”. Hãy thử từ ngắn hơn."
        )
    more = "Còn thủ tục khác, hãy gõ thêm chữ." if len(found) > MOST_FOUND else ""
    return BoxAnswer(found=found[:MOST_FOUND], message=more)


def _id_number(id_number: str, _day: date) -> BoxAnswer:
    values = {**STRANGER, "id_number": id_number}
    known = known_values(id_number)
    if known:
        return BoxAnswer(values=values | known)
    return BoxAnswer(
        values=values,
        message="Số căn cước này chưa nộp hồ sơ nào. Hãy nhập họ và tên.",
        focus="full_name",
    )


def _other_number(number: str, _day: date) -> BoxAnswer:
    return BoxAnswer(
        message=f"Số căn cước cần 12 chữ số, bạn đã nhập {len(number)}. "
        "Thủ tục chọn bằng 1 hoặc 2 chữ số."
    )


def _day_number(number: str, _day: date) -> BoxAnswer:
    return BoxAnswer(
        message=f"Hôm nay không có hồ sơ số {number}. "
        "Hồ sơ ngày khác: hãy gõ cả ngày và số, ví dụ 261123-0041."
    )


def _receipt(_text: str, _day: date) -> BoxAnswer:
    return BoxAnswer(
        message="Không tìm thấy hồ sơ của mã QR vừa quét. "
        "Hãy gõ mã hồ sơ in trên giấy hẹn."
    )


ANSWERS: dict[CommandKind, Callable[[str, date], BoxAnswer]] = {
    CommandKind.NOTHING: _nothing,
    CommandKind.FAVOURITE: _favourite,
    CommandKind.PROCEDURE_CODE: _code,
    CommandKind.SEARCH: _search,
    CommandKind.ID_NUMBER: _id_number,
    CommandKind.DAY_NUMBER: _day_number,
    CommandKind.RECEIPT: _receipt,
    CommandKind.OTHER_NUMBER: _other_number,
}


def _choosable(day: date) -> ProcedureQuerySet:
    return Procedure.objects.for_citizens().published(day)
