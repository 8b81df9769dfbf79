"""Old and new values of facts side by side, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any

from procedures.catalogue_facts import Facts
from procedures.deadlines import Limit
from procedures.enums import Channel, FeeBasis, FeeStatus, LimitUnit, OnlineLevel
from procedures.models.procedures import ONLINE_LEVEL_LABELS
from procedures.models.terms import (
    CHANNEL_LABELS,
    FEE_BASIS_LABELS,
    FEE_STATUS_LABELS,
)
from wardportal.formats import money

NOTHING = "chưa có"
FACT_LABELS = {
    "code": "mã thủ tục",
    "code_original": "mã theo nguồn",
    "name": "tên thủ tục",
    "short_name": "tên ngắn",
    "popular_name": "tên thường gọi",
    "summary": "tóm tắt dễ hiểu",
    "sector": "lĩnh vực",
    "group": "nhóm lĩnh vực",
    "ministry": "bộ, ngành",
    "authority": "cơ quan thực hiện",
    "level": "cấp thực hiện",
    "decision": "quyết định công bố",
    "channels": "kênh nộp",
    "limits": "thời hạn",
    "unclear_limit": "thời hạn nguồn ghi",
    "pause_allowed": "được tạm dừng tính thời hạn",
    "agreement_allowed": "được hẹn trả theo thỏa thuận",
    "verification_days": "số ngày làm việc được thêm khi phải xác minh",
    "fees": "phí, lệ phí",
    "documents": "thành phần hồ sơ",
    "documents_note": "ghi chú giấy tờ",
    "steps": "trình tự",
    "result": "kết quả",
    "legal_bases": "căn cứ pháp lý",
    "online_level": "mức độ trực tuyến",
    "portal_url": "trang trên Cổng DVCQG",
    "as_of": "số liệu tháng",
    "foreign_element": "có yếu tố nước ngoài",
    "non_territorial": "phi địa giới",
    "same_visit": "làm xong trong một lần đến",
    "two_parties": "có hai bên",
    "favourite": "số trên bàn tiếp nhận",
    "notice": "lưu ý",
    "source_note": "ghi chú nguồn",
}
"""What each fact is called, in the order in which differences are told."""


@dataclass(frozen=True)
class Difference:
    """One fact that two statements tell otherwise; each value in lines."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(before: Facts, after: Facts, names: Iterable[str]) -> list[Difference]:
    """Tell old and new values of some facts, in a fixed order."""
    wanted = set(names)
    return [
        Difference(
            label[:1].upper() + label[1:],
            in_words(name, before.get(name)),
            in_words(name, after.get(name)),
        )
        for name, label in FACT_LABELS.items()
        if name in wanted
    ]


def fact_names(names: Iterable[str]) -> str:
    """Name facts in one phrase."""
    wanted = set(names)
    return ", ".join(label for name, label in FACT_LABELS.items() if name in wanted)


def in_words(fact: str, value: Any) -> tuple[str, ...]:
    """Say the value of a fact in lines; one line says that there is none."""
    if value in (None, "", [], False, 0):
        return (NOTHING,)
    if fact == "online_level":
        return (ONLINE_LEVEL_LABELS[OnlineLevel(value)],)
    if value is True:
        return ("có",)
    words = _LISTS.get(fact)
    return tuple(words(entry) for entry in value) if words else (str(value),)


def _channel(value: str) -> str:
    return CHANNEL_LABELS[Channel(value)]


def _limit(entry: Facts) -> str:
    cutoff = time.fromisoformat(entry["cutoff"]) if "cutoff" in entry else None
    limit = str(Limit(entry["value"], LimitUnit(entry["unit"]), cutoff))
    after = f", nhận sau {entry['cutoff']} tính ngày sau" if cutoff else ""
    return _told(entry, f"{limit}{after}", ("basis", "note"))


def _fee(entry: Facts) -> str:
    status = FeeStatus(entry["status"])
    basis = FEE_BASIS_LABELS[FeeBasis(entry["basis"])]
    prices = [money(entry["amount"])] if entry.get("amount") is not None else []
    prices += [f"từ trang {page}: {money(price)}" for page, price in _tiers(entry)]
    cap = f", tối đa {money(entry['cap'])}" if entry.get("cap") else ""
    priced = f"{'; '.join(prices)} {basis}{cap}" if prices else ""
    words = (priced if status is FeeStatus.CHARGED else "") or FEE_STATUS_LABELS[status]
    return _told(entry, words, ("ground", "source", "note"))


def _tiers(entry: Facts) -> list[list[int]]:
    tiers: list[list[int]] = entry.get("tiers", [])
    return tiers


def _paper(entry: Facts) -> str:
    counts = (("originals", "bản chính"), ("copies", "bản sao"))
    parts = [f"{entry[key]} {noun}" for key, noun in counts if entry.get(key)]
    if entry.get("to_present"):
        parts.append("xuất trình")
    if entry.get("optional"):
        parts.append("nếu có")
    numbers = f": {', '.join(parts)}" if parts else ""
    return _told(entry, f"{entry['name']}{numbers}", ("form", "note"))


def _step(entry: Facts) -> str:
    role = f"{entry['role']}: " if entry.get("role") else ""
    return _told(entry, f"{role}{entry.get('action', '')}", ("duration",))


def _told(entry: Facts, words: str, further: tuple[str, ...]) -> str:
    """Put what an entry is for before its words, and what it adds behind them."""
    channel = _channel(entry["channel"]) if entry.get("channel") else ""
    heads = [head for head in (channel, entry.get("case")) if head]
    tails = [entry[name] for name in further if entry.get(name)]
    beginning = f"{', '.join(heads)}: " if heads else ""
    ending = f" ({'; '.join(tails)})" if tails else ""
    return f"{beginning}{words}{ending}"


_LISTS: dict[str, Callable[[Any], str]] = {
    "channels": _channel,
    "limits": _limit,
    "fees": _fee,
    "documents": _paper,
    "steps": _step,
    "legal_bases": str,
}
