"""Answers for supervisors: is the process alive, is all well behind it.

A proxy or a container's health check asks ``live``: intake must go on while the
broker is away. ``ready`` is for who watches over the office's machines.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wardportal.outbox.models import OutboxMessage

OUTBOX_STALE_AFTER = timedelta(hours=4)


def live(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and jobs are handed on; 503 when not.

    A fault of the database becomes a 503 by handler500.
    """
    stale_since = timezone.now() - OUTBOX_STALE_AFTER
    if OutboxMessage.objects.due_before(stale_since).exists():
        return HttpResponse("outbox", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")
