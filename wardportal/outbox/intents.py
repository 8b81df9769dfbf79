"""Writes an intent in the caller's transaction; the relay carries it out later."""

from datetime import datetime

from django.db import transaction

from wardportal.outbox.models import OutboxMessage, OutboxQuerySet


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


@transaction.atomic
def intend_again(*, messages: OutboxQuerySet, moment: datetime) -> int:
    """Ask once more for those messages that were set aside; return how many."""
    given_up = list(messages.set_aside().select_for_update())
    for message in given_up:
        message.delete()
        intend(task=message.task, reference=message.reference, moment=moment)
    return len(given_up)
