"""The chain's head, written down each day outside the database.

Who may do anything in the database could cut the last events off and put the head
back; then the chain alone would hold. This book is a file of its own, one line a day,
only ever added to; each line is sealed with the office's key and by the line before
it, so that lines can be neither altered nor left out. Leaders print it.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from wardportal.history.chain import current_head
from wardportal.keys import current_key_id, derived_key
from wardportal.wholefiles import flush_folder


class HeadBookError(Exception):
    """The book itself was altered; the message names the line."""


@dataclass(frozen=True)
class NotedHead:
    """Where the chain ended at a moment (aware)."""

    moment: datetime
    sequence: int
    mac: str


def note_each_day(*, moment: datetime) -> NotedHead | None:
    """Write the head down, once a day by the office's clock; None when it is written.

    Run each minute, it notes the state in which a day was left, or the first that a
    machine finds when it was off. Raises OSError when the disk refuses.
    """
    with _opened_alone(settings.HEAD_BOOK) as book:
        lines = list(_lines(book))
        if lines and _day(lines[-1]) == timezone.localdate(moment):
            return None
        head = current_head()
        noted = NotedHead(moment.astimezone(UTC), head.sequence, head.mac)
        book.write(_sealed_line(noted, previous=lines[-1]["seal"] if lines else ""))
        book.flush()
        os.fsync(book.fileno())
    return noted


def noted_heads() -> list[NotedHead]:
    """Read the whole book, the oldest line first; empty before the first day.

    Raises HeadBookError where a line is not as it was written.
    """
    book: Path = settings.HEAD_BOOK
    if not book.exists():
        return []
    with book.open("rb") as lines:
        return list(_checked(_lines(lines)))


def _checked(lines: Iterable[dict[str, str]]) -> Iterator[NotedHead]:
    previous = ""
    for number, line in enumerate(lines, 1):
        try:
            noted = NotedHead(
                datetime.fromisoformat(line["moment"]),
                int(line["sequence"]),
                line["mac"],
            )
            genuine = _seal(noted, previous, line["key_id"])
        except (KeyError, ValueError):
            genuine = ""
        if not hmac.compare_digest(genuine, str(line.get("seal"))):
            raise HeadBookError(f"Sổ mã bằng chứng đã bị sửa ở dòng {number}.")
        previous = genuine
        yield noted


def _lines(book: BinaryIO) -> Iterator[dict[str, str]]:
    """Read what was written whole; half a line is left by a power cut."""
    for line in book:
        try:
            yield dict(json.loads(line))
        except (TypeError, ValueError):
            continue


def _sealed_line(noted: NotedHead, *, previous: str) -> bytes:
    """Begin on a line of its own, whatever the line before was left as."""
    key_id = current_key_id()
    line = {
        "moment": noted.moment.isoformat(),
        "sequence": str(noted.sequence),
        "mac": noted.mac,
        "key_id": key_id,
        "seal": _seal(noted, previous, key_id),
    }
    return f"\n{json.dumps(line)}\n".encode()


def _seal(noted: NotedHead, previous: str, key_id: str) -> str:
    parts = [previous, noted.moment.isoformat(), str(noted.sequence), noted.mac, key_id]
    key = derived_key("headbook", key_id)
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def _day(line: dict[str, str]) -> object:
    return timezone.localdate(datetime.fromisoformat(line["moment"]))


@contextmanager
def _opened_alone(file: Path) -> Iterator[BinaryIO]:
    """Open for adding only, one process at a time; private to the portal."""
    known = file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as book:
        fcntl.flock(book, fcntl.LOCK_EX)
        yield book
    if not known:
        flush_folder(file.parent)
