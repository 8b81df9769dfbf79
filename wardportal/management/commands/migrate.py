"""manage.py migrate: Django's own, then the guards of the evidence.

Not a signal: the guards must stand after every migration, in every database that
is made, the tests' included, and this is the one door that all of them use.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from wardportal.history.appending import install_functions
from wardportal.history.privileges import grant_to_application
from wardportal.history.triggers import install, lift_for_migrating

OWNER = "owner"


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        if OWNER in settings.DATABASES:
            parser.set_defaults(database=OWNER)

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        _without_time_limit(connection)
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        lift_for_migrating(connection)
        try:
            super().handle(*args, **options)
        finally:
            install(connection)
        install_functions(connection)
        if connection.alias == OWNER:
            grant_to_application(connection, settings.DATABASES["default"]["USER"])


def _without_time_limit(connection: BaseDatabaseWrapper) -> None:
    """Lift the limit that cuts requests: altering a large table may take longer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
