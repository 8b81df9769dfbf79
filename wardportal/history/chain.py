"""Appends to the evidence chain and checks it."""

import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction

from wardportal.history.models import ChainHead, Event, EventPayload
from wardportal.keys import current_key_id, derived_key

HEAD = 1
BATCH = 2000


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
    with transaction.atomic():
        head = _locked_head()
        events, payloads = _linked(head, drafts)
        Event.objects.bulk_create(events, batch_size=BATCH)
        EventPayload.objects.bulk_create(payloads, batch_size=BATCH)
        if events:
            head.sequence, head.mac = events[-1].sequence, events[-1].mac
            head.save(update_fields=["sequence", "mac"])
    return events


def current_head() -> ChainHead:
    """Return where the chain ends; sequence 0 before the first event."""
    return ChainHead.objects.filter(pk=HEAD).first() or ChainHead()


def first_broken_link() -> BrokenLink | None:
    """Walk the whole chain; None when every link and the head hold.

    The head is read before the walk, so that events appended meanwhile are not
    taken for forged ones.
    """
    head = current_head()
    sequence, mac = 0, ""
    for event in Event.objects.up_to(head.sequence).iterator(BATCH):
        if event.sequence != sequence + 1:
            return BrokenLink(sequence + 1, "thiếu sự kiện")
        if not _holds(event, mac):
            return BrokenLink(event.sequence, "nội dung sự kiện đã bị sửa")
        sequence, mac = event.sequence, event.mac
    if (head.sequence, head.mac) != (sequence, mac):
        return BrokenLink(sequence + 1, "đuôi chuỗi đã bị cắt")
    return _first_beyond_head() or _first_altered_payload()


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


def _first_altered_payload() -> BrokenLink | None:
    """Compare what events said with their digests; words may have been erased."""
    payloads = EventPayload.objects.select_related("event").order_by("event")
    for payload in payloads.iterator(BATCH):
        erased = not (payload.words or payload.salt)
        digest = _digest(payload.salt, payload.words)
        if not erased and payload.event.payload_digest != digest:
            return BrokenLink(payload.event.sequence, "lời ghi kèm đã bị sửa")
    return None


def _locked_head() -> ChainHead:
    heads = ChainHead.objects.select_for_update()
    head = heads.filter(pk=HEAD).first()
    if head is None:
        ChainHead.objects.bulk_create([ChainHead(pk=HEAD)], ignore_conflicts=True)
        head = heads.get(pk=HEAD)
    return head


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
