"""Jobs that were given up are visible, and can be asked for again."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from wardportal.outbox.intents import intend, intend_again
from wardportal.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LIST = reverse("admin:outbox_outboxmessage_changelist")


@pytest.fixture
def browser(office, client_of, administrator):
    return client_of(administrator)


@pytest.fixture
def given_up():
    intend(task="reports.tasks.build", reference="paper-1", moment=MOMENT)
    OutboxMessage.objects.update(
        set_aside_at=MOMENT, attempts=3, last_error="ValueError"
    )
    return OutboxMessage.objects.get()


def test_jobs_set_aside_can_be_listed_with_their_error(browser, given_up):
    intend(task="reports.tasks.build", reference="waiting-1", moment=MOMENT)
    page = browser.get(LIST, {"state": "aside"}).content.decode()
    assert "paper-1" in page
    assert "ValueError" in page
    assert "waiting-1" not in page


@pytest.mark.parametrize("state", ["waiting", "sent", "aside", "nonsense"])
def test_each_state_can_be_asked_for(browser, given_up, state):
    assert browser.get(LIST, {"state": state}).status_code == 200


def test_a_job_that_was_set_aside_is_sent_again(browser, given_up):
    browser.post(LIST, {"action": "send_again", "_selected_action": [given_up.pk]})
    message = OutboxMessage.objects.get()
    assert (message.reference, message.attempts, message.set_aside_at) == (
        "paper-1",
        0,
        None,
    )


def test_asking_again_does_not_double_what_is_wanted_already(given_up):
    intend(task=given_up.task, reference=given_up.reference, moment=MOMENT)
    assert intend_again(messages=OutboxMessage.objects.all(), moment=MOMENT) == 1
    assert OutboxMessage.objects.count() == 1


def test_waiting_jobs_are_left_as_they_are(browser):
    intend(task="reports.tasks.build", reference="waiting-1", moment=MOMENT)
    waiting = OutboxMessage.objects.get()
    browser.post(LIST, {"action": "send_again", "_selected_action": [waiting.pk]})
    assert OutboxMessage.objects.get() == waiting
