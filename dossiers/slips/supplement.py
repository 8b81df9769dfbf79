"""Mẫu 02: phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone

from dossiers.models import Dossier, SupplementRequest
from dossiers.slips.parts import (
    Entry,
    Promise,
    Signature,
    Slip,
    people_entries,
    requested,
)
from wardportal.formats import masked_name, weekday_and_date
from wardportal.letterhead import desk_letterhead
from wardportal.office.models import Office

SYMBOL = "HDHS"
GUIDE = "Người hướng dẫn"
PAUSED = "tạm dừng từ lúc yêu cầu, tính tiếp khi đủ giấy tờ"
BEGINS_ANEW = "tính lại từ đầu khi đủ giấy tờ"


def latest_request(dossier: Dossier) -> SupplementRequest | None:
    """Return the last request made of a dossier, whether or not it was answered."""
    requests = dossier.supplements.select_related("asked_by").order_by("-number")
    return requests.first()


def supplement_slip(dossier: Dossier, *, office: Office, address: str) -> Slip | None:
    """Make the slip of the last request; None where nothing was ever missing."""
    request = latest_request(dossier)
    if request is None:
        return None
    day = timezone.localdate(request.asked_at)
    return Slip(
        form="02",
        title="Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        template="dossiers/pdf/supplement.html",
        dossier=dossier,
        office=office,
        letterhead=desk_letterhead(office, symbol=SYMBOL, day=day),
        address=address,
        signatures=(Signature(GUIDE, request.asked_by.full_name),),
        promise=Promise("Bổ sung đến hết", weekday_and_date(request.expires_on)),
        parts={
            "entries": [*_people(dossier), *_entries(dossier)],
            "papers": list(request.papers.all()),
            "clock": PAUSED if request.pauses else BEGINS_ANEW,
            "request": request,
        },
    )


def public_supplement_slip(
    dossier: Dossier, *, office: Office, address: str
) -> Slip | None:
    """Make the same for whoever holds the receipt: the name masked, nothing else."""
    slip = supplement_slip(dossier, office=office, address=address)
    if slip is None:
        return None
    name = Entry(OWNER, masked_name(dossier.applicant.full_name), strong=True)
    entries = [name, *_entries(dossier)]
    return replace(slip, parts={**slip.parts, "entries": entries})


OWNER = "Hồ sơ của"


def _people(dossier: Dossier) -> Iterator[Entry]:
    return people_entries(dossier, label=OWNER)


def _entries(dossier: Dossier) -> Iterator[Entry]:
    yield Entry("Nội dung yêu cầu", requested(dossier))
