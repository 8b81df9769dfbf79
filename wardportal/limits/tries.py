"""Counts tries in the database, for all processes and whatever else is down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wardportal.fields import blind_index
from wardportal.limits.models import Bucket

FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """So many tries at once, and one more each time ``refill`` has passed."""

    name: str
    tries: int
    refill: timedelta

    def __post_init__(self) -> None:
        if self.tries * self.refill > FORGOTTEN_AFTER:
            raise ValueError("A limit must be whole again before it is forgotten.")


@transaction.atomic
def take(limit: Limit, *, party: str, moment: datetime) -> bool:
    """Take one try of ``party`` (an address, a code, a user); False when none is left.

    Call it outside the transaction that may be undone, or the try is given back.
    """
    bucket, _ = Bucket.objects.select_for_update().get_or_create(
        key=_key(limit, party),
        defaults={"tokens": limit.tries, "filled_at": moment},
    )
    gained = max(moment - bucket.filled_at, timedelta()) / limit.refill
    tokens = min(limit.tries, bucket.tokens + gained)
    allowed = tokens >= 1
    bucket.tokens, bucket.filled_at = tokens - allowed, moment
    bucket.save(update_fields=["tokens", "filled_at"])
    return allowed


def give_back(limit: Limit, *, party: str) -> None:
    """Let a party that proved itself start afresh."""
    Bucket.objects.filter(key=_key(limit, party)).delete()


def forget_full(*, moment: datetime) -> None:
    """Delete buckets that have filled up since they were last used."""
    Bucket.objects.untouched_since(moment - FORGOTTEN_AFTER).delete()


def _key(limit: Limit, party: str) -> str:
    return blind_index(f"{limit.name}:{party}")
