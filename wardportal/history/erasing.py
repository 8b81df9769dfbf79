"""Erasing what events said, where the law forbids keeping it; the chain holds on."""

import uuid
from datetime import datetime

from django.db import transaction

from wardportal.history.chain import ERASED, Draft, record
from wardportal.history.models import Event, EventPayload


@transaction.atomic
def erase_words(
    *, subject_kind: str, subject_id: uuid.UUID, moment: datetime, actor_id: uuid.UUID
) -> Event:
    """Empty and delete every payload of a subject, and record that it was done.

    The digests stay in the chain; salted, they no longer say what was erased.
    """
    payloads = EventPayload.objects.of_subject(subject_kind, subject_id)
    payloads.update(words={}, salt="")
    payloads.delete()
    return record(
        Draft(
            event=ERASED,
            moment=moment,
            subject_kind=subject_kind,
            subject_id=subject_id,
            actor_id=actor_id,
        )
    )
