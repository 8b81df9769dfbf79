"""Forgets sign-in traces that have served their time."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

ATTEMPTS_KEPT_FOR = timedelta(days=30)


def forget_expired(*, moment: datetime) -> None:
    """Delete sessions that are over and failed sign-ins older than a month."""
    Session.objects.filter(expire_date__lt=moment).delete()
    AccessAttempt.objects.filter(attempt_time__lt=moment - ATTEMPTS_KEPT_FOR).delete()
