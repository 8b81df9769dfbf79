"""What the worker does for reports."""

import uuid

from celery import shared_task
from django.utils import timezone

from reports import publishing


@shared_task(name="reports.tasks.build_report")
def build_report(reference: str) -> None:
    """Make the report of this id; safe to run twice or after being killed."""
    publishing.build(report_id=uuid.UUID(reference), moment=timezone.now())


@shared_task(name="reports.tasks.request_last_month")
def request_last_month() -> None:
    """Ask for the month that has ended; beat does so on each first day."""
    publishing.request_last_month(moment=timezone.now())
