"""Mẫu 06: phiếu kiểm soát quá trình giải quyết hồ sơ."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.handing import control_rows
from dossiers.models import Dossier
from dossiers.models.dossiers import TIMELINESS_LABELS
from dossiers.slips.parts import Entry, Promise, Slip, clock, handed_in_by, requested
from wardportal.letterhead import desk_letterhead
from wardportal.office.models import Office

SYMBOL = "KSHS"


@dataclass(frozen=True)
class Line:
    """One passing on of the dossier, as it is printed."""

    giver: str
    receiver: str
    moment: datetime
    result: str
    note: str = ""


def control_slip(dossier: Dossier, *, office: Office, address: str) -> Slip | None:
    """Make the sheet that goes with a dossier; None before it is accepted."""
    if dossier.accepted_at is None or dossier.due_at is None:
        return None
    day = timezone.localdate(dossier.accepted_at)
    return Slip(
        form="06",
        title="Phiếu kiểm soát quá trình giải quyết hồ sơ",
        template="dossiers/pdf/control.html",
        dossier=dossier,
        office=office,
        letterhead=desk_letterhead(office, symbol=SYMBOL, day=day),
        address=address,
        signatures=(),
        roomy=False,
        promise=Promise("Hẹn trả kết quả trước", clock(dossier.due_at)),
        parts={
            "entries": [
                Entry("Hồ sơ của", dossier.applicant.full_name, strong=True),
                Entry("Nội dung yêu cầu", requested(dossier)),
            ],
            "lines": list(_lines(dossier, office, dossier.accepted_at)),
        },
    )


def _lines(dossier: Dossier, office: Office, accepted: datetime) -> Iterator[Line]:
    """Begin with the receipt; then every passing on, and how the dossier stood then."""
    clerk = str(dossier.receiving_clerk)
    yield Line(handed_in_by(dossier).full_name, clerk, accepted, "", "Tiếp nhận hồ sơ")
    for row in control_rows(dossier, office=office):
        yield Line(
            giver=str(row.giver),
            receiver=str(row.receiver),
            moment=row.moment,
            result=TIMELINESS_LABELS[row.word],
            note=row.note,
        )
