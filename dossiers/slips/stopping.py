"""Mẫu 05: thông báo dừng giải quyết hồ sơ."""

from django.utils import timezone

from dossiers.enums import DossierEvent, Outcome
from dossiers.models import Dossier
from dossiers.slips.parts import HEAD, SEAL_HERE, Signature, Slip, requested
from dossiers.slips.reasons import ending_of
from wardportal.letterhead import office_letterhead
from wardportal.office.models import Office

SYMBOL = "TB-UBND"


def stop_notice(dossier: Dossier, *, office: Office, address: str) -> Slip | None:
    """Make the notice; None for a dossier that was not stopped."""
    if dossier.outcome != Outcome.STOPPED.value:
        return None
    ending = ending_of(dossier, DossierEvent.CLOSED)
    if ending is None:
        return None
    day = timezone.localdate(ending.moment)
    return Slip(
        form="05",
        title="Thông báo dừng giải quyết hồ sơ",
        template="dossiers/pdf/stop_notice.html",
        dossier=dossier,
        office=office,
        letterhead=office_letterhead(office, symbol=SYMBOL, day=day),
        address=address,
        signatures=(Signature(HEAD, office.signer_name, SEAL_HERE),),
        parts={"ending": ending, "requested": requested(dossier)},
    )
