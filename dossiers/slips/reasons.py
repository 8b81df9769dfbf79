"""Why a dossier ended, in the words that stand in its evidence."""

from dataclasses import dataclass
from datetime import datetime

from dossiers.acts import SUBJECT
from dossiers.enums import DossierEvent
from dossiers.models import Dossier
from dossiers.slips.parts import BLANK
from wardportal.history.models import Event


@dataclass(frozen=True)
class Ending:
    """What was recorded of an end."""

    moment: datetime
    reason: str
    """Room to write it where the words were erased."""

    decided_by: str


def ending_of(dossier: Dossier, event: DossierEvent) -> Ending | None:
    """Return the last event of that name; None where there is none."""
    events = Event.objects.of_subject(SUBJECT, dossier.id).with_words()
    last = events.filter(event=event.value).last()
    if last is None:
        return None
    payload = getattr(last, "payload", None)
    reason = payload.words.get("reason", "") if payload else ""
    return Ending(last.moment, reason or BLANK, str(last.actor or ""))
