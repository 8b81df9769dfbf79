"""Mẫu 01: giấy tiếp nhận hồ sơ và hẹn trả kết quả."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from dossiers.enums import ApplicantKind, Delivery
from dossiers.models import Applicant, Dossier
from dossiers.slips.deadline_basis import limit_in_words
from dossiers.slips.parts import (
    BLANK,
    SECOND_PARTY,
    Entry,
    Promise,
    Slip,
    both_sign,
    clock,
    reach_entries,
)
from procedures.enums import FeeStatus
from procedures.fees import COUNCIL_WORDS, FREE_WORDS, UNSET_WORDS
from wardportal.formats import money
from wardportal.letterhead import desk_letterhead
from wardportal.office.models import Office

SYMBOL = "TNHS"
ELSEWHERE = {
    Delivery.POST: "Qua bưu chính, gửi đến địa chỉ trên",
    Delivery.ELECTRONIC: "Bản điện tử, trên Cổng Dịch vụ công quốc gia",
}
UNKNOWN_FEE = {
    FeeStatus.FREE: FREE_WORDS,
    FeeStatus.COUNCIL: COUNCIL_WORDS,
    FeeStatus.UNSET: UNSET_WORDS,
}


def receipt_slip(dossier: Dossier, *, office: Office, address: str) -> Slip | None:
    """Make the receipt; None before a dossier is accepted."""
    if dossier.accepted_at is None or dossier.due_at is None:
        return None
    day = timezone.localdate(dossier.accepted_at)
    return Slip(
        form="01",
        title="Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        template="dossiers/pdf/receipt.html",
        dossier=dossier,
        office=office,
        letterhead=desk_letterhead(office, symbol=SYMBOL, day=day),
        address=address,
        signatures=both_sign(dossier),
        promise=_promise(dossier, dossier.due_at),
        roomy=False,
        parts=_parts(dossier, office),
    )


def fee_in_words(dossier: Dossier) -> str:
    """Say the fee as worked out on the day of receipt."""
    if dossier.fee_amount:
        return money(dossier.fee_amount)
    if dossier.fee_exemption:
        return f"{FREE_WORDS} ({dossier.fee_exemption})"
    return UNKNOWN_FEE.get(FeeStatus(dossier.fee_status), FREE_WORDS)


def _promise(dossier: Dossier, due_at: datetime) -> Promise:
    first = dossier.original_due_at
    before = f"Hẹn ban đầu: {clock(first)}" if first and first != due_at else ""
    return Promise("Hẹn trả kết quả trước", clock(due_at), before)


def _parts(dossier: Dossier, office: Office) -> dict[str, object]:
    return {
        "entries": list(_entries(dossier)),
        "papers": list(dossier.papers.all()),
        "limit": limit_in_words(dossier),
        "delivery": _delivery_words(dossier, office),
        "fee": fee_in_words(dossier),
        "fee_lines": dossier.fee_lines if len(dossier.fee_lines) > 1 else [],
    }


def _entries(dossier: Dossier) -> Iterator[Entry]:
    applicant, second = dossier.applicant, dossier.second_party
    yield Entry("Tiếp nhận hồ sơ của", applicant.full_name, strong=True)
    yield _identity(applicant)
    if second:
        known = f" ({second.masked_id_number})" if second.masked_id_number else ""
        yield Entry(SECOND_PARTY, f"{second.full_name}{known}")
    if dossier.representative:
        yield Entry("Người được ủy quyền", dossier.representative.full_name)
    yield from reach_entries(applicant)


def _identity(applicant: Applicant) -> Entry:
    """Mask the personal number: slips get lost, and the card itself was shown."""
    if applicant.kind == ApplicantKind.ORGANISATION.value:
        return Entry("Mã số thuế", applicant.tax_code or BLANK)
    return Entry("Số định danh cá nhân", applicant.masked_id_number or BLANK)


def _delivery_words(dossier: Dossier, office: Office) -> str:
    delivery = Delivery(dossier.delivery)
    if delivery in ELSEWHERE:
        return ELSEWHERE[delivery]
    return ", ".join(part for part in (office.desk_name, office.address) if part)
