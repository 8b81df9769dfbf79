"""Whether the process lives, and whether all is well behind it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from wardportal.outbox.intents import intend
from wardportal.outbox.models import OutboxMessage


def test_a_living_process_says_so_without_asking_the_database():
    assert Client().get("/health/live").content == b"ok"


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_the_outbox_moves():
    intend(
        task="a", reference="b", moment=timezone.now() - timedelta(hours=3, minutes=59)
    )
    assert Client().get("/health/ready").status_code == 200


@pytest.mark.django_db
def test_not_ready_when_a_job_has_waited_for_four_hours():
    intend(
        task="a", reference="b", moment=timezone.now() - timedelta(hours=4, minutes=1)
    )
    response = Client().get("/health/ready")
    assert (response.status_code, response.content) == (503, b"outbox")


@pytest.mark.django_db
def test_what_was_sent_or_set_aside_is_not_waiting():
    long_ago = timezone.now() - timedelta(days=1)
    for reference in ("sent", "aside"):
        intend(task="a", reference=reference, moment=long_ago)
    OutboxMessage.objects.filter(reference="sent").update(sent_at=long_ago)
    OutboxMessage.objects.filter(reference="aside").update(set_aside_at=long_ago)
    assert Client().get("/health/ready").status_code == 200
