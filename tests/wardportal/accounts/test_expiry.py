"""Traces of signing in are forgotten when they have served."""

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from wardportal.accounts.expiry import forget_expired

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_sessions_that_are_over_go_and_running_ones_stay():
    for key, hours in (("over", -1), ("running", 1)):
        Session.objects.create(
            session_key=key, expire_date=MOMENT + timedelta(hours=hours)
        )
    forget_expired(moment=MOMENT)
    assert Session.objects.get().session_key == "running"


def test_failed_sign_ins_are_forgotten_after_a_month():
    for name, days in (("old", 31), ("young", 29)):
        attempt = AccessAttempt.objects.create(username=name, failures_since_start=1)
        AccessAttempt.objects.filter(pk=attempt.pk).update(
            attempt_time=MOMENT - timedelta(days=days)
        )
    forget_expired(moment=MOMENT)
    assert AccessAttempt.objects.get().username == "young"
