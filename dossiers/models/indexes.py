"""What of dossiers is counted, open or to be returned, and how it is found quickly."""

from django.db import models
from django.db.models import Q

from dossiers.enums import Status
from procedures.timeliness import Timeliness

SELDOM = [Timeliness.OVERDUE.value, Timeliness.ON_TIME.value]
COUNTED = Q(accepted_at__isnull=False, annulled_at__isnull=True)
OPEN = Q(accepted_at__isnull=False, resolved_at__isnull=True, annulled_at__isnull=True)
AWAITING_RETURN = Q(
    resolved_at__isnull=False,
    returned_at__isnull=True,
    annulled_at__isnull=True,
    status__in=[Status.RESOLVED.value, Status.REFUSED.value],
)

DOSSIER_INDEXES: list[models.Index] = [
    models.Index(fields=["accepted_at"], name="dossier_accepted"),
    models.Index(fields=["resolved_at"], name="dossier_resolved"),
    models.Index(fields=["due_at", "id"], name="dossier_open_due", condition=OPEN),
    models.Index(
        fields=["due_at", "id"],
        name="dossier_to_return",
        condition=AWAITING_RETURN,
    ),
    models.Index(fields=["-accepted_at", "id"], name="dossier_newest"),
    models.Index(fields=["due_at", "id"], name="dossier_due"),
    # What is rare must be found among a million that are returned in time.
    models.Index(
        fields=["status", "-accepted_at"],
        name="dossier_not_returned",
        condition=~Q(status=Status.RETURNED.value),
    ),
    models.Index(
        fields=["timeliness", "-accepted_at"],
        name="dossier_not_early",
        condition=Q(timeliness__in=SELDOM),
    ),
    models.Index(
        fields=["receipt_day", "channel"],
        name="dossier_receipts",
        condition=COUNTED,
    ),
    models.Index(
        fields=["annulled_at"],
        name="dossier_annulled",
        condition=Q(annulled_at__isnull=False),
    ),
    models.Index(
        fields=["submitted_at"],
        name="dossier_never_accepted",
        condition=Q(accepted_at__isnull=True),
    ),
]
