"""What a reader is told of a version: limit, fee, channels, papers, gaps, in words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from procedures.enums import Channel, FeeStatus, VersionState
from procedures.fees import COUNCIL_WORDS, FREE_WORDS, UNSET_WORDS
from procedures.models import (
    Fee,
    LegalBasis,
    ProcedureVersion,
    RequiredDocument,
    TimeLimit,
)
from procedures.models.terms import CHANNEL_LABELS, FEE_BASIS_LABELS
from wardportal.formats import money, prose_count, short_date

NOT_STATED = "Chưa có trong danh mục"
MISSING_WORDS = {
    "code": "mã thủ tục",
    "limit": "thời hạn giải quyết",
    "unit": "đơn vị của thời hạn",
    "channels": "kênh nộp",
    "fee": "phí, lệ phí",
}
STATE_WORDS = {
    VersionState.IN_FORCE: "Đang áp dụng",
    VersionState.UPCOMING: "Sắp có hiệu lực",
    VersionState.ABOLISHED: "Đã bãi bỏ",
}

CONDITIONS = ("Chỉ khi", "Nếu", "Với", "Khi")
"""A note that begins so says itself when the paper is needed."""

BASIS_KINDS = (
    (re.compile(r"/QH\d+$"), "Văn bản của Quốc hội"),
    (re.compile(r"/UBTVQH\d+$"), "Văn bản của Ủy ban Thường vụ Quốc hội"),
    (re.compile(r"/NQ-QH\d+$"), "Nghị quyết"),
    (re.compile(r"/NĐ-CP$"), "Nghị định"),
    (re.compile(r"/NQ-CP$"), "Nghị quyết"),
    (re.compile(r"/QĐ-TTg$"), "Quyết định"),
    (re.compile(r"/TTLT-"), "Thông tư liên tịch"),
    (re.compile(r"/TT-"), "Thông tư"),
)
"""Kinds of legal documents by their symbols, the highest first. The National
Assembly numbers laws and resolutions alike: which it is, only the name tells."""


@dataclass(frozen=True)
class Fact:
    """One of the key facts at the top of a procedure's page."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class PaperItem:
    """One line of the checklist of papers."""

    title: str
    count: str
    note: str
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True)
class StepItem:
    """One numbered step."""

    title: str
    text: str


def key_facts(version: ProcedureVersion) -> list[Fact]:
    """Say limit, fee, channels and result of a version."""
    limits = list(version.limits.all())
    return [
        Fact("Thời hạn giải quyết", limit_words(version), _limit_note(limits)),
        Fact("Phí, lệ phí", fee_words(version), _relief_words(version.fees.all())),
        Fact("Cách nộp", channel_words(version)),
        Fact("Kết quả", version.result_document or NOT_STATED),
    ]


def limit_words(version: ProcedureVersion) -> str:
    """Say the ordinary time limit, or what the source leaves unclear."""
    limits = [limit for limit in version.limits.all() if not limit.case]
    words = list(dict.fromkeys(limit_in_words(limit) for limit in limits))
    if words:
        return "; ".join(_sentence(word) for word in words)
    if version.unclear_limit:
        return f"Nguồn ghi {version.unclear_limit}, chưa rõ đơn vị"
    return NOT_STATED


def limit_in_words(limit: TimeLimit) -> str:
    """Say one limit: ``03 ngày làm việc``, ``ngay trong ngày``."""
    text = str(limit.as_limit())
    number, _, unit = text.partition(" ")
    return f"{prose_count(int(number))} {unit}" if number.isdigit() else text


def fee_words(version: ProcedureVersion) -> str:
    """Say what is charged, or how much is known of it."""
    fees = [fee for fee in version.fees.all() if not fee.ground]
    words = list(dict.fromkeys(_one_fee(fee) for fee in fees))
    return _sentence("; ".join(words)) if words else _sentence(UNSET_WORDS)


def channel_words(version: ProcedureVersion) -> str:
    """Say by which channels a dossier may come."""
    offered = {row.channel for row in version.offered_channels.all()}
    names = [CHANNEL_LABELS[c].lower() for c in Channel if c.value in offered]
    return _sentence(", ".join(names)) if names else NOT_STATED


def paper_items(documents: Iterable[RequiredDocument]) -> list[PaperItem]:
    """Say each paper with its counts and when it is needed."""
    return [
        PaperItem(
            title=document.name,
            count=_paper_count(document),
            note=". ".join(_paper_notes(document)),
        )
        for document in documents
    ]


