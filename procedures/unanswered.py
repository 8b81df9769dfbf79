"""Keeps what was searched in vain, so that an editor can add the words people use.

Only short words are kept, folded and counted: nothing that could name a person, and
neither when nor from where it was asked. A search never waits for it, nor fails by it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from procedures.models import UnansweredQuery
from wardportal.formats import clean_text, fold

LONGEST, MOST_WORDS = 60, 8
MOST_KEPT = 2000
KEPT_FOR = timedelta(days=180)
PRIVATE = re.compile(r"@|\d{6,}")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.,\-/]+(?=\d)")
FAMILY_NAMES = frozenset(
    (
        *("nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo"),
        *("dang", "bui", "do", "ho", "ngo", "duong", "ly", "dinh", "truong", "trinh"),
    )
)


def remember(text: str, *, day: date) -> bool:
    """Count a search that found nothing; tell whether it was kept.

    A database that is busy or can only be read forgets it.
    """
    if not is_impersonal(text):
        return False
    try:
        with _without_waiting():
            return _count(fold(text), day)
    except DatabaseError:
        return False


def is_impersonal(text: str) -> bool:
    """Tell whether a text is short words that say nothing of a person."""
    clean = clean_text(text)
    words = clean.split()
    if not words or len(clean) > LONGEST or len(words) > MOST_WORDS:
        return False
    if PRIVATE.search(BETWEEN_DIGITS.sub("", clean)):
        return False
    named = fold(words[0]) in FAMILY_NAMES and len(words) > 1
    return not (named and all(word[0].isupper() for word in words))


def forget_old(*, moment: datetime) -> None:
    """Delete what nobody has searched for half a year."""
    first_day = timezone.localdate(moment) - KEPT_FOR
    UnansweredQuery.objects.last_asked_before(first_day).delete()


def _count(text: str, day: date) -> bool:
    kept = UnansweredQuery.objects
    if kept.count_again(text, day=day):
        return True
    if kept.count() >= MOST_KEPT:
        return False
    row = UnansweredQuery(text=text, last_day=day)
    kept.bulk_create([row], ignore_conflicts=True)
    return True


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Make the database refuse a write at once where it would wait for a lock."""
    wait = NO_WAIT[connection.vendor]
    with wait(), transaction.atomic():
        yield


@contextmanager
def _on_postgresql() -> Iterator[None]:
    with transaction.atomic():
        _ask("SET LOCAL lock_timeout = '50ms'")
        yield


@contextmanager
def _on_sqlite() -> Iterator[None]:
    usual = _ask("PRAGMA busy_timeout")
    _ask("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        _ask(f"PRAGMA busy_timeout = {usual:d}")


def _ask(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0]) if cursor.description else 0


NO_WAIT = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}
