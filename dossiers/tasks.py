"""What the worker does for dossiers."""

import uuid

from celery import shared_task
from django.utils import timezone

from dossiers import telling
from dossiers.digest import send_digest
from dossiers.timekeeping import refresh_words
from wardportal.office.current import current_office


@shared_task(name="dossiers.tasks.refresh_timeliness")
def refresh_timeliness() -> None:
    """Bring the words of open dossiers up to now; safe to run twice."""
    refresh_words(office=current_office(), moment=timezone.now())


@shared_task(name="dossiers.tasks.mail_notice")
def mail_notice(reference: str) -> None:
    """Tell an applicant of their result; safe to run twice or after being killed."""
    telling.mail_notice(notice_id=uuid.UUID(reference), moment=timezone.now())


@shared_task(name="dossiers.tasks.send_due_digest")
def send_due_digest() -> None:
    """Tell the leaders once a day what presses; safe to run twice."""
    send_digest(moment=timezone.now())
