"""Turns a row of a catalogue file into facts, or says why it cannot.

Nothing is invented: a limit without a unit stays unclear, an unknown fee unset, and
the procedure says what is missing.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from procedures.agencies import agencies_in, agency_table
from procedures.deadlines import DeadlineError, Limit
from procedures.enums import Channel, FeeBasis, FeeStatus, LimitUnit, OnlineLevel
from wardportal.formats import clean_text, fold, thousands

Facts = dict[str, Any]

_CODE = (
    r"(?P<national>\d{1,2}\.\d{6}(?:\.\d{2})?)"
    r"(?:(?:\.\d{3}\.\d{2}\.\d{2})?\.H\d{2})?"
)
CODE = re.compile(f"^{_CODE}$")
"""National part with an optional case number; then a local suffix."""

GLUED = (
    re.compile(rf"^(?P<code>{_CODE})(?![\d.]*\d)[\s:.)–—-]*(?P<name>.*)$"),
    re.compile(rf"^(?P<name>.*[^\d.\s(–—-])[\s(–—-]*(?P<code>(?<!\d){_CODE})\)?\.?$"),
)
"""A code that stands before or behind a name in one cell."""

TEXTS = (
    "sector",
    "group",
    "level",
    "decision",
    "portal_url",
    "as_of",
    "result",
    "short_name",
    "popular_name",
    "summary",
    "notice",
    "documents_note",
    "source_note",
    "unclear_limit",
)
FLAGS = ("foreign_element", "same_visit", "non_territorial", "two_parties")
CHANNEL_WORDS = {
    "truc tuyen": Channel.ONLINE,
    "truc tiep": Channel.IN_PERSON,
    "buu chinh": Channel.POSTAL,
    "buu chinh cong ich": Channel.POSTAL,
    **{channel.value: channel for channel in Channel},
}
UNIT_WORDS = {
    "ngay lam viec": LimitUnit.WORKING_DAY,
    "ngay": LimitUnit.DAY,
    "gio": LimitUnit.HOUR,
    "gio lam viec": LimitUnit.HOUR,
    "thang": LimitUnit.MONTH,
    "ngay trong ngay": LimitUnit.SAME_DAY,
    "trong ngay": LimitUnit.SAME_DAY,
    **{unit.value: unit for unit in LimitUnit},
}
ONLINE_WORDS = {
    "toan trinh": OnlineLevel.FULL,
    "mot phan": OnlineLevel.PARTIAL,
    "cung cap thong tin": OnlineLevel.INFORMATION,
    **{level.value: level for level in OnlineLevel},
}


MOST_SMALL = 32_000
MOST_MONEY = 2_000_000_000
"""The largest numbers that the catalogue's columns hold, rounded down."""


class FactError(ValueError):
    """A value that cannot be taken; the text names it and says what to do."""


def facts_of(row: Mapping[str, Any]) -> Facts:
    """Return the facts that a row states; what it does not state is left out.

    Raises FactError with a Vietnamese sentence for a value that is wrong.
    """
    facts: Facts = _named(row) | {name: _text(row.get(name)) for name in TEXTS}
    if not facts["name"]:
        raise FactError("Hãy ghi tên thủ tục.")
    facts |= {name: bool(row.get(name)) for name in FLAGS}
    try:
        for read in _READERS:
            facts |= read(row)
    except FactError:
        raise
    except (TypeError, ValueError, AttributeError) as error:
        raise FactError("Dữ liệu của dòng này không đúng cấu trúc.") from error
    return stated_only(facts)


def national_code(text: str) -> str:
    """Return the national part of a code; a local suffix is dropped.

    Raises FactError for another shape.
    """
    match = CODE.match(text)
    if match is None:
        raise FactError(f"Mã “{text}” chưa đúng dạng 1.234567. Hãy sửa hoặc để trống.")
    return match["national"]


def missing_in(facts: Mapping[str, Any]) -> list[str]:
    """List what the counter needs and the source does not say."""
    stated = {
        "code": facts.get("code"),
        "limit": facts.get("limits") or facts.get("unclear_limit"),
        "unit": facts.get("limits") or not facts.get("unclear_limit"),
        "channels": facts.get("channels"),
        "fee": facts.get("fees"),
    }
    return [name for name, value in stated.items() if not value]


def _text(value: object) -> str:
    return clean_text(str(value)) if value not in {None, ""} else ""


