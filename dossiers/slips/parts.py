"""What every slip is made of: head, framed code, entries, signatures, one template.

Forms after Thông tư 03/2025/TT-VPCP; a slip names it only where the office says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from dossiers.models import Applicant, Dossier
from wardportal.formats import clock_and_day, spaced_phone
from wardportal.letterhead import NO_BREAK, Letterhead, kept_together
from wardportal.office.models import Office
from wardportal.pdf import render_pdf
from wardportal.qrcodes import qr_svg

BLANK = "……"
"""Room to write by hand what nobody has told us."""

SIGN_HERE = "(Ký, ghi rõ họ tên)"
SEAL_HERE = "(Ký, đóng dấu, ghi rõ họ tên)"
APPLICANT = "Người nộp hồ sơ"
CLERK = "Người tiếp nhận hồ sơ"
SECOND_PARTY = "Bên thứ hai"
HEAD = "Thủ trưởng cơ quan, đơn vị"


@dataclass(frozen=True)
class Entry:
    """One labelled line of a slip."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True)
class Signature:
    """Who signs; the name "" leaves the place empty."""

    title: str
    name: str
    hint: str = SIGN_HERE


@dataclass(frozen=True)
class Promise:
    """What the frame says largest: until when, with what it said before."""

    label: str
    words: str
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One slip, ready for its template."""

    form: str
    """Its number among the forms of the circular: ``02``."""

    title: str
    template: str
    dossier: Dossier
    office: Office
    letterhead: Letterhead
    address: str
    """The tracking page that the QR opens."""

    signatures: tuple[Signature, ...]
    promise: Promise | None = None
    roomy: bool = True
    """Set in larger letters; the receipt has too much to say."""
    parts: Mapping[str, object] = field(default_factory=dict)
    """What this form alone says."""


def slip_html(slip: Slip) -> SafeString:
    """Fill in a slip's template, which extends print/slip.html."""
    context = {
        "slip": slip,
        "letterhead": slip.letterhead,
        "office": slip.office,
        "dossier": slip.dossier,
        "code": qr_svg(slip.address),
        "site": urlsplit(slip.address).netloc,
        "place": place_of(slip.dossier, slip.office),
        **slip.parts,
    }
    return render_to_string(slip.template, context)


def slip_pdf(slip: Slip) -> bytes:
    """Print a slip on A5. Raises PdfError."""
    return render_pdf(slip_html(slip))


def both_sign(dossier: Dossier) -> tuple[Signature, Signature]:
    """Let who hands in and who receives sign."""
    return (
        Signature(APPLICANT, handed_in_by(dossier).full_name),
        Signature(CLERK, dossier.receiving_clerk.full_name),
    )


def handed_in_by(dossier: Dossier) -> Applicant:
    """Return whoever brought the papers."""
    return dossier.representative or dossier.applicant


def place_of(dossier: Dossier, office: Office) -> str:
    """Name the counter and its telephone, each on one line where it fits."""
    counter = kept_together(dossier.receiving_clerk.desk or office.desk_name)
    phone = office.phone.replace(" ", NO_BREAK)
    return f"{counter}, ĐT{NO_BREAK}{phone}" if phone else counter


def people_entries(dossier: Dossier, *, label: str) -> Iterator[Entry]:
    """Say whose dossier it is and how to reach them."""
    yield Entry(label, dossier.applicant.full_name, strong=True)
    if dossier.second_party:
        yield Entry(SECOND_PARTY, dossier.second_party.full_name)
    yield from reach_entries(dossier.applicant)


def reach_entries(applicant: Applicant) -> Iterator[Entry]:
    """Say where somebody lives, their telephone and their mail."""
    yield Entry("Địa chỉ", applicant.address or BLANK)
    phone = spaced_phone(applicant.phone) or BLANK
    yield Entry("Số điện thoại", f"{phone}. Thư điện tử: {applicant.email or BLANK}")


def requested(dossier: Dossier) -> str:
    """Name what is asked for, with the procedure's code."""
    code = f" ({dossier.procedure.code})" if dossier.procedure.code else ""
    return f"{dossier.procedure.name}{code}"


def clock(moment: datetime) -> str:
    """``17:30 thứ Sáu, 27/11/2026`` at the office."""
    return clock_and_day(timezone.localtime(moment))
