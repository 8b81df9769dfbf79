"""Seeds a demo ward for a class of tests, and asks its rows without our code."""

import io
from contextlib import contextmanager
from datetime import UTC, datetime

import time_machine
from django.core.management import call_command
from django.db import connection, transaction

from procedures import office_calendar

NOW = datetime(2026, 11, 19, 3, 30, tzinfo=UTC)
"""10:30 of Thursday 19/11/2026 at the office."""


@contextmanager
def seeded(blocker, ward, **options):
    """Hold a database that the two commands made of an empty one."""
    with reference(blocker):
        with time_machine.travel(NOW, tick=False):
            said = seed(ward, **options)
        yield said


@contextmanager
def reference(blocker):
    """Hold a database of reference data only."""
    office_calendar._built.cache_clear()
    with blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            call_command("load_reference", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


def seed(ward, **options):
    """Run the command; return what it said."""
    out = io.StringIO()
    call_command("seed_demo", ward=ward, stdout=out, **options)
    return out.getvalue().strip()


def rows(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
