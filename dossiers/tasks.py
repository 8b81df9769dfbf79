"""What the worker does for dossiers."""

from celery import shared_task
from django.utils import timezone

from dossiers.timekeeping import refresh_words
from wardportal.office.current import current_office


@shared_task(name="dossiers.tasks.refresh_timeliness")
def refresh_timeliness() -> None:
    """Bring the words of open dossiers up to now; safe to run twice."""
    refresh_words(office=current_office(), moment=timezone.now())
