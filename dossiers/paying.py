"""Waits for the applicant's payment (thực hiện nghĩa vụ tài chính).

The clock pauses only where the procedure version allows it; elsewhere it runs on.
"""

import uuid

from django.db import transaction

from dossiers.acts import Act, event_of, locked
from dossiers.enums import ClockMove, DossierEvent, Status
from dossiers.models import Dossier
from dossiers.waiting import begin_wait, check_running, end_wait
from dossiers.workflow import MoveRefusedError, check_transition
from wardportal.history.chain import record
from wardportal.office.models import Office


def ask_payment(*, dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Ask the applicant to pay; the reason says what and how much.

    Raises MoveRefusedError without a reason, or when the status does not allow it.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi khoản phải nộp để người nộp biết.")
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        check_transition(source, Status.AWAITING_PAYMENT)
        check_running(dossier)
        dossier.status = Status.AWAITING_PAYMENT.value
        dossier.save(update_fields=["status"])
        record(event_of(dossier, DossierEvent.PAYMENT_ASKED, by, source=source))
        if dossier.procedure_version.pause_allowed:
            ground = "Yêu cầu thực hiện nghĩa vụ tài chính"
            begin_wait(dossier, move=ClockMove.PAUSE, ground=ground, by=by)
    return dossier


def note_payment(
    *, dossier_id: uuid.UUID, receipt_number: str, office: Office, by: Act
) -> Dossier:
    """Record that the applicant has paid; a paused clock goes on.

    ``receipt_number`` is that of the finance system (biên lai), if there is one.
    Raises MoveRefusedError when no payment is waited for.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        check_transition(source, Status.PROCESSING, only_from=Status.AWAITING_PAYMENT)
        dossier.status = Status.PROCESSING.value
        dossier.save(update_fields=["status"])
        words = {"receipt_number": receipt_number} if receipt_number else {}
        event = DossierEvent.PAYMENT_MADE
        record(event_of(dossier, event, by, source=source, words=words))
        if dossier.is_waiting:
            move, ground = ClockMove.RESUME, "Đã thực hiện nghĩa vụ tài chính"
            end_wait(dossier, move=move, ground=ground, office=office, by=by)
    return dossier
