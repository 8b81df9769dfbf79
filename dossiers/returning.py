"""Hands results over, and does one-visit dossiers in one go."""

import uuid
from datetime import datetime

from django.db import transaction

from dossiers.enums import DossierEvent, Outcome, Status
from dossiers.intake import Logging, register_dossier
from dossiers.models import Dossier
from dossiers.processing import Act, close, event_of, locked
from dossiers.terms import IntakeFacts
from dossiers.workflow import MoveRefusedError, check_transition
from wardportal.history.chain import Draft, record


def return_result(*, dossier_id: uuid.UUID, collector: str, by: Act) -> Dossier:
    """Record that the result was handed over, and to whom.

    Raises MoveRefusedError when there is no result to hand over.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        return_in_memory(dossier, moment=by.moment)
        dossier.save(update_fields=["status", "returned_at"])
        record(returned_event(dossier, collector=collector, by=by, source=source))
    return dossier


def return_in_memory(dossier: Dossier, *, moment: datetime) -> None:
    """Set the columns of a return, for single and bulk moves alike."""
    check_transition(dossier.current_status, Status.RETURNED)
    if dossier.resolved_at is None or moment < dossier.resolved_at:
        raise MoveRefusedError("Lúc trả kết quả phải sau lúc giải quyết xong.")
    dossier.status = Status.RETURNED.value
    dossier.returned_at = moment


def returned_event(
    dossier: Dossier, *, collector: str, by: Act, source: Status
) -> Draft:
    """Draft the evidence of a handing over, with who collected it."""
    words: dict[str, object] = {"collector": collector} if collector else {}
    return event_of(dossier, DossierEvent.RETURNED, by, source=source, words=words)


def log_one_visit(*, facts: IntakeFacts, by: Logging) -> Dossier:
    """Log, sign and return a one-visit dossier (certified copies, signatures).

    One transaction; the same ``intake_key`` twice is one dossier. Raises
    IntakeRefusedError as ``register_dossier`` does.
    """
    with transaction.atomic():
        dossier = register_dossier(facts=facts, by=by)
        if dossier.current_status is not Status.ACCEPTED:
            return dossier
        act = Act(actor=by.clerk, moment=by.accepted_at)
        close(dossier_id=dossier.id, outcome=Outcome.GRANTED, office=by.office, by=act)
        return return_result(dossier_id=dossier.id, collector="", by=act)
