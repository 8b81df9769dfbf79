"""What the application may do where the tables belong to another role.

With an owner's address for migrations (``DATABASE_OWNER_URL``) the application's
own role cannot drop a trigger, alter a table or touch a written event; new events
come in through the owner's functions only (appending.py).
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from wardportal.history.appending import CALLABLE

GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON history_event FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON history_chainhead FROM {role}",
    "REVOKE INSERT ON history_eventpayload FROM {role}",
    *(f"GRANT EXECUTE ON FUNCTION {name} TO {{role}}" for name in CALLABLE),
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
)


def grant_to_application(owner: BaseDatabaseWrapper, role: str) -> None:
    """Let ``role`` use the owner's tables, the events for reading only."""
    quoted = owner.ops.quote_name(role)
    with owner.cursor() as cursor:
        for statement in GRANTS:
            cursor.execute(statement.format(role=quoted))
