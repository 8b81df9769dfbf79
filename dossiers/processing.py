"""Moves of a dossier between acceptance and its result."""

import uuid

from django.db import transaction

from dossiers.acts import Act, event_of, locked
from dossiers.enums import OUTCOME_LABELS, DossierEvent, Outcome, Status
from dossiers.handing import closing_rows, taking_rows
from dossiers.models import Dossier, HandOver
from dossiers.notices import note_result
from dossiers.supplementing import end_waits
from dossiers.timekeeping import word_of
from dossiers.waiting import check_running
from dossiers.workflow import STATUS_OF_OUTCOME, MoveRefusedError, check_transition
from wardportal.accounts.models import User
from wardportal.history.chain import record
from wardportal.office.models import Office


def take(*, dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Take a dossier to work on; the taker becomes its officer.

    Raises MoveRefusedError when someone else has it or it is past that point.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        passed = taking_rows(dossier, officer=by.actor, moment=by.moment)
        take_in_memory(dossier, officer=by.actor)
        dossier.save(update_fields=["officer", "status"])
        HandOver.objects.bulk_create(passed)
        record(event_of(dossier, DossierEvent.TAKEN, by, source=source))
    return dossier


def take_in_memory(dossier: Dossier, *, officer: User) -> None:
    """Set the columns of a taking, for single and bulk moves alike."""
    if dossier.officer_id not in {None, officer.id}:
        raise MoveRefusedError(
            f"{dossier.officer} đang giữ hồ sơ này. "
            "Hãy đề nghị người đó chuyển cho bạn."
        )
    check_transition(
        dossier.current_status, Status.PROCESSING, only_from=Status.ACCEPTED
    )
    dossier.officer = officer
    dossier.status = Status.PROCESSING.value


def hand_over(
    *, dossier_id: uuid.UUID, receiver: User, by: Act, held_by: User | None = None
) -> Dossier:
    """Pass an open dossier to another officer, with a giao/nhận row (Mẫu 06).

    Raises MoveRefusedError when it is closed, already with the receiver, or no longer
    with ``held_by``.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        _check_open(dossier)
        if held_by and dossier.officer_id != held_by.id:
            raise MoveRefusedError(f"{held_by} không còn giữ hồ sơ này.")
        if dossier.officer_id == receiver.id:
            raise MoveRefusedError(f"{receiver} đang giữ hồ sơ này rồi.")
        HandOver.objects.create(
            dossier=dossier,
            moment=by.moment,
            giver=dossier.officer or by.actor,
            receiver=receiver,
            note=by.reason,
        )
        dossier.officer = receiver
        dossier.save(update_fields=["officer"])
        words = {"receiver": str(receiver.id)}
        record(event_of(dossier, DossierEvent.HANDED_OVER, by, words=words))
    return dossier


def send_for_signature(*, dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Put a worked-out dossier before the signer."""
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        check_running(dossier)
        move_in_memory(dossier, target=Status.AWAITING_SIGNATURE)
        dossier.save(update_fields=["status"])
        record(event_of(dossier, DossierEvent.SENT_FOR_SIGNATURE, by, source=source))
    return dossier


def send_back(*, dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Give a dossier back from signing to its officer; needs a reason."""
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do trả lại để người xử lý biết.")
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        move_in_memory(
            dossier, target=Status.PROCESSING, only_from=Status.AWAITING_SIGNATURE
        )
        dossier.save(update_fields=["status"])
        record(event_of(dossier, DossierEvent.SENT_BACK, by, source=source))
    return dossier


def move_in_memory(
    dossier: Dossier, *, target: Status, only_from: Status | None = None
) -> None:
    """Set the status of a move without further facts, for single and bulk alike."""
    check_transition(dossier.current_status, target, only_from=only_from)
    dossier.status = target.value


def close(
    *,
    dossier_id: uuid.UUID,
    outcome: Outcome,
    office: Office,
    by: Act,
    announce: bool = True,
) -> Dossier:
    """End a dossier with its outcome; timeliness is measured at this moment.

    What the dossier waited for it waits for no longer, and the wait is not held
    against it. The applicant is told that there is something to collect, unless
    ``announce`` is False because they have it in their hands.

    Raises MoveRefusedError when the status does not allow it, or a reason is missing
    for any end but a granted result.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        end_waits(dossier, ground=OUTCOME_LABELS[outcome], office=office, by=by)
        close_in_memory(dossier, outcome=outcome, office=office, by=by)
        dossier.save(update_fields=["status", "outcome", "resolved_at", "timeliness"])
        passed = closing_rows(dossier, closer=by.actor, moment=by.moment)
        HandOver.objects.bulk_create(passed)
        if announce:
            note_result(dossier, moment=by.moment)
        record(event_of(dossier, DossierEvent.CLOSED, by, source=source))
    return dossier


def close_in_memory(
    dossier: Dossier, *, outcome: Outcome, office: Office, by: Act
) -> None:
    """Set the columns of a closing, for single and bulk moves alike."""
    if outcome is not Outcome.GRANTED and not by.reason:
        raise MoveRefusedError("Hãy ghi lý do để người nộp biết.")
    check_transition(dossier.current_status, STATUS_OF_OUTCOME[outcome])
    if dossier.accepted_at and by.moment < dossier.accepted_at:
        raise MoveRefusedError("Lúc giải quyết xong phải sau lúc tiếp nhận.")
    dossier.status = STATUS_OF_OUTCOME[outcome].value
    dossier.outcome = outcome.value
    dossier.resolved_at = by.moment
    dossier.timeliness = word_of(dossier, office=office, moment=by.moment).value


def _check_open(dossier: Dossier) -> None:
    if not dossier.is_open:
        raise MoveRefusedError(
            f"Hồ sơ đang ở tình trạng “{dossier.status_label}”, không chuyển được nữa."
        )
