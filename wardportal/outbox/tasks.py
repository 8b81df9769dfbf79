"""What the worker does for the outbox."""

from celery import shared_task
from django.utils import timezone

from wardportal.outbox.reconcile import reconcile_all


@shared_task(name="wardportal.outbox.tasks.reconcile")
def reconcile() -> None:
    """Run every reconciler; beat asks for it each minute."""
    reconcile_all(moment=timezone.now())
