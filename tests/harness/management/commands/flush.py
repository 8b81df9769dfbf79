"""Empties the tables between tests that commit, evidence included.

The guards refuse TRUNCATE and DELETE, as they must; production's ``flush`` fails
on them. Tests that commit (``transactional_db``, ``live_server``) end with this
command instead: it puts the guards aside, empties the tables and installs the
guards again, so that the next test meets them in force. Dropping a trigger needs
the table's owner: no setting of a session opens this door.
"""

from django.core.management.commands import flush
from django.db import connections

from wardportal.history.triggers import guards, install


class Command(flush.Command):
    def handle(self, **options):
        connection = connections[options["database"]]
        put_guards_aside(connection)
        try:
            super().handle(**options)
        finally:
            install(connection)


def put_guards_aside(connection):
    with connection.cursor() as cursor:
        for guard in guards(connection):
            table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{table}")
