"""The guards stand after every migration, back and forth, and after every remake.

SQLite copies a table to alter it and drops its triggers without a word. A whole
installation of its own is led through its migrations one by one.
"""

import json

import pytest

from tests.harness.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.embedded]

STEP_BY_STEP = """
import json
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wardportal.history.triggers import guards, missing

steps = {}
def migrate(*target):
    call_command("migrate", *target, verbosity=0)
    steps[" ".join(target)] = [len(guards(connection)), missing(connection)]

migrate()
for app in ("history", "dossiers"):
    names = sorted(name for known, name in MigrationLoader(None).disk_migrations
                   if known == app)
    for name in [*reversed(names[:-1]), *names[1:]]:
        migrate(app, name)
migrate()
print(json.dumps(steps))
"""

REMADE = """
import json
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from wardportal.history.triggers import guards, missing

call_command("migrate", verbosity=0)
tables = {guard.table for guard in guards(connection)}
dropped = set()
for model in apps.get_models():
    if model._meta.db_table in tables:
        with connection.schema_editor() as editor:
            editor._remake_table(model)
        dropped.update(missing(connection))
call_command("migrate", verbosity=0)
every = sorted(guard.name for guard in guards(connection))
print(json.dumps([sorted(dropped) == every, len(tables), missing(connection)]))
"""


def test_no_migration_leaves_a_table_without_its_guards(tmp_path):
    steps = json.loads(Installation(tmp_path).shell(STEP_BY_STEP))
    assert len(steps) > 5
    assert {step: gone for step, (_, gone) in steps.items() if gone} == {}
    assert all(count for count, _ in steps.values())


def test_every_guarded_table_that_is_remade_is_guarded_again(tmp_path):
    all_dropped, tables, missing = json.loads(Installation(tmp_path).shell(REMADE))
    assert (all_dropped, missing) == (True, [])
    assert tables >= 15
