"""With an owner's address for migrations the application cannot undo evidence."""

import pytest
from django.db import ProgrammingError, connection, transaction

from wardportal.history.privileges import grant_to_application

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no roles"),
]


@pytest.fixture
def as_application():
    """Return what runs SQL in the role of the application, which owns nothing."""
    role = f"app_{connection.settings_dict['NAME']}"

    def run(statement):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(statement)
            cursor.execute("RESET ROLE")  # undone with the savepoint after an error

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
    grant_to_application(connection, role)
    return run


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_event SET event = 'forged'",
        "DELETE FROM history_event",
        "TRUNCATE history_event CASCADE",
        "DROP TRIGGER guard_history_event_update ON history_event",
        "ALTER TABLE history_event DISABLE TRIGGER ALL",
        "DELETE FROM django_migrations",
    ],
)
def test_the_application_may_not(as_application, statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        as_application(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM history_event",
        "INSERT INTO history_chainhead (id, sequence, mac) VALUES (1, 0, '')",
        "INSERT INTO harness_taskrun (reference) VALUES ('a')",
        "DELETE FROM django_session",
    ],
)
def test_the_application_may(as_application, statement):
    as_application(statement)
