"""Appends to the evidence chain and checks it."""

import hashlib
import hmac
import json
import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from django.db import transaction

from wardportal.history.appending import BATCH, HEAD, append, locked_head
from wardportal.history.models import ChainHead, Event, EventPayload
from wardportal.keys import current_key_id, derived_key

ERASED = "words_erased"
"""The event that explains why what a subject's earlier events said is gone."""


@dataclass(frozen=True)
class Draft:
    """An event about to be appended; ``words`` go to the erasable payload."""

    event: str
    moment: datetime
    subject_kind: str
    subject_id: uuid.UUID
    actor_id: uuid.UUID | None = None
    source: str = ""
    target: str = ""
    words: Mapping[str, object] = field(default_factory=dict)


class Link(Protocol):
    """An event's number and its code: where a chain ends."""

    @property
    def sequence(self) -> int: ...

    @property
    def mac(self) -> str: ...


@dataclass(frozen=True)
class BrokenLink:
    """The first place where the chain does not hold."""

    sequence: int
    reason: str


def record(draft: Draft) -> Event:
    """Append one event in the caller's transaction."""
    return record_many([draft])[0]


def record_many(drafts: Sequence[Draft]) -> list[Event]:
    """Append events in order, under the lock of the chain's head."""
    if not drafts:
        return []
    with transaction.atomic():
        events, payloads = _linked(locked_head(), drafts)
        append(events, payloads)
    return events


def current_head() -> ChainHead:
    """Return where the chain ends; sequence 0 before the first event."""
    return ChainHead.objects.filter(pk=HEAD).first() or ChainHead()


def first_broken_link(noted: Sequence[Link] = ()) -> BrokenLink | None:
    """Walk the whole chain; None when every link and the head hold.

    ``noted`` are heads written down outside the database, read before this is called:
    they show what was cut off together with the head. The head is read before the
    walk, so that events appended meanwhile are not taken for forged ones.
    """
    head = current_head()
    events = Event.objects.up_to(head.sequence).select_related("payload")
    fault = first_fault(events.iterator(BATCH), head, noted)
    return fault or _first_beyond_head()


def first_fault(
    events: Iterable[Event], head: Link, noted: Sequence[Link] = ()
) -> BrokenLink | None:
    """Compare events, first to last, with each other, the head and the noted heads."""
    known, wordless = _by_sequence(noted), Wordless()
    sequence, mac = 0, ""
    for event in events:
        if event.sequence != sequence + 1:
            return BrokenLink(sequence + 1, "thiếu sự kiện")
        if not _holds(event, mac):
            return BrokenLink(event.sequence, "nội dung sự kiện đã bị sửa")
        if not wordless.explain(event):
            return BrokenLink(event.sequence, "lời ghi kèm đã bị sửa")
        sequence, mac = event.sequence, event.mac
        if known.pop(sequence, {mac}) != {mac}:
            return BrokenLink(sequence, "khác với mã đã ghi ngoài cơ sở dữ liệu")
    if known or (head.sequence, head.mac) != (sequence, mac):
        return BrokenLink(sequence + 1, "đuôi chuỗi đã bị cắt")
    return wordless.first_unexplained()


class Wordless:
    """Follows events whose words are gone: a later event must say that they were erased."""

    def __init__(self) -> None:
        self.waiting: dict[tuple[str, uuid.UUID], int] = {}

    def explain(self, event: Event) -> bool:
        """Take the next event; False when its words are others than it was sealed with."""
        subject = (event.subject_kind, event.subject_id)
        payload: EventPayload | None = getattr(event, "payload", None)
        if event.event == ERASED:
            self.waiting.pop(subject, None)
        if payload is None or not (payload.words or payload.salt):
            if event.payload_digest:
                self.waiting.setdefault(subject, event.sequence)
            return True
        return event.payload_digest == _digest(payload.salt, payload.words)

    def first_unexplained(self) -> BrokenLink | None:
        """Return the first event whose words were taken away without a trace."""
        if not self.waiting:
            return None
        return BrokenLink(
            min(self.waiting.values()), "lời ghi kèm bị xóa không dấu vết"
        )


def _by_sequence(noted: Iterable[Link]) -> dict[int, set[str]]:
    """Group noted codes by their event; an empty chain has nothing to compare."""
    known: dict[int, set[str]] = defaultdict(set)
    for head in noted:
        if head.sequence:
            known[head.sequence].add(head.mac)
    return known


def _holds(event: Event, previous: str) -> bool:
    """Compute the link again; a key that is not held any more proves nothing."""
    try:
        return hmac.compare_digest(event.mac, _mac(event, previous))
    except KeyError:
        return False


def _first_beyond_head() -> BrokenLink | None:
    """Find an event that was not appended through the head, read after it."""
    last = Event.objects.last_sequence()
    head = current_head()
    if last > head.sequence:
        return BrokenLink(head.sequence + 1, "sự kiện nằm ngoài chuỗi")
    return None


def _linked(
    head: ChainHead, drafts: Iterable[Draft]
) -> tuple[list[Event], list[EventPayload]]:
    events: list[Event] = []
    payloads: list[EventPayload] = []
    sequence, mac, key_id = head.sequence, head.mac, current_key_id()
    for draft in drafts:
        sequence += 1
        event = _event(draft, sequence, key_id)
        if draft.words:
            salt = secrets.token_hex(16)
            event.payload_digest = _digest(salt, draft.words)
            payloads.append(
                EventPayload(event=event, salt=salt, words=dict(draft.words))
            )
        mac = event.mac = _mac(event, mac)
        events.append(event)
    return events, payloads


def _event(draft: Draft, sequence: int, key_id: str) -> Event:
    return Event(
        sequence=sequence,
        event=draft.event,
        moment=draft.moment,
        subject_kind=draft.subject_kind,
        subject_id=draft.subject_id,
        actor_id=draft.actor_id,
        source=draft.source,
        target=draft.target,
        key_id=key_id,
    )


def _mac(event: Event, previous: str) -> str:
    """HMAC-SHA256 over the link before and every column of this one."""
    parts = [
        previous,
        str(event.sequence),
        event.event,
        event.moment.astimezone(UTC).isoformat(),
        event.subject_kind,
        str(event.subject_id),
        str(event.actor_id or ""),
        event.source,
        event.target,
        event.payload_digest,
        event.key_id,
    ]
    key = derived_key("history", event.key_id)
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def _digest(salt: str, words: Mapping[str, object]) -> str:
    text = json.dumps(words, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()
