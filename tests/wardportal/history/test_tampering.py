"""Ten thousand random tamperings with the evidence, none of which passes.

They are made on copies in memory, by someone who may write anything anywhere but has
no key: the very walk that verify_history makes is led over them. The same kinds are
made in the tables themselves as well, a few dozen times.
"""

import copy
import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from tests.harness.management.commands.flush import put_guards_aside
from wardportal.history.chain import Draft, first_broken_link, first_fault, record_many
from wardportal.history.headbook import note_each_day, noted_heads
from wardportal.history.models import ChainHead, Event, EventPayload

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

LENGTH = 12
TRIES = 10_000
TRIES_IN_TABLES = 60
MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
COLUMNS = [
    "event",
    "moment",
    "subject_kind",
    "subject_id",
    "actor_id",
    "source",
    "target",
    "payload_digest",
    "key_id",
    "mac",
]


class Copy:
    """The evidence as an intruder sees it: rows, words and the head, all open."""

    def __init__(self, events, head):
        self.events = [copy.copy(event) for event in events]
        for event in self.events:
            event._state = copy.copy(event._state)
            event._state.fields_cache = dict(event._state.fields_cache)
            if hasattr(event, "payload"):
                event.payload = copy.copy(event.payload)
        self.head = ChainHead(sequence=head.sequence, mac=head.mac)

    def as_rows(self):
        return [
            (
                *(getattr(event, name) for name in ["sequence", *COLUMNS]),
                (event.payload.salt, event.payload.words)
                if hasattr(event, "payload")
                else None,
            )
            for event in self.events
        ]

    def end_here(self):
        """Put the head to the last event that is left."""
        last = self.events[-1] if self.events else ChainHead()
        self.head = ChainHead(sequence=last.sequence, mac=last.mac)


def edit(held, chance):
    event, column = chance.choice(held.events), chance.choice(COLUMNS)
    value = getattr(event, column)
    if isinstance(value, datetime):
        shift = chance.choice([-1, 1]) * timedelta(
            microseconds=chance.randint(1, 9**12)
        )
        setattr(event, column, value + shift)
    elif column.endswith("_id") and column != "key_id":
        setattr(event, column, uuid.UUID(int=chance.getrandbits(128)))
    else:
        setattr(event, column, f"{value}{chance.choice('abc')}"[chance.randint(0, 1) :])


def edit_words(held, chance):
    said = chance.choice([e for e in held.events if hasattr(e, "payload")])
    kind = chance.randint(0, 2)
    if kind == 0:
        said.payload.words = {"reason": f"khác {chance.random()}"}
    elif kind == 1:
        said.payload.salt = f"{chance.getrandbits(128):032x}"
    else:
        said.payload.words, said.payload.salt = {}, ""


def delete(held, chance):
    del held.events[chance.randrange(len(held.events))]


def cut_tail(held, chance):
    """Delete the last events and put the head back to what is left."""
    del held.events[chance.randrange(len(held.events)) :]
    held.end_here()


def delete_and_close_up(held, chance):
    """Delete one event and renumber those that follow."""
    del held.events[chance.randrange(len(held.events))]
    for number, event in enumerate(held.events, 1):
        event.sequence = number
    held.end_here()


def insert(held, chance):
    """Put in an event of one's own, or a second copy of one, and renumber."""
    forged = copy.copy(chance.choice(held.events))
    forged.mac = chance.choice([forged.mac, f"{chance.getrandbits(256):064x}"])
    held.events.insert(chance.randint(0, len(held.events)), forged)
    for number, event in enumerate(held.events, 1):
        event.sequence = number
    held.end_here()


def reorder(held, chance):
    """Let two events change places, with their numbers or without."""
    first, second = chance.sample(range(len(held.events)), 2)
    events = held.events
    events[first], events[second] = events[second], events[first]
    if chance.random() < 0.5:
        one, other = events[first], events[second]
        one.sequence, other.sequence = other.sequence, one.sequence
        held.end_here()


