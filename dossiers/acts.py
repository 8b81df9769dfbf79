"""Who acts on a dossier, when and why; the lock and the evidence of each act."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dossiers.enums import EVENT_LABELS, DossierEvent, Status
from dossiers.models import Dossier
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.models import User
from wardportal.formats import clock_on_date
from wardportal.history.chain import Draft
from wardportal.history.models import Event

SUBJECT = "dossier"


@dataclass(frozen=True)
class Act:
    """Who acts, when (aware), for what reason, and on what they had before them."""

    actor: User
    moment: datetime
    reason: str = ""
    seen: int | None = None
    """The last event (sequence) the actor knew of; None where it does not matter."""


def event_of(
    dossier: Dossier,
    event: DossierEvent,
    by: Act,
    *,
    source: Status | None = None,
    words: Mapping[str, object] | None = None,
) -> Draft:
    """Draft the evidence of a move: who, when, from, to; the reason as words."""
    said = {**(words or {}), **({"reason": by.reason} if by.reason else {})}
    return Draft(
        event=event.value,
        moment=by.moment,
        subject_kind=SUBJECT,
        subject_id=dossier.id,
        actor_id=by.actor.id,
        source=source.value if source else "",
        target=dossier.status,
        words=said,
    )


def locked(dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Lock a dossier for a move in the caller's transaction.

    Raises MoveRefusedError, saying who did what, when it changed since it was seen.
    """
    dossier: Dossier = (
        Dossier.objects.select_related("officer")
        .select_for_update(of=("self",))
        .get(pk=dossier_id)
    )
    if by.seen is not None:
        _check_unseen(dossier, by, by.seen)
    return dossier


def _check_unseen(dossier: Dossier, by: Act, seen: int) -> None:
    events = Event.objects.of_subject(SUBJECT, dossier.id).after(seen)
    latest = events.with_words().last()
    if latest is None:
        return
    who = "Bạn" if latest.actor_id == by.actor.id else latest.actor or "Hệ thống"
    what = EVENT_LABELS[DossierEvent(latest.event)]
    when = clock_on_date(timezone.localtime(latest.moment))
    raise MoveRefusedError(
        f"{who} vừa ghi “{what}” lúc {when}, hồ sơ nay ở tình trạng "
        f"“{dossier.status_label}”. Hãy xem lại rồi làm tiếp."
    )
