"""Takes a mistaken entry out of every column; it keeps its number and its trace."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from dossiers.acts import Act, event_of, locked
from dossiers.enums import DossierEvent, Status
from dossiers.models import Annulment, Dossier
from dossiers.supplementing import end_request
from dossiers.workflow import MoveRefusedError, check_transition
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.history.chain import record

UNDO_SPAN = timedelta(minutes=15)
"""So long whoever typed an entry may take it back; later a leader decides."""

ASK_A_LEADER = (
    "Chỉ người nhập mới hủy được, trong 15 phút sau khi nhập. Hãy đề nghị lãnh đạo hủy."
)


def annul(*, dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Annul an entry made by mistake, with the reason.

    Raises MoveRefusedError without a reason, or when it is too late for the actor.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        check_may_annul(dossier, by.actor, by.moment)
        return annul_locked(dossier, by=by)


def annul_locked(
    dossier: Dossier, *, by: Act, replaced_by: Dossier | None = None
) -> Dossier:
    """Annul a dossier that the caller's transaction has locked and checked."""
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do hủy.")
    source = dossier.current_status
    check_transition(source, Status.ANNULLED)
    dossier.status = Status.ANNULLED.value
    dossier.annulled_at = by.moment
    dossier.waiting_since = None
    dossier.save(update_fields=["status", "annulled_at", "waiting_since"])
    end_request(dossier, by=by)
    Annulment.objects.create(
        dossier=dossier,
        moment=by.moment,
        actor=by.actor,
        reason=by.reason,
        replaced_by=replaced_by,
    )
    words = {"replaced_by": replaced_by.code} if replaced_by else {}
    event = DossierEvent.REPLACED if replaced_by else DossierEvent.ANNULLED
    record(event_of(dossier, event, by, source=source, words=words))
    return dossier


def may_annul(dossier: Dossier, user: User, moment: datetime) -> bool:
    """Tell whether a user may annul an entry at a moment (aware)."""
    is_own = dossier.receiving_clerk_id == user.id
    is_fresh = moment - dossier.logged_at <= UNDO_SPAN
    return Role.LEADER in user.roles or (is_own and is_fresh)


def check_may_annul(dossier: Dossier, user: User, moment: datetime) -> None:
    """Raise MoveRefusedError, saying whom to ask, for who may not annul now."""
    if not may_annul(dossier, user, moment):
        raise MoveRefusedError(ASK_A_LEADER)
