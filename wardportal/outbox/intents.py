"""Writes an intent in the caller's transaction; the relay carries it out later."""

from datetime import datetime

from wardportal.outbox.models import OutboxMessage


def intend(*, task: str, reference: str, moment: datetime) -> None:
    """Ask for a task to be run for a reference; an open intent is not doubled.

    ``task`` is a Celery task name, ``reference`` an id without personal meaning.
    """
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                task=task, reference=reference, created_at=moment, available_at=moment
            )
        ],
        ignore_conflicts=True,
    )