def _named(row: Mapping[str, Any]) -> Facts:
    """Read code and name, also where one cell holds both."""
    code_cell = _squeezed(_text(row.get("code")))
    code, beside = _apart(code_cell)
    glued, name = _apart(_text(row.get("name")))
    original = code or code_cell or glued
    facts = {"name": name or beside}
    if original:
        national = national_code(original)
        _check_one_code(national, glued, _text(row.get("page")))
        facts["code"] = national
        facts |= {} if national == original else {"code_original": original}
    return facts


def _check_one_code(code: str, in_name: str, page: str) -> None:
    """Raise FactError where the name or the page's own name carries another code."""
    if in_name and national_code(in_name) != code:
        raise FactError(
            f"Tên mang mã {in_name}, khác mã {code} của dòng. Hãy giữ một mã."
        )
    if CODE.match(page) and national_code(page) != code:
        raise FactError(
            f"Trang mang tên {page} nhưng ghi mã {code}. Hãy lấy lại trang này."
        )


def _squeezed(text: str) -> str:
    """Mend a code with spaces or a decimal comma; other text stays."""
    mended = text.replace(" ", "").replace(",", ".")
    return mended if CODE.match(mended) else text


def _apart(cell: str) -> tuple[str, str]:
    """Part a code from the name it is glued to; the code is "" where there is none."""
    matches = (pattern.match(cell) for pattern in GLUED)
    match = next((match for match in matches if match), None)
    return (match["code"], match["name"]) if match else ("", cell)


def _agencies(row: Mapping[str, Any]) -> Facts:
    """Read who carries a procedure out, and whose procedure it is, in our spelling."""
    return {
        "authority": "; ".join(agencies_in(_lines(row.get("authority")))),
        "ministry": agency_table().name_of(_text(row.get("ministry"))),
    }


def _lines(stated: object) -> str:
    """Join what a page lists; a cell stays as it is."""
    return (
        "; ".join(map(str, stated)) if isinstance(stated, list) else str(stated or "")
    )


def _channels(row: Mapping[str, Any]) -> Facts:
    stated = row.get("channels") or []
    words = re.split(r"[|;,\n]", stated) if isinstance(stated, str) else stated
    channels = {_word(CHANNEL_WORDS, word, "Kênh nộp") for word in words if word}
    return {"channels": [c.value for c in Channel if c in channels]} if channels else {}


def _limits(row: Mapping[str, Any]) -> Facts:
    stated = row.get("limits") or _flat_limit(row)
    limits = [_limit(entry) for entry in stated if entry]
    seen = [(entry.get("channel"), entry.get("case")) for entry in limits]
    if len(seen) != len(set(seen)):
        raise FactError("Một kênh và trường hợp có hai thời hạn. Hãy giữ một.")
    return {"limits": limits} if limits else {}


