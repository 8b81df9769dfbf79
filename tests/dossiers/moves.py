"""What tests of moves share: acts at the office's clock, evidence read back."""

from datetime import timedelta

from dossiers.acts import SUBJECT, Act
from tests.dossiers.desk import MONDAY
from tests.factories import DossierFactory
from wardportal.history.models import Event


def make_dossier(**fields):
    """Make a dossier received on Monday 09:41, due on Friday 27/11 at 17:30."""
    return DossierFactory(
        **{"accepted_at": MONDAY, "due_at": MONDAY + timedelta(days=4, minutes=469)}
        | fields
    )


def act(actor, minutes=60, reason="", **fields):
    """Act so many minutes after the receipt."""
    moment = MONDAY + timedelta(minutes=minutes)
    return Act(actor=actor, moment=moment, reason=reason, **fields)


def evidence_of(dossier):
    """Return the events of a dossier as (event, source, target, actor, words)."""
    return [
        (
            event.event,
            event.source,
            event.target,
            event.actor,
            event.payload.words if hasattr(event, "payload") else {},
        )
        for event in Event.objects.of_subject(SUBJECT, dossier.id).with_words()
    ]


def last_event(dossier):
    """Return the sequence of a dossier's last event, as its page carries it."""
    events = Event.objects.of_subject(SUBJECT, dossier.id).with_words()
    return events.last().sequence
