"""Triggers that keep the evidence: only the database itself sees every change.

``update()``, bulk writes and raw SQL pass by everything written in Python, so what
may never change is refused by the tables themselves, on both profiles. SQLite
drops the triggers of a table that a migration remakes: ``migrate`` installs them
anew each time. On SQLite, whoever holds the file can still drop them; the keyed
chain shows what was changed then.

One rule here is not about evidence: no constraint of both databases can say it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

PROTECTED_COLUMNS: dict[str, tuple[str, ...]] = {
    # Corrections of these are rows of their own (rules of the counter: nobody
    # changes when a dossier came in without a visible trace).
    "dossiers_dossier": ("accepted_at", "code", "original_due_at"),
    "dossiers_attachment": (
        "dossier_id",
        "sha256",
        "size",
        "stored_name",
        "added_at",
        "added_by_id",
        "removed_at",
        "removed_by_id",
        "removal_reason",
    ),
}
"""Columns that may be filled once and never change, by table; such a row stays."""

COMPLETED_COLUMNS: dict[str, tuple[str, ...]] = {
    "dossiers_annulment": ("replaced_by_id",),
    "dossiers_clockoperation": (),
    "dossiers_duechange": (),
    "dossiers_extension": (),
    "dossiers_handover": (),
    "dossiers_lateentry": ("approved_by_id", "approved_at"),
    "dossiers_proposal": ("decided_at", "decided_by_id", "granted", "answer"),
    "dossiers_resultreturn": (),
    "dossiers_supplementrequest": ("ended_at", "ended_by_id", "end"),
    "dossiers_supplementpaper": (),
}
"""Tables of rows that stay as they were written; the columns that are filled later."""

EMPTY_WORDS = "'{}'"
VERSIONS = "procedures_procedureversion"
OVERLAPS = """EXISTS (
    SELECT 1 FROM procedures_procedureversion other
    WHERE other.procedure_id = NEW.procedure_id
    AND other.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
    AND NEW.valid_from <= COALESCE(other.valid_to, '9999-12-31')"""
"""A day that two versions of a procedure would cover; still open, for ``AND``."""


@dataclass(frozen=True)
class Guard:
    """Refuses one operation on a table where a condition over OLD and NEW holds."""

    table: str
    operation: str
    condition: str = "TRUE"
    reason: str = "it is evidence"

    @property
    def name(self) -> str:
        return f"guard_{self.table}_{self.operation.lower()}"

    @property
    def refusal(self) -> str:
        return f"{self.operation} of {self.table} is refused: {self.reason}"


def lift_for_migrating(connection: BaseDatabaseWrapper) -> None:
    """Take the guards off a SQLite file: there, no column that one names can go.

    PostgreSQL keeps its own: their conditions stand in functions. ``install`` puts
    them back; one that is missing meanwhile is found by ``missing``.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for guard in guards(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


def install(connection: BaseDatabaseWrapper) -> None:
    """Create or renew every guard whose table exists; safe to run again."""
    statements = STATEMENTS[connection.vendor]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for guard in guards(connection):
            for statement in statements(guard):
                cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of guards that should be installed and are not."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        installed = {name for (name,) in cursor.fetchall()}
    return [guard.name for guard in guards(connection) if guard.name not in installed]


def guards(connection: BaseDatabaseWrapper) -> list[Guard]:
    """Return the guards of the tables that exist now."""
    columns = _existing_columns(connection)
    wanted = [
        *_always("history_event", "UPDATE", "DELETE", "TRUNCATE"),
        *_erasable_only("history_eventpayload"),
        *_forward_only("history_chainhead"),
        *_one_version_a_day(),
        *(
            guard
            for table, present in columns.items()
            for guard in _of_table(table, present)
        ),
    ]
    existing = set(connection.introspection.table_names())
    return [
        guard
        for guard in wanted
        if guard.table in existing
        and (guard.operation != "TRUNCATE" or connection.vendor == "postgresql")
    ]


def _always(table: str, *operations: str) -> list[Guard]:
    return [Guard(table, operation) for operation in operations]


def _erasable_only(table: str) -> list[Guard]:
    """Let a payload be emptied, then deleted; it never says anything else."""
    return [
        Guard(
            table,
            "UPDATE",
            "NOT (NEW.event_id = OLD.event_id AND NEW.salt = ''"
            f" AND CAST(NEW.words AS text) = {EMPTY_WORDS})",
        ),
        Guard(table, "DELETE", f"CAST(OLD.words AS text) <> {EMPTY_WORDS}"),
        Guard(table, "TRUNCATE"),
    ]


def _forward_only(table: str) -> list[Guard]:
    """Keep the head with the chain: it neither goes back nor away."""
    return [
        Guard(table, "UPDATE", "NEW.sequence <= OLD.sequence"),
        *_always(table, "DELETE", "TRUNCATE"),
    ]


def _of_table(table: str, present: Sequence[str]) -> list[Guard]:
    """Leave out what an installation in the middle of its migrations lacks."""
    if table in COMPLETED_COLUMNS:
        return _complete_only(table, COMPLETED_COLUMNS[table], present)
    columns = [name for name in PROTECTED_COLUMNS[table] if name in present]
    return _write_once(table, columns) if columns else []


def _complete_only(
    table: str, completed: Sequence[str], present: Sequence[str]
) -> list[Guard]:
    """Let columns be filled in once, and nothing else."""
    altered = [
        _altered(name) if name in completed else _changed(name) for name in present
    ]
    return [
        Guard(table, "UPDATE", " OR ".join(altered)),
        *_always(table, "DELETE", "TRUNCATE"),
    ]


def _one_version_a_day() -> list[Guard]:
    """Keep the spans of a procedure's versions apart: a dossier has one version."""
    reason = "two versions would cover one day"
    return [
        Guard(VERSIONS, "INSERT", f"{OVERLAPS})", reason),
        Guard(VERSIONS, "UPDATE", f"{OVERLAPS} AND other.id <> NEW.id)", reason),
    ]


def _write_once(table: str, columns: Sequence[str]) -> list[Guard]:
    return [
        Guard(table, "UPDATE", " OR ".join(map(_altered, columns))),
        Guard(table, "DELETE", " OR ".join(map(_filled, columns))),
        Guard(table, "TRUNCATE"),
    ]


def _altered(column: str) -> str:
    return f"({_filled(column)} AND {_changed(column)})"


def _filled(column: str) -> str:
    return f"""COALESCE(CAST(OLD."{column}" AS text), '') <> ''"""


def _changed(column: str) -> str:
    return f'NEW."{column}" IS DISTINCT FROM OLD."{column}"'


def _existing_columns(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """Return the columns of the guarded tables that exist now."""
    describe = connection.introspection.get_table_description
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        return {
            table: [column.name for column in describe(cursor, table)]
            for table in [*PROTECTED_COLUMNS, *COMPLETED_COLUMNS]
            if table in existing
        }


def _on_postgresql(guard: Guard) -> Iterator[str]:
    """Put the condition into a function: columns stay free to be migrated."""
    level = "STATEMENT" if guard.operation == "TRUNCATE" else "ROW"
    yield f"""
        CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger
        LANGUAGE plpgsql AS $guard$
        BEGIN
            IF {guard.condition} THEN
                RAISE EXCEPTION '{guard.refusal}'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        END $guard$"""
    yield f"""
        CREATE OR REPLACE TRIGGER {guard.name}
        BEFORE {guard.operation} ON {guard.table}
        FOR EACH {level} EXECUTE FUNCTION {guard.name}()"""


def _on_sqlite(guard: Guard) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {guard.name}"
    yield f"""
        CREATE TRIGGER {guard.name}
        BEFORE {guard.operation} ON {guard.table}
        FOR EACH ROW WHEN {guard.condition}
        BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END"""


STATEMENTS = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}
INSTALLED = {
    "postgresql": "SELECT tgname FROM pg_trigger"
    " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}
