"""The printed slips of a dossier: receipt (Mẫu 01) and how its due moment was counted.

Forms after Thông tư 03/2025/TT-VPCP; the slips name it only where the office says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import segno
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from dossiers.enums import ApplicantKind, Delivery, DueSource
from dossiers.models import Applicant, Dossier
from procedures.deadlines import DeadlineError, Limit, StepKind, due_at
from procedures.enums import FeeStatus, LimitUnit
from procedures.fees import COUNCIL_WORDS, FREE_WORDS, UNSET_WORDS
from procedures.office_calendar import from_local, to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from procedures.workcalendar import PROVISIONAL_MARK
from wardportal.formats import clock_and_day, money, short_date, spaced_phone
from wardportal.letterhead import Letterhead, desk_letterhead
from wardportal.office.enums import DueTime
from wardportal.office.models import Office
from wardportal.pdf import render_pdf

RECEIPT_SYMBOL = "TNHS"
BLANK = "……"
RECEIPT = "dossiers/pdf/receipt.html"
DEADLINE_BASIS = "dossiers/pdf/deadline_basis.html"
POLICY_WORDS = {
    DueTime.END_OF_DAY: "hết hạn vào giờ đóng cửa của ngày cuối",
    DueTime.SAME_TIME: "hết hạn cùng giờ với lúc nhận",
}
_ROLLS = (
    "không tính ngày nhận; hạn rơi vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp "
    "(Bộ luật Dân sự 2015, Điều 147, 148)"
)
UNIT_RULES = {
    LimitUnit.WORKING_DAY: "không tính ngày nhận và ngày nghỉ "
    "(Bộ luật Dân sự 2015, Điều 147)",
    LimitUnit.DAY: _ROLLS,
    LimitUnit.MONTH: _ROLLS,
    LimitUnit.HOUR: "tính theo giờ làm việc, từ lúc nhận",
    LimitUnit.SAME_DAY: "xong trong ngày nhận",
}
STEP_WORDS = {
    StepKind.RECEIVED: "nhận",
    StepKind.COUNTED: "có",
    StepKind.SKIPPED: "không",
    StepKind.MOVED_TO: "hạn",
}
ELSEWHERE = {
    Delivery.POST: "Qua bưu chính, gửi đến địa chỉ trên",
    Delivery.ELECTRONIC: "Bản điện tử, trên Cổng Dịch vụ công quốc gia",
}
UNKNOWN_FEE = {
    FeeStatus.FREE: FREE_WORDS,
    FeeStatus.COUNCIL: COUNCIL_WORDS,
    FeeStatus.UNSET: UNSET_WORDS,
}


@dataclass(frozen=True)
class Entry:
    """One labelled line of a slip."""

    label: str
    value: str


@dataclass(frozen=True)
class Basis:
    """Why a dossier is due when it is."""

    entries: tuple[Entry, ...]
    steps: tuple[tuple[str, str], ...]
    """Each day in words, and what it does in the counting."""

    remark: str
    """What the reader must know besides; "" when nothing."""


def receipt_html(dossier: Dossier, *, office: Office, address: str) -> SafeString:
    """Return the receipt; ``address`` is the tracking page that its QR opens."""
    context = {
        "letterhead": _letterhead(dossier, office, RECEIPT_SYMBOL),
        "office": office,
        "dossier": dossier,
        "entries": list(_applicant_entries(dossier)),
        "papers": list(dossier.papers.all()),
        "limit": limit_in_words(dossier),
        "delivery": _delivery_words(dossier, office),
        "fee": fee_in_words(dossier),
        "fee_lines": dossier.fee_lines if len(dossier.fee_lines) > 1 else [],
        "due_moved": dossier.due_at != dossier.original_due_at,
        "code": qr_svg(address),
        "site": urlsplit(address).netloc,
        "counter": dossier.receiving_clerk.desk or office.desk_name,
        "handed_in_by": (dossier.representative or dossier.applicant).full_name,
    }
    return render_to_string(RECEIPT, context)


def receipt_pdf(dossier: Dossier, *, office: Office, address: str) -> bytes:
    """Print the receipt on A5. Raises PdfError."""
    return render_pdf(receipt_html(dossier, office=office, address=address))


def deadline_basis_html(dossier: Dossier, *, office: Office) -> SafeString:
    """Return the slip "Căn cứ tính hạn": each counted and each skipped day."""
    context = {
        "letterhead": _letterhead(dossier, office),
        "dossier": dossier,
        "basis": deadline_basis(dossier),
    }
    return render_to_string(DEADLINE_BASIS, context)


def deadline_basis_pdf(dossier: Dossier, *, office: Office) -> bytes:
    """Print the same on A5. Raises PdfError."""
    return render_pdf(deadline_basis_html(dossier, office=office))


def deadline_basis(dossier: Dossier) -> Basis:
    """Count again from what was kept at receipt, and say whether it still agrees."""
    entries = tuple(_basis_entries(dossier))
    if dossier.due_source != DueSource.COMPUTED.value or not dossier.limit_unit:
        return Basis(entries, (), "")
    try:
        return _counted_again(dossier, entries)
    except (CalendarError, DeadlineError) as error:
        return Basis(entries, (), str(error))


def limit_in_words(dossier: Dossier) -> str:
    """Say the limit kept with the dossier, or where its due moment came from."""
    limit = _limit(dossier)
    if limit:
        return str(limit)
    return dossier.due_ground or dossier.get_due_source_display()


def fee_in_words(dossier: Dossier) -> str:
    """Say the fee as worked out on the day of receipt."""
    if dossier.fee_amount:
        return money(dossier.fee_amount)
    if dossier.fee_exemption:
        return f"{FREE_WORDS} ({dossier.fee_exemption})"
    return UNKNOWN_FEE.get(FeeStatus(dossier.fee_status), FREE_WORDS)


def qr_svg(address: str) -> SafeString:
    """Draw an address as a QR code that scripts and styles need not touch."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(svg)  # noqa: S308 -- drawn by segno from our own address


