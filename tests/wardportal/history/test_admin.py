"""The chain is looked at in the admin, and only looked at."""

import uuid
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from wardportal.history.chain import Draft, record

pytestmark = pytest.mark.django_db

LIST = reverse("admin:history_event_changelist")


@pytest.fixture
def event():
    return record(
        Draft(
            event="accepted",
            moment=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
            subject_kind="dossier",
            subject_id=uuid.UUID(int=7),
            words={"reason": "Ông Ví Dụ"},
        )
    )


@pytest.fixture
def browser(office, client_of, administrator):
    return client_of(administrator)


def test_events_are_listed_without_what_they_said(browser, event):
    page = browser.get(LIST).content.decode()
    assert "accepted" in page
    assert "Ông Ví Dụ" not in page


def test_events_are_neither_added_nor_changed_nor_deleted(browser, event):
    change = reverse("admin:history_event_change", args=[event.pk])
    assert browser.get(change).status_code == 200
    assert browser.post(change, {"event": "forged"}).status_code == 403
    assert browser.get(reverse("admin:history_event_add")).status_code == 403
    delete = reverse("admin:history_event_delete", args=[event.pk])
    assert browser.post(delete, {"post": "yes"}).status_code == 403
