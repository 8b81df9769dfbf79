"""Mẫu 04: văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết."""

from django.utils import timezone

from dossiers.models import Dossier, Extension
from dossiers.slips.parts import (
    HEAD,
    SEAL_HERE,
    Promise,
    Signature,
    Slip,
    clock,
    requested,
)
from wardportal.letterhead import NO_BREAK, office_letterhead
from wardportal.office.models import Office

SYMBOL = "UBND"
TITLE = "Văn bản xin lỗi và đề nghị " + "gia hạn thời gian giải quyết".replace(
    " ", NO_BREAK
)
"""On paper it breaks in its middle."""


def apology_letter(dossier: Dossier, *, office: Office, address: str) -> Slip | None:
    """Make the letter; None where nobody has apologised."""
    extension = _extension(dossier)
    if extension is None:
        return None
    day = timezone.localdate(extension.made_at)
    return Slip(
        form="04",
        title=TITLE,
        template="dossiers/pdf/apology.html",
        dossier=dossier,
        office=office,
        letterhead=office_letterhead(office, symbol=SYMBOL, day=day),
        address=address,
        signatures=(Signature(HEAD, extension.signed_by.full_name, SEAL_HERE),),
        promise=Promise(
            "Hẹn trả kết quả mới",
            clock(extension.promised_at),
            f"Hẹn lúc đầu: {clock(extension.due_at)}",
        ),
        parts={"extension": extension, "requested": requested(dossier)},
    )


def _extension(dossier: Dossier) -> Extension | None:
    """Ask only of dossiers with a new date: most have none."""
    if dossier.promised_at is None:
        return None
    known = Extension.objects.select_related("signed_by").filter(dossier=dossier)
    return known.first()