def move_head(held, chance):
    event = chance.choice(held.events[:-1])
    held.head = ChainHead(sequence=event.sequence, mac=event.mac)


TAMPERINGS = [
    edit,
    edit_words,
    delete,
    cut_tail,
    delete_and_close_up,
    insert,
    reorder,
    move_head,
]


def seeded(number):
    return random.Random(number)  # noqa: S311 -- a test that fails must fail again


@pytest.fixture
def chain(clerk):
    record_many(
        [
            Draft(
                event=f"dossier.event_{number}",
                moment=MOMENT + timedelta(minutes=number),
                subject_kind="dossier",
                subject_id=uuid.UUID(int=number % 4),
                actor_id=clerk.pk if number % 2 else None,
                source="accepted",
                target="processing",
                words={"reason": f"Lý do {number}"} if number % 3 else {},
            )
            for number in range(LENGTH)
        ]
    )
    note_each_day(moment=MOMENT)
    return list(Event.objects.select_related("payload").order_by("sequence"))


def test_ten_thousand_tamperings_are_all_seen(chain):
    head, noted = ChainHead.objects.get(), noted_heads()
    assert first_fault(chain, head, noted) is None
    original = Copy(chain, head)
    chance, made = seeded(20261123), 0
    while made < TRIES:
        held, tamper = Copy(chain, head), chance.choice(TAMPERINGS)
        tamper(held, chance)
        if (held.as_rows(), held.head.sequence) == (
            original.as_rows(),
            original.head.sequence,
        ):
            continue  # two alike changed places
        made += 1
        assert first_fault(held.events, held.head, noted), (tamper.__name__, made)


def test_without_the_noted_head_only_a_cut_tail_would_pass(chain):
    """What the book is for: everything else is shown by the chain alone."""
    head, chance = ChainHead.objects.get(), seeded(7)
    passed = set()
    for number in range(800):
        held, tamper = Copy(chain, head), TAMPERINGS[number % len(TAMPERINGS)]
        tamper(held, chance)
        if held.as_rows() != Copy(chain, head).as_rows() and not first_fault(
            held.events, held.head
        ):
            passed.add(tamper)
    assert passed <= {cut_tail, delete_and_close_up}
    assert cut_tail in passed


def test_tamperings_with_the_tables_themselves_are_all_seen(chain):
    put_guards_aside(connection)
    noted, chance = noted_heads(), seeded(23)
    for number in range(TRIES_IN_TABLES):
        with transaction.atomic():
            held = Copy(chain, ChainHead.objects.get())
            TAMPERINGS[number % len(TAMPERINGS)](held, chance)
            if _is_storable(held) and not _is_same(held, chain):
                _store(held)
                assert first_broken_link(noted), number
            transaction.set_rollback(True)
    assert first_broken_link(noted) is None


def _is_storable(held):
    """Two rows of one number, or an actor who does not exist, no table would take."""
    people = set(Event.objects.values_list("actor_id", flat=True))
    numbers = [event.sequence for event in held.events]
    return len(set(numbers)) == len(numbers) and all(
        event.actor_id in people for event in held.events
    )


def _is_same(held, chain):
    """Rows of a table have no order but their numbers'."""
    rows = sorted(held.as_rows(), key=lambda row: row[0])
    return rows == Copy(chain, held.head).as_rows() and held.head.sequence == LENGTH


def _store(held):
    EventPayload.objects.all()._raw_delete("default")
    Event.objects.all()._raw_delete("default")
    Event.objects.bulk_create(held.events)
    EventPayload.objects.bulk_create(
        EventPayload(event=event, salt=event.payload.salt, words=event.payload.words)
        for event in held.events
        if hasattr(event, "payload")
    )
    ChainHead.objects.update(sequence=held.head.sequence, mac=held.head.mac)
