"""A dossier that came by post or online and is not accepted yet: its answer.

Source: Nghị định 118/2025/NĐ-CP (intake): what is sent online is answered within 8
working hours, what comes on paper within one working day: accepted, or not, with the
reason. Until then no clock of the procedure runs and no report counts the dossier.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from dossiers.acts import SUBJECT, Act, event_of, locked
from dossiers.enums import DossierEvent, Status
from dossiers.intake import (
    Logging,
    accept_in_memory,
    enter_once,
    new_submission,
)
from dossiers.models import Dossier, DossierQuerySet
from dossiers.restating import restated
from dossiers.terms import (
    IntakeFacts,
    IntakeRefusedError,
    StatedDue,
    Terms,
    terms_for,
)
from dossiers.timekeeping import word_of
from dossiers.workflow import MoveRefusedError, check_transition
from procedures.deadlines import Limit
from procedures.enums import Channel, LimitUnit
from procedures.estimates import deadline_for
from procedures.office_calendar import from_local, to_local_minute
from procedures.openinghours import CalendarError
from wardportal.history.chain import Draft, record
from wardportal.office.models import Office

ANSWER_ONLINE = Limit(8, LimitUnit.HOUR)
ANSWER_ON_PAPER = Limit(1, LimitUnit.WORKING_DAY)


@dataclass(frozen=True)
class Acceptance:
    """What a clerk adds on accepting: the case, or a due moment with its ground."""

    case: str = ""
    stated_due: StatedDue | None = None


NOTHING_ADDED = Acceptance()


def submit_dossier(*, facts: IntakeFacts, by: Logging) -> Dossier:
    """Log a dossier that is answered later; the same ``intake_key`` twice is one.

    It gets its code of the day it came in on (``by.accepted_at``) and no due moment.
    Raises IntakeRefusedError as ``register_dossier`` does.
    """
    return enter_once(facts, by, build=_submission, event_of=_submitted_event)


def accept_submitted(
    *, dossier_id: uuid.UUID, office: Office, by: Act, added: Acceptance = NOTHING_ADDED
) -> Dossier:
    """Accept what waits: its limit runs from now, and today's receipts count it.

    The code stays that of the day it came in on. Raises MoveRefusedError when it does
    not wait any more or its terms cannot be given.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        check_transition(source, Status.ACCEPTED)
        came_on = dossier.receipt_day
        try:
            accept_in_memory(
                dossier,
                _terms_now(dossier, added.case, office, by.moment),
                office=office,
                moment=by.moment,
                stated=added.stated_due,
            )
        except (IntakeRefusedError, CalendarError) as refused:
            raise MoveRefusedError(str(refused)) from refused
        if dossier.receipt_day != came_on:
            # Today's numbers are those of today's codes.
            dossier.day_number = None
        dossier.timeliness = word_of(dossier, office=office, moment=by.moment).value
        dossier.save(update_fields=ACCEPTED_COLUMNS)
        words = {"due_at": str(dossier.due_at), "due_source": dossier.due_source}
        record(event_of(dossier, DossierEvent.ACCEPTED, by, source=source, words=words))
    return dossier


def refuse_submitted(*, dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Refuse at intake, as the head of the office has approved, with the reason.

    Raises MoveRefusedError when it does not wait any more or the reason is missing.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do để người nộp biết.")
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        check_transition(source, Status.NOT_ACCEPTED)
        dossier.status = Status.NOT_ACCEPTED.value
        dossier.save(update_fields=["status"])
        record(event_of(dossier, DossierEvent.NOT_ACCEPTED, by, source=source))
    return dossier


def answer_due(dossier: Dossier, office: Office) -> datetime:
    """Tell until when the sender must be answered (aware).

    Counted from the moment it reached the office. Raises CalendarError.
    """
    online = dossier.channel == Channel.ONLINE
    limit = ANSWER_ONLINE if online else ANSWER_ON_PAPER
    came_at = to_local_minute(dossier.logged_at)
    return from_local(deadline_for(limit, office=office, received=came_at).due_at)


def waiting(dossiers: DossierQuerySet) -> DossierQuerySet:
    """Keep what waits for its acceptance, the oldest first, with a row's parts."""
    return dossiers.submitted().with_row_parts().order_by("logged_at", "id")


def count_waiting() -> int:
    """Count what waits for its acceptance."""
    return Dossier.objects.submitted().count()


ACCEPTED_COLUMNS = [
    *("status", "accepted_at", "receipt_day", "day_number", "procedure_version"),
    *("due_at", "original_due_at", "due_source", "due_ground", "due_time_policy"),
    *("limit_value", "limit_unit", "limit_cutoff", "timeliness"),
    *("fee_status", "fee_amount", "fee_lines"),
]


def _submission(facts: IntakeFacts, by: Logging) -> Dossier:
    terms = terms_for(facts, office=by.office, moment=by.accepted_at)
    return new_submission(facts, terms, by)


def _terms_now(dossier: Dossier, case: str, office: Office, moment: datetime) -> Terms:
    attached = dossier.external_codes.first()
    said = replace(
        restated(dossier), case=case, external_code=attached.code if attached else ""
    )
    return terms_for(said, office=office, moment=moment)


def _submitted_event(dossier: Dossier) -> Draft:
    return Draft(
        event=DossierEvent.SUBMITTED.value,
        moment=dossier.logged_at,
        subject_kind=SUBJECT,
        subject_id=dossier.id,
        actor_id=dossier.receiving_clerk_id,
        target=Status.SUBMITTED.value,
        words={"code": dossier.code, "channel": dossier.channel},
    )