def step_items(version: ProcedureVersion) -> list[StepItem]:
    """Say each step: who, what, how long."""
    return [
        StepItem(
            title=step.role or f"Bước {step.order + 1}",
            text=f"{step.action} ({step.duration})" if step.duration else step.action,
        )
        for step in version.steps.all()
    ]


def basis_titles(bases: Iterable[LegalBasis]) -> list[str]:
    """Say each legal document with its kind, laws first."""
    ranked = sorted(bases, key=lambda basis: (_basis_rank(basis), basis.number))
    return [_basis_title(basis) for basis in ranked]


def nothing_found(text: str) -> str:
    """Say that a search, perhaps without words, found nothing."""
    return f"Không tìm thấy thủ tục nào khớp{f' “{text}”' if text else ''}."


def advice_on_searching(phone: str) -> str:
    """Say what to try next, with the office's number where it has one."""
    calling = f", hoặc gọi {phone}" if phone else ""
    return f"Thử từ ngắn hơn, bỏ bớt điều kiện lọc{calling}."


def gaps(version: ProcedureVersion) -> str:
    """Name what the catalogue does not say of a version; "" when complete."""
    return ", ".join(MISSING_WORDS[name] for name in version.missing)


def state_words(version: ProcedureVersion, day: date) -> str:
    """Say đang áp dụng, sắp có hiệu lực or đã bãi bỏ, with the day that matters."""
    state = version.state_on(day)
    words = STATE_WORDS[state]
    if state is VersionState.UPCOMING:
        return f"{words} từ {short_date(version.valid_from)}"
    if state is VersionState.ABOLISHED and version.valid_to:
        return f"{words}, hết áp dụng sau {short_date(version.valid_to)}"
    return words


def _limit_note(limits: list[TimeLimit]) -> str:
    notes = [f"{limit.case}: {limit_in_words(limit)}" for limit in limits if limit.case]
    late = next((limit.cutoff for limit in limits if limit.cutoff), None)
    if late:
        notes.insert(0, f"nhận sau {late:%H:%M} thì tính từ ngày làm việc tiếp theo")
    return _sentence("; ".join(notes))


def _one_fee(fee: Fee) -> str:
    plain = {
        FeeStatus.FREE.value: FREE_WORDS,
        FeeStatus.COUNCIL.value: COUNCIL_WORDS,
        FeeStatus.UNSET.value: UNSET_WORDS,
    }.get(fee.status)
    words = plain or "; ".join(_prices(fee))
    channel = f"{CHANNEL_LABELS[Channel(fee.channel)].lower()}: " if fee.channel else ""
    return channel + words


def _prices(fee: Fee) -> Iterator[str]:
    basis = FEE_BASIS_LABELS[fee.as_rule().basis]
    if fee.amount is not None:
        yield f"{money(fee.amount)} {basis}"
    for page, amount in fee.tiers:
        yield f"từ trang {page}: {money(amount)} {basis}"
    if fee.cap:
        yield f"tối đa {money(fee.cap)} mỗi bản"


def _relief_words(fees: Iterable[Fee]) -> str:
    grounds = [fee.ground for fee in fees if fee.ground]
    return f"Miễn, giảm: {'; '.join(grounds)}" if grounds else ""


def _basis_rank(basis: LegalBasis) -> int:
    kinds = enumerate(BASIS_KINDS)
    matches = (rank for rank, (symbol, _) in kinds if symbol.search(basis.number))
    return next(matches, len(BASIS_KINDS))


def _basis_title(basis: LegalBasis) -> str:
    rank = _basis_rank(basis)
    kind = BASIS_KINDS[rank][1] if rank < len(BASIS_KINDS) else "Văn bản"
    if basis.name:
        return f"{basis.name} số {basis.number}"
    return f"{kind} số {basis.number}"


def _paper_count(document: RequiredDocument) -> str:
    if document.to_present:
        return "Xuất trình"
    counts = [
        f"{prose_count(count)} {noun}"
        for count, noun in (
            (document.originals, "bản chính"),
            (document.copies, "bản sao"),
        )
        if count
    ]
    return ", ".join(counts)


def _paper_notes(document: RequiredDocument) -> Iterator[str]:
    if document.optional and not document.note.startswith(CONDITIONS):
        yield "Nếu có"
    for text in (document.case, document.form, document.note):
        if text:
            yield text.rstrip(".")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
