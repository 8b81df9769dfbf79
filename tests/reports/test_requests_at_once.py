"""Two leaders, one period, one moment: one report."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from reports.models import Report
from reports.publishing import request_report
from tests.reports.figures import AUGUST
from wardportal.outbox.models import OutboxMessage

NOW = datetime(2025, 9, 1, 2, tzinfo=UTC)
LEADERS = 6


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_moment_make_one_report():
    together = Barrier(LEADERS)

    def ask(_number):
        try:
            together.wait(timeout=10)
            return request_report(period=AUGUST, leader=None, moment=NOW).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(LEADERS) as pool:
        answers = list(pool.map(ask, range(LEADERS)))

    assert {Report.objects.get().pk} == set(answers)
    assert OutboxMessage.objects.count() == 1
