"""Results in electronic form: which of them an applicant may fetch."""

from dossiers.enums import Delivery, Outcome, Status
from dossiers.models import Attachment, AttachmentQuerySet, Dossier

FETCHED_AT = frozenset({Status.RESOLVED, Status.RETURNED})


def results_for_applicant(dossier: Dossier) -> AttachmentQuerySet:
    """Return the files that whoever holds the receipt may fetch; none before the end.

    Only a granted result that was asked for in electronic form goes out this way.
    """
    files = Attachment.objects.of_dossier(dossier.id)
    electronic = dossier.delivery == Delivery.ELECTRONIC.value
    granted = dossier.outcome == Outcome.GRANTED.value
    if not (electronic and granted and dossier.current_status in FETCHED_AT):
        return files.none()
    return files.present().results()