def _letterhead(dossier: Dossier, office: Office, symbol: str = "") -> Letterhead:
    day = timezone.localdate(dossier.accepted_at)
    return desk_letterhead(office, symbol=symbol, day=day)


def _applicant_entries(dossier: Dossier) -> Iterator[Entry]:
    applicant = dossier.applicant
    yield Entry("Tiếp nhận hồ sơ của", applicant.full_name)
    yield _identity(applicant)
    if dossier.representative:
        person = dossier.representative
        yield Entry("Người được ủy quyền", person.full_name)
    yield Entry("Địa chỉ", applicant.address or BLANK)
    phone = spaced_phone(applicant.phone) or BLANK
    yield Entry("Số điện thoại", f"{phone}. Thư điện tử: {applicant.email or BLANK}")


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


def _basis_entries(dossier: Dossier) -> Iterator[Entry]:
    yield Entry("Thủ tục", dossier.procedure.name)
    if dossier.accepted_at and dossier.original_due_at:
        yield Entry("Tiếp nhận lúc", _clock(dossier.accepted_at))
        yield Entry("Thời hạn", limit_in_words(dossier))
        if dossier.limit_unit:
            yield Entry("Cách tính", UNIT_RULES[LimitUnit(dossier.limit_unit)])
        if dossier.limit_cutoff:
            cutoff = f"nhận sau {dossier.limit_cutoff:%H:%M} tính ngày làm việc sau"
            yield Entry("Giờ chốt", cutoff)
        if dossier.due_time_policy:
            yield Entry("Giờ hẹn trả", POLICY_WORDS[DueTime(dossier.due_time_policy)])
        yield Entry("Hẹn trả ban đầu", _clock(dossier.original_due_at))
    for change in dossier.due_changes.all():
        label = f"Hạn đổi ngày {short_date(timezone.localdate(change.moment))}"
        yield Entry(label, f"{_clock(change.due_at)}: {change.ground}")


def _counted_again(dossier: Dossier, entries: tuple[Entry, ...]) -> Basis:
    limit, accepted_at = _limit(dossier), dossier.accepted_at
    if limit is None or accepted_at is None:
        return Basis(entries, (), "")
    deadline = due_at(
        to_local_minute(accepted_at),
        limit,
        calendar=working_calendar(),
        due_time=DueTime(dossier.due_time_policy),
    )
    remark = f"Tính theo {PROVISIONAL_MARK}." if deadline.provisional else ""
    if from_local(deadline.due_at) != dossier.original_due_at:
        remark = (
            f"Lịch làm việc đã thay đổi sau khi tiếp nhận: tính lại hôm nay là "
            f"{clock_and_day(deadline.due_at)}. Hạn đã hẹn với người nộp được giữ."
        )
    steps = tuple((str(step), STEP_WORDS[step.kind]) for step in deadline.steps)
    return Basis(entries, steps, remark)


def _limit(dossier: Dossier) -> Limit | None:
    if dossier.limit_value is None or not dossier.limit_unit:
        return None
    return Limit(
        dossier.limit_value, LimitUnit(dossier.limit_unit), dossier.limit_cutoff
    )


def _clock(moment: datetime) -> str:
    return clock_and_day(timezone.localtime(moment))
