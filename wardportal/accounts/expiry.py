"""Forgets sign-in traces that have served their time."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session

ATTEMPTS_KEPT_FOR = timedelta(days=30)
SIGN_INS_KEPT_FOR = timedelta(days=365)


def forget_expired(*, moment: datetime) -> None:
    """Delete sessions that are over, failed sign-ins of a month ago, others of a year."""
    Session.objects.filter(expire_date__lt=moment).delete()
    AccessAttempt.objects.filter(attempt_time__lt=moment - ATTEMPTS_KEPT_FOR).delete()
    AccessLog.objects.filter(attempt_time__lt=moment - SIGN_INS_KEPT_FOR).delete()
