"""Carries intents from the outbox to the broker, each at least once.

A message is leased before it is sent, so that several relays share the work and
one that dies gives its messages back. It may then be sent twice: tasks are safe
to run twice.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from django.db import IntegrityError, transaction

from wardportal.outbox.models import OutboxMessage
from wardportal.outbox.publishing import BrokerDownError

LEASE = timedelta(seconds=45)
"""Longer than ROUND messages can take, shorter than the minute of recovery."""

ROUND = 20
TRIES = 3
BROKER_PAUSE = timedelta(seconds=5)
LONGEST_DELAY = timedelta(hours=1)

Publish = Callable[[str, str], None]


class Outcome(Enum):
    """What became of one message."""

    SENT = auto()
    POSTPONED = auto()
    SET_ASIDE = auto()
    BROKER_DOWN = auto()


@dataclass(frozen=True)
class Round:
    """The counts of one round."""

    sent: int = 0
    postponed: int = 0
    set_aside: int = 0
    broker_down: bool = False


def retry_delay(attempts: int) -> timedelta:
    """Return 1, 2, 4 … at most 60 minutes after the first, second, third failure."""
    return min(timedelta(minutes=1 << min(attempts - 1, 6)), LONGEST_DELAY)


def relay_once(*, moment: datetime, limit: int = ROUND, publish: Publish) -> Round:
    """Send at most ``limit`` due messages; stop at once when the broker is down.

    ``publish`` takes a task's name and its reference; it raises BrokerDownError for
    a fault that is not the message's own. Other errors count against the message.
    """
    counts: Counter[Outcome] = Counter()
    messages = _lease(moment, limit)
    while messages and not counts[Outcome.BROKER_DOWN]:
        counts[_hand_over(messages.pop(0), moment, publish)] += 1
    for message in messages:
        _put_back(message)
    return Round(
        sent=counts[Outcome.SENT],
        postponed=counts[Outcome.POSTPONED],
        set_aside=counts[Outcome.SET_ASIDE],
        broker_down=bool(counts[Outcome.BROKER_DOWN]),
    )


def _lease(moment: datetime, limit: int) -> list[OutboxMessage]:
    """Take due messages for ourselves, passing over those another relay holds."""
    with transaction.atomic():
        due = OutboxMessage.objects.due(moment).order_by("available_at", "created_at")
        messages = list(due.select_for_update(skip_locked=True)[:limit])
        OutboxMessage.objects.filter(
            pk__in=[message.pk for message in messages]
        ).update(leased_until=moment + LEASE)
    return messages


def _hand_over(message: OutboxMessage, moment: datetime, publish: Publish) -> Outcome:
    try:
        publish(message.task, message.reference)
    except BrokerDownError as error:
        message.available_at = moment + BROKER_PAUSE
        message.last_error = _name(error.__cause__ or error)
        _put_back(message)
        return Outcome.BROKER_DOWN
    except Exception as error:  # noqa: BLE001 -- one bad message must not stop the others
        return _count_failure(message, moment, error)
    message.sent_at, message.last_error = moment, ""
    message.save(update_fields=["sent_at", "last_error"])
    return Outcome.SENT


def _count_failure(
    message: OutboxMessage, moment: datetime, error: Exception
) -> Outcome:
    message.attempts += 1
    message.last_error = _name(error)
    if message.attempts >= TRIES:
        message.set_aside_at = moment
    else:
        message.available_at = moment + retry_delay(message.attempts)
    _put_back(message)
    return Outcome.SET_ASIDE if message.set_aside_at else Outcome.POSTPONED


def _put_back(message: OutboxMessage) -> None:
    """End the lease; a message wanted anew meanwhile stands for this one as well."""
    message.leased_until = None
    try:
        with transaction.atomic():
            message.save(
                update_fields=[
                    "available_at",
                    "leased_until",
                    "attempts",
                    "set_aside_at",
                    "last_error",
                ]
            )
    except IntegrityError:
        message.delete()


def _name(error: BaseException) -> str:
    """Name an error by its class: its text may hold personal data."""
    return type(error).__name__
