"""Mẫu 03: phiếu từ chối tiếp nhận giải quyết hồ sơ."""

from django.utils import timezone

from dossiers.enums import DossierEvent, Status
from dossiers.models import Dossier
from dossiers.slips.parts import (
    Entry,
    Slip,
    both_sign,
    people_entries,
    requested,
)
from dossiers.slips.reasons import ending_of
from wardportal.letterhead import desk_letterhead
from wardportal.office.models import Office

SYMBOL = "TCHS"


def refusal_slip(dossier: Dossier, *, office: Office, address: str) -> Slip | None:
    """Make the slip of a refusal at intake; None for any other dossier."""
    if dossier.current_status is not Status.NOT_ACCEPTED:
        return None
    ending = ending_of(dossier, DossierEvent.NOT_ACCEPTED)
    if ending is None:
        return None
    day = timezone.localdate(ending.moment)
    return Slip(
        form="03",
        title="Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        template="dossiers/pdf/refusal.html",
        dossier=dossier,
        office=office,
        letterhead=desk_letterhead(office, symbol=SYMBOL, day=day),
        address=address,
        signatures=both_sign(dossier),
        parts={
            "entries": [
                *people_entries(dossier, label="Đã nhận hồ sơ của"),
                Entry("Nội dung yêu cầu", requested(dossier)),
            ],
            "ending": ending,
        },
    )