def _flat_limit(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Read value and unit from two columns or one, as "05 ngày làm việc"."""
    value, unit = _value_and_unit(row)
    if not value or not unit:
        return []
    return [{"value": value, "unit": unit, "note": _text(row.get("limit_note"))}]


def _unclear(row: Mapping[str, Any]) -> Facts:
    """Keep a number without a unit as it is written: it is not guessed."""
    value, unit = _value_and_unit(row)
    return {"unclear_limit": value} if value and not unit else {}


def _value_and_unit(row: Mapping[str, Any]) -> tuple[str, str]:
    value, unit = _text(row.get("limit_value")), _text(row.get("limit_unit"))
    number, _, words = value.partition(" ")
    if not unit and number.isdecimal() and fold(words) in UNIT_WORDS:
        return number, words
    return value, unit


def _limit(entry: Mapping[str, Any]) -> Facts:
    unit = _word(UNIT_WORDS, entry.get("unit"), "Đơn vị thời hạn")
    value = _whole(entry.get("value"), "Thời hạn")
    try:
        Limit(value, unit)
    except DeadlineError as error:
        raise FactError(str(error)) from error
    return stated_only(
        {
            "value": value,
            "unit": unit.value,
            "channel": _optional_channel(entry),
            "case": _text(entry.get("case")),
            "cutoff": _clock(entry.get("cutoff")),
            "basis": _text(entry.get("basis")),
            "note": _text(entry.get("note")),
        }
    )


def _fees(row: Mapping[str, Any]) -> Facts:
    stated = row.get("fees") or _flat_fee(row)
    fees = [_fee(entry) for entry in stated]
    fees += [_exemption(entry) for entry in row.get("exemptions") or []]
    return {"fees": fees} if fees else {}


def _flat_fee(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Read one amount; 0 does not say free, only "miễn phí" does."""
    stated = _text(row.get("fee"))
    if not stated:
        return []
    note = _text(row.get("fee_note"))
    if fold(stated).startswith("mien"):
        return [{"status": FeeStatus.FREE.value, "note": note}]
    amount = _whole(stated, "Lệ phí", MOST_MONEY)
    if amount == 0:
        return [{"status": FeeStatus.COUNCIL.value, "note": note}] if note else []
    return [{"status": FeeStatus.CHARGED.value, "amount": amount, "note": note}]


def _fee(entry: Mapping[str, Any]) -> Facts:
    amount, cap = entry.get("amount"), entry.get("cap")
    return stated_only(
        {
            "status": FeeStatus(entry.get("status", FeeStatus.UNSET.value)).value,
            "basis": FeeBasis(entry.get("basis", FeeBasis.PER_CASE.value)).value,
            "channel": _optional_channel(entry),
            "case": _text(entry.get("case")),
            "amount": None if amount is None else _whole(amount, "Lệ phí", MOST_MONEY),
            "tiers": [
                [int(page), int(price)] for page, price in entry.get("tiers", [])
            ],
            "cap": None if cap is None else _whole(cap, "Mức tối đa", MOST_MONEY),
            "ground": _text(entry.get("ground")),
            "source": _text(entry.get("source")),
            "note": _text(entry.get("note")),
        }
    )


def _exemption(entry: Mapping[str, Any]) -> Facts:
    free = {"status": FeeStatus.FREE.value, "amount": 0}
    return _fee({**free, "ground": entry.get("ground"), "source": entry.get("source")})


def _documents(row: Mapping[str, Any]) -> Facts:
    documents = [
        stated_only(
            {
                "name": _text(entry.get("name")),
                "originals": _whole(entry.get("originals", 0), "Số bản chính"),
                "copies": _whole(entry.get("copies", 0), "Số bản sao"),
                "to_present": bool(entry.get("to_present")),
                "optional": bool(entry.get("optional")),
                "case": _text(entry.get("case")),
                "form": _text(entry.get("form")),
                "note": _text(entry.get("note")),
            }
        )
        for entry in row.get("documents") or []
    ]
    return {"documents": documents} if documents else {}


def _steps(row: Mapping[str, Any]) -> Facts:
    steps = [
        stated_only(
            {name: _text(entry.get(name)) for name in ("role", "action", "duration")}
        )
        for entry in row.get("steps") or []
    ]
    return {"steps": steps} if steps else {}


def _legal_bases(row: Mapping[str, Any]) -> Facts:
    stated = row.get("legal_bases") or []
    numbers = stated.split(";") if isinstance(stated, str) else stated
    bases = list(dict.fromkeys(clean_text(number) for number in numbers if number))
    return {"legal_bases": [basis for basis in bases if basis]} if bases else {}


def _online_level(row: Mapping[str, Any]) -> Facts:
    stated = _text(row.get("online_level"))
    if not stated:
        return {}
    level = _word(ONLINE_WORDS, stated.split("(")[0], "Mức độ trực tuyến")
    return {"online_level": level.value}


def _favourite(row: Mapping[str, Any]) -> Facts:
    stated = row.get("favourite")
    return {"favourite": _whole(stated, "Số trên bàn tiếp nhận")} if stated else {}


def _optional_channel(entry: Mapping[str, Any]) -> str:
    stated = _text(entry.get("channel"))
    return _word(CHANNEL_WORDS, stated, "Kênh nộp").value if stated else ""


def _word(words: Mapping[str, Any], stated: object, what: str) -> Any:
    word = words.get(fold(_text(stated)))
    if word is None:
        raise FactError(f"{what} “{_text(stated)}” không có trong danh mục.")
    return word


def _whole(stated: object, what: str, most: int = MOST_SMALL) -> int:
    digits = _text(stated).removesuffix(".0").replace(".", "")
    if not (digits.isascii() and digits.isdigit()):
        raise FactError(f"{what} phải là số nguyên, tệp ghi “{_text(stated)}”.")
    if int(digits) > most:
        raise FactError(f"{what} nhiều nhất là {thousands(most)}. Hãy kiểm tra lại.")
    return int(digits)


def _clock(stated: object) -> str:
    text = _text(stated)
    if text and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise FactError(f"Giờ “{text}” phải có dạng 15:00.")
    return text


def stated_only(facts: Facts) -> Facts:
    """Leave out what is not stated, so that files of two makes compare equal."""
    return {
        name: value
        for name, value in facts.items()
        if value not in ("", None, []) and value is not False
    }


_READERS: tuple[Callable[[Mapping[str, Any]], Facts], ...] = (
    _agencies,
    _channels,
    _limits,
    _unclear,
    _fees,
    _documents,
    _steps,
    _legal_bases,
    _online_level,
    _favourite,
)
