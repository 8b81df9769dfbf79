"""A report that is being made: its page opens it by itself."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import Report
from reports.periods import calendar_month
from reports.publishing import LEASE, request_report


@pytest.fixture
def waiting(page, signed_in, leader, office):
    """Stand before a report that has just been asked for."""
    now = timezone.now()
    period = calendar_month(date(2025, 8, 1))
    report = request_report(period=period, leader=leader, moment=now)
    signed_in(page, leader).goto(reverse("reports:detail", args=[report.pk]))
    page.get_by_role("heading", name="Đang chờ").wait_for()
    return page


def test_the_page_goes_on_when_the_report_does(waiting):
    now = timezone.now()
    Report.objects.update(
        state="running", attempts=1, started_at=now, lease_until=now + LEASE
    )
    waiting.get_by_role("heading", name="Đang tạo").wait_for()

    Report.objects.update(state="failed", error="Không ghi được tệp.")
    waiting.get_by_role("button", name="Thử lại").wait_for()


def test_nothing_moves_under_the_reader_meanwhile(waiting):
    waiting.evaluate("document.body.dataset.sameAsBefore = true")
    with waiting.expect_response("**/bao-cao/*/") as asked:
        pass
    assert asked.value.ok
    assert waiting.evaluate("document.body.dataset.sameAsBefore") == "true"
