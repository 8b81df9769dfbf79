"""The tables refuse what Python code could be made to do; on both profiles."""

import uuid
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.harness.models import StampedPaper
from wardportal.history import triggers
from wardportal.history.chain import Draft, record
from wardportal.history.models import ChainHead, Event, EventPayload

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PAPERS = StampedPaper._meta.db_table


@pytest.fixture
def event():
    return record(
        Draft(
            event="accepted",
            moment=MOMENT,
            subject_kind="dossier",
            subject_id=uuid.UUID(int=7),
            words={"reason": "thử"},
        )
    )


@pytest.fixture
def papers_guarded(monkeypatch):
    monkeypatch.setitem(triggers.PROTECTED_COLUMNS, PAPERS, ("accepted_at", "code"))
    triggers.install(connection)


def run(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_every_guard_stands_in_a_migrated_database():
    assert triggers.missing(connection) == []
    assert {"guard_history_event_update", "guard_history_event_delete"} <= {
        guard.name for guard in triggers.guards(connection)
    }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_event SET moment = '2026-01-01'",
        "UPDATE history_event SET actor_id = NULL",
        "DELETE FROM history_event",
        'UPDATE history_eventpayload SET words = \'{"reason": "khác"}\'',
        "UPDATE history_eventpayload SET salt = ''",
        "DELETE FROM history_eventpayload",
        "UPDATE history_chainhead SET sequence = 0",
        "UPDATE history_chainhead SET mac = ''",
        "DELETE FROM history_chainhead",
    ],
)
def test_raw_sql_cannot_change_the_evidence(event, statement):
    with pytest.raises(IntegrityError, match="is refused: it is evidence"):
        run(statement)
    assert Event.objects.get().mac == event.mac


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["history_event", "history_chainhead"])
def test_the_evidence_cannot_be_truncated(event, table):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="is refused: it is evidence"):
        run(f"TRUNCATE {table} CASCADE")
    assert Event.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is of SQLite")
def test_replace_does_not_slip_past_the_guard_against_deleting(event):
    with pytest.raises(IntegrityError, match="is refused: it is evidence"):
        run(
            "INSERT OR REPLACE INTO history_event SELECT sequence, event, moment,"
            " subject_kind, subject_id, source, target, payload_digest, key_id,"
            " 'forged', actor_id FROM history_event"
        )


def test_what_an_event_said_can_be_emptied_and_then_deleted(event):
    run("UPDATE history_eventpayload SET words = '{}', salt = ''")
    run("DELETE FROM history_eventpayload")
    assert EventPayload.objects.count() == 0


def test_guards_survive_migrating_again(event):
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []
    with pytest.raises(IntegrityError):
        Event.objects.update(event="forged")


def test_a_dropped_guard_is_named_and_comes_back_with_the_next_migrate():
    table = " ON history_event" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER guard_history_event_update{table}")
    assert triggers.missing(connection) == ["guard_history_event_update"]
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL alters in place")
@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_migration_remakes_is_guarded_again_after_migrate(event):
    """SQLite copies a table to alter it, and silently drops its triggers."""
    narrow = Event._meta.get_field("event")
    wide = narrow.clone()
    wide.max_length = 60
    wide.set_attributes_from_name("event")
    with connection.schema_editor() as editor:
        editor.alter_field(Event, narrow, wide)
    assert "guard_history_event_update" in triggers.missing(connection)
    call_command("migrate", verbosity=0)
    with pytest.raises(IntegrityError):
        run("UPDATE history_event SET event = 'forged'")


def test_planning_or_checking_migrations_changes_nothing():
    table = " ON history_event" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER guard_history_event_update{table}")
    call_command("migrate", plan=True, verbosity=0)
    call_command("migrate", check_unapplied=True, verbosity=0)
    assert triggers.missing(connection) == ["guard_history_event_update"]


def test_a_protected_column_is_filled_once(papers_guarded):
    paper = StampedPaper.objects.create()
    StampedPaper.objects.update(code="H00-1", accepted_at=MOMENT)
    StampedPaper.objects.update(note="đổi được", code="H00-1")
    paper.refresh_from_db()
    assert (paper.code, paper.accepted_at, paper.note) == ("H00-1", MOMENT, "đổi được")


@pytest.mark.parametrize(
    "change",
    [
        {"code": "H00-2"},
        {"code": ""},
        {"accepted_at": datetime(2026, 11, 20, 2, 0, tzinfo=UTC)},
        {"accepted_at": None},
    ],
)
def test_a_filled_protected_column_never_changes(papers_guarded, change):
    StampedPaper.objects.create(code="H00-1", accepted_at=MOMENT)
    with pytest.raises(IntegrityError, match="is refused: it is evidence"):
        StampedPaper.objects.update(**change)


def test_a_row_goes_only_while_its_protected_columns_are_empty(papers_guarded):
    StampedPaper.objects.create(note="nháp")
    StampedPaper.objects.all().delete()
    StampedPaper.objects.create(code="H00-1")
    with pytest.raises(IntegrityError, match="is refused: it is evidence"):
        StampedPaper.objects.all()._raw_delete("default")


def test_a_protected_column_may_still_be_migrated(papers_guarded):
    """The guard keeps the column's values, not its type."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite remakes the table instead")
    run(f"ALTER TABLE {PAPERS} ALTER COLUMN code TYPE varchar(64)")


def test_tables_that_do_not_exist_yet_are_passed_over(monkeypatch):
    monkeypatch.setitem(triggers.PROTECTED_COLUMNS, "later_table", ("code",))
    monkeypatch.setitem(triggers.PROTECTED_COLUMNS, PAPERS, ("later_column",))
    triggers.install(connection)
    tables = {guard.table for guard in triggers.guards(connection)}
    assert not tables & {"later_table", PAPERS}


@pytest.mark.django_db(transaction=True)
def test_tests_that_commit_leave_the_guards_in_force(event):
    """Their flush (tests/harness) is the only way around, and it ends here."""
    call_command("flush", interactive=False, verbosity=0)
    assert Event.objects.count() == 0
    assert ChainHead.objects.count() == 0
    assert triggers.missing(connection) == []
