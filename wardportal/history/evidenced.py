"""Admin pages whose edits are evidence: who changed what stands in the chain too.

The admin's own log is a table like any other; these events cannot be changed.
"""

import uuid
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from wardportal.administration.site import KeptAdmin
from wardportal.history.chain import Draft, record


class EvidencedAdmin(KeptAdmin):
    """Records each addition and change as an event about ``subject_kind``."""

    subject_kind = ""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        self.record(request, obj, "added", message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        self.record(request, obj, "changed", message)
        return super().log_change(request, obj, message)

    def record(self, request: HttpRequest, obj: Model, event: str, what: Any) -> None:
        """Append one event; ``what`` names the fields, as the admin's log does."""
        record(
            Draft(
                event=event,
                moment=timezone.now(),
                subject_kind=self.subject_kind,
                subject_id=_identity(obj),
                actor_id=request.user.pk,
                words={"what": what},
            )
        )


def _identity(obj: Model) -> uuid.UUID:
    """Return the row's UUID; rows with a number have it as the UUID's value."""
    return obj.pk if isinstance(obj.pk, uuid.UUID) else uuid.UUID(int=obj.pk)
