"""The one way into the evidence's tables, per database.

On PostgreSQL two functions that run as the tables' owner: the application's own role
may neither insert an event nor move the chain's head. On SQLite there are no roles,
and the rows are written plainly.
"""

import json
from collections.abc import Sequence

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from wardportal.history.models import ChainHead, Event, EventPayload

HEAD = 1
BATCH = 2000

EVENT_COLUMNS = (
    "sequence",
    "event",
    "subject_kind",
    "subject_id",
    "actor_id",
    "source",
    "target",
    "payload_digest",
    "key_id",
    "mac",
)
"""As they are handed to the function; the moment goes along to the microsecond."""

CALLABLE = ("history_lock_head()", "history_append(jsonb, jsonb)")
"""The functions, as GRANT names them."""

FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION history_lock_head() RETURNS history_chainhead
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    DECLARE head history_chainhead;
    BEGIN
        SELECT * INTO head FROM history_chainhead WHERE id = 1 FOR UPDATE;
        IF NOT FOUND THEN
            INSERT INTO history_chainhead (id, sequence, mac)
            VALUES (1, 0, '') ON CONFLICT DO NOTHING;
            SELECT * INTO head FROM history_chainhead WHERE id = 1 FOR UPDATE;
        END IF;
        RETURN head;
    END $body$""",
    """
    CREATE OR REPLACE FUNCTION history_append(events jsonb, payloads jsonb)
    RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    DECLARE
        head history_chainhead := history_lock_head();
        added bigint := jsonb_array_length(events);
    BEGIN
        INSERT INTO history_event
        SELECT * FROM jsonb_populate_recordset(NULL::history_event, events);
        IF added <> (
            SELECT count(*) FROM history_event WHERE sequence > head.sequence
            AND sequence <= head.sequence + added
        ) THEN
            RAISE EXCEPTION 'events must follow the head of the chain'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        INSERT INTO history_eventpayload
        SELECT * FROM jsonb_populate_recordset(NULL::history_eventpayload, payloads);
        UPDATE history_chainhead SET (sequence, mac) = (
            SELECT sequence, mac FROM history_event
            WHERE sequence = head.sequence + added
        ) WHERE id = 1;
    END $body$""",
    *(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC" for name in CALLABLE),
)


def install_functions(owner: BaseDatabaseWrapper) -> None:
    """Create or renew what appends on PostgreSQL; safe to run again."""
    if owner.vendor == "postgresql":
        with owner.cursor() as cursor:
            for statement in FUNCTIONS:
                cursor.execute(statement)


def locked_head() -> ChainHead:
    """Return the chain's end, locked until the caller's transaction is over."""
    return LOCKS[connection.vendor]()


def append(events: Sequence[Event], payloads: Sequence[EventPayload]) -> None:
    """Write events that follow the locked head, and move the head to the last one."""
    APPENDERS[connection.vendor](events, payloads)


def _lock_by_function() -> ChainHead:
    return ChainHead.objects.raw("SELECT * FROM history_lock_head()")[0]


def _lock_row() -> ChainHead:
    ChainHead.objects.bulk_create([ChainHead(pk=HEAD)], ignore_conflicts=True)
    return ChainHead.objects.select_for_update().get(pk=HEAD)


def _append_by_function(
    events: Sequence[Event], payloads: Sequence[EventPayload]
) -> None:
    rows = [
        {name: getattr(event, name) for name in EVENT_COLUMNS}
        | {"moment": event.moment.isoformat()}
        for event in events
    ]
    words = [
        {"event_id": said.event_id, "salt": said.salt, "words": said.words}
        for said in payloads
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT history_append(%s::jsonb, %s::jsonb)",
            [json.dumps(rows, default=str), json.dumps(words)],
        )


def _append_rows(events: Sequence[Event], payloads: Sequence[EventPayload]) -> None:
    Event.objects.bulk_create(events, batch_size=BATCH)
    EventPayload.objects.bulk_create(payloads, batch_size=BATCH)
    ChainHead.objects.filter(pk=HEAD).update(
        sequence=events[-1].sequence, mac=events[-1].mac
    )


LOCKS = {"postgresql": _lock_by_function, "sqlite": _lock_row}
APPENDERS = {"postgresql": _append_by_function, "sqlite": _append_rows}
