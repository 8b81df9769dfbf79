"""With an owner's address for migrations the application cannot undo evidence."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from dossiers.models import Dossier
from tests.factories import DossierFactory
from wardportal.history.appending import append
from wardportal.history.chain import Draft, first_broken_link, record, record_many
from wardportal.history.models import Event
from wardportal.history.privileges import grant_to_application

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no roles"),
]


ROLE = f"app_{connection.settings_dict['NAME']}"
EVENT = Draft(
    event="accepted",
    moment=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
    subject_kind="dossier",
    subject_id=uuid.UUID(int=7),
    words={"reason": "thử"},
)


@pytest.fixture
def application(office):
    """Go on as the role of the application, which owns nothing."""
    record(EVENT)
    DossierFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"CREATE ROLE {ROLE}")
        grant_to_application(connection, ROLE)
        cursor.execute(f"SET ROLE {ROLE}")
        yield
        cursor.execute("RESET ROLE")


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO history_event SELECT * FROM history_event",
        "INSERT INTO history_eventpayload SELECT * FROM history_eventpayload",
        "UPDATE history_chainhead SET sequence = 2",
        "DELETE FROM history_chainhead",
        "SELECT * FROM history_chainhead FOR UPDATE",
        "UPDATE history_event SET event = 'forged'",
        "DELETE FROM history_event",
        "TRUNCATE history_event CASCADE",
        "DROP TRIGGER guard_history_event_update ON history_event",
        "ALTER TABLE history_event DISABLE TRIGGER ALL",
        "DELETE FROM django_migrations",
        "ALTER TABLE dossiers_dossier DISABLE TRIGGER ALL",
        "SET SESSION session_replication_role = replica",
        "DROP FUNCTION history_lock_head()",
    ],
)
def test_the_application_may_not(application, statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        run(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_dossier SET accepted_at = accepted_at - interval '1 day'",
        "UPDATE dossiers_dossier SET accepted_at = NULL",
        "UPDATE dossiers_dossier SET code = 'H00.00.01-261123-9999'",
        "UPDATE dossiers_dossier SET original_due_at = now()",
        "DELETE FROM dossiers_dossier",
    ],
)
def test_the_application_cannot_change_what_a_dossier_is_judged_by(
    application, statement
):
    before = Dossier.objects.values().get()
    with pytest.raises(IntegrityError, match="is refused: it is evidence"):
        run(statement)
    assert Dossier.objects.values().get() == before


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM history_event",
        "INSERT INTO harness_taskrun (reference) VALUES ('a')",
        "DELETE FROM django_session",
    ],
)
def test_the_application_may(application, statement):
    run(statement)


def test_the_application_records_events_through_the_owners_function(application):
    assert [event.sequence for event in record_many([EVENT, EVENT])] == [2, 3]
    assert first_broken_link() is None


@pytest.mark.parametrize("sequence", [1, 2, 4])
def test_the_function_takes_no_event_that_does_not_follow_the_head(
    application, sequence
):
    event = record(EVENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        append([Event(**vars_of(event) | {"sequence": sequence})], [])
    assert first_broken_link() is None


def vars_of(event):
    return Event.objects.filter(pk=event.pk).values().get()
