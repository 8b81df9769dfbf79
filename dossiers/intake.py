"""Logs a dossier: one transaction from the stated facts to code, papers, evidence."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers.codes import new_tracking_token
from dossiers.enums import DossierEvent, DueSource, Status
from dossiers.models import Applicant, Dossier, DossierPaper, ExternalCode
from dossiers.numbering import series_of, take_code
from dossiers.people import ApplicantFacts, enter_applicant
from dossiers.terms import (
    IntakeFacts,
    IntakeRefusedError,
    StatedDue,
    Terms,
    terms_for,
)
from dossiers.timekeeping import word_of
from procedures.office_calendar import from_local
from wardportal.accounts.models import User
from wardportal.history.chain import Draft, record
from wardportal.office.current import agency_code_on
from wardportal.office.enums import CodeAuthority
from wardportal.office.models import Office

SUBJECT = "dossier"


@dataclass(frozen=True)
class Logging:
    """Who logs, for which office, when it came in and when it is typed (aware)."""

    office: Office
    clerk: User
    accepted_at: datetime
    logged_at: datetime


def register_dossier(*, facts: IntakeFacts, by: Logging) -> Dossier:
    """Log a dossier and return it; the same ``intake_key`` twice is one dossier.

    ``by.accepted_at`` starts the clock and decides day, code and period. Raises
    IntakeRefusedError with the form's field and a Vietnamese sentence.
    """
    return enter_once(facts, by, build=_accepted, event_of=registered_event)


def enter_once(
    facts: IntakeFacts,
    by: Logging,
    *,
    build: Callable[[IntakeFacts, Logging], Dossier],
    event_of: Callable[[Dossier], Draft],
) -> Dossier:
    """Enter what ``build`` makes of the facts, unless this form has been entered.

    Raises IntakeRefusedError, as ``build`` may.
    """
    try:
        with transaction.atomic():
            known = already_registered(facts.intake_key)
            return known or _enter(facts, by, build, event_of)
    except IntegrityError:
        # The other half of a double click was faster: its row is what was meant.
        # Or another clerk was, with the same external code.
        known = already_registered(facts.intake_key)
        if known is None:
            _check_external_code(facts.external_code)
            raise
        return known


def already_registered(intake_key: uuid.UUID | None) -> Dossier | None:
    """Return the dossier that a form has already made, if any."""
    if intake_key is None:
        return None
    return Dossier.objects.filter(intake_key=intake_key).first()


def new_dossier(facts: IntakeFacts, terms: Terms, by: Logging) -> Dossier:
    """Build an unsaved, accepted dossier without people or code.

    For single and bulk entry. Raises IntakeRefusedError when the due moment is missing
    or not after receipt.
    """
    dossier = new_submission(facts, terms, by)
    accept_in_memory(
        dossier, terms, office=by.office, moment=by.accepted_at, stated=facts.stated_due
    )
    dossier.timeliness = word_of(dossier, office=by.office, moment=by.logged_at).value
    return dossier


def new_submission(facts: IntakeFacts, terms: Terms, by: Logging) -> Dossier:
    """Build an unsaved dossier that waits for its acceptance, without people or code."""
    dossier = Dossier(
        procedure=facts.procedure,
        sector_id=facts.procedure.sector_id,
        receipt_day=timezone.localdate(by.accepted_at),
        tracking_token=new_tracking_token(),
        intake_key=facts.intake_key,
        channel=facts.channel.value,
        foreign_element=facts.foreign_element,
        compared_by_day=facts.compared_by_day,
        status=Status.SUBMITTED.value,
        submitted_at=facts.submitted_at or by.accepted_at,
        logged_at=by.logged_at,
        copies=facts.copies,
        pages=facts.pages,
        delivery=facts.delivery.value,
        postmark_day=facts.postmark_day,
        letter_number=facts.letter_number,
        fee_exemption=facts.fee_exemption,
        note=facts.note,
        receiving_clerk=by.clerk,
        code_authority=by.office.code_authority,
    )
    _set_version(dossier, terms)
    return dossier


def accept_in_memory(
    dossier: Dossier,
    terms: Terms,
    *,
    office: Office,
    moment: datetime,
    stated: StatedDue | None,
) -> None:
    """Set the columns of an acceptance at a moment (aware): the clock starts.

    Raises IntakeRefusedError when the due moment is missing or not after receipt.
    """
    dossier.status = Status.ACCEPTED.value
    dossier.accepted_at = moment
    dossier.receipt_day = timezone.localdate(moment)
    _set_version(dossier, terms)
    _set_due(dossier, stated, terms, office)
    if dossier.due_at is None or dossier.due_at <= moment:
        raise IntakeRefusedError("due_at", "Hạn trả phải sau lúc tiếp nhận.")
    dossier.original_due_at = dossier.due_at


def papers_of(dossier: Dossier, facts: IntakeFacts) -> list[DossierPaper]:
    """Build the unsaved rows of the papers received."""
    return [
        DossierPaper(
            dossier=dossier,
            order=order,
            name=paper.name,
            required_document_id=paper.required_document_id,
            originals=paper.originals,
            certified_copies=paper.certified_copies,
            copies=paper.copies,
        )
        for order, paper in enumerate(facts.papers)
    ]


def registered_event(dossier: Dossier) -> Draft:
    """Draft the evidence of a dossier's receipt."""
    return Draft(
        event=DossierEvent.REGISTERED.value,
        moment=dossier.logged_at,
        subject_kind=SUBJECT,
        subject_id=dossier.id,
        actor_id=dossier.receiving_clerk_id,
        target=Status.ACCEPTED.value,
        words={
            "code": dossier.code,
            "channel": dossier.channel,
            "accepted_at": dossier.accepted_at and dossier.accepted_at.isoformat(),
            "due_at": dossier.due_at and dossier.due_at.isoformat(),
            "due_source": dossier.due_source,
        },
    )


def _accepted(facts: IntakeFacts, by: Logging) -> Dossier:
    terms = terms_for(facts, office=by.office, moment=by.accepted_at)
    return new_dossier(facts, terms, by)


def _enter(
    facts: IntakeFacts,
    by: Logging,
    build: Callable[[IntakeFacts, Logging], Dossier],
    event_of: Callable[[Dossier], Draft],
) -> Dossier:
    _check_external_code(facts.external_code)
    dossier = build(facts, by)
    dossier.applicant = enter_applicant(facts.applicant, moment=by.logged_at)
    dossier.second_party = _enter_other(facts.second_party, by)
    dossier.representative = _enter_other(facts.representative, by)
    # Late, so that the day's counter row stays locked as briefly as can be.
    _give_code(dossier, facts.external_code)
    dossier.save(force_insert=True)
    DossierPaper.objects.bulk_create(papers_of(dossier, facts))
    if facts.external_code:
        ExternalCode.objects.create(
            dossier=dossier, code=facts.external_code, attached_at=by.logged_at
        )
    record(event_of(dossier))
    return dossier


def _enter_other(person: ApplicantFacts | None, by: Logging) -> Applicant | None:
    return enter_applicant(person, moment=by.logged_at) if person else None


def _check_external_code(code: str) -> None:
    attached = ExternalCode.objects.filter(code=code)
    if code and (attached.exists() or Dossier.objects.filter(code=code).exists()):
        raise IntakeRefusedError(
            "external_code", f"Mã {code} đã gắn với một hồ sơ. Hãy tra mã đó để mở."
        )


def _set_version(dossier: Dossier, terms: Terms) -> None:
    """Keep the version in force and the fee by its tariff."""
    dossier.procedure_version = terms.version
    dossier.fee_status = terms.fee.status.value
    dossier.fee_amount = terms.fee.amount
    dossier.fee_lines = list(terms.fee.lines)


def _set_due(
    dossier: Dossier, stated: StatedDue | None, terms: Terms, office: Office
) -> None:
    if stated:
        dossier.due_at = stated.due_at
        dossier.due_source = stated.source.value
        dossier.due_ground = stated.ground
    elif terms.deadline and terms.limit:
        dossier.due_at = from_local(terms.deadline.due_at)
        dossier.due_source = DueSource.COMPUTED.value
        dossier.limit_value = terms.limit.value
        dossier.limit_unit = terms.limit.unit.value
        dossier.limit_cutoff = terms.limit.cutoff
        dossier.due_time_policy = office.due_time
    else:
        raise IntakeRefusedError(
            "due_at",
            "Danh mục chưa có thời hạn của thủ tục này. "
            "Hãy ghi ngày hẹn trả và căn cứ của ngày đó.",
        )


def _give_code(dossier: Dossier, external_code: str) -> None:
    if external_code and dossier.code_authority == CodeAuthority.EXTERNAL:
        dossier.code = external_code
        return
    agency_code = agency_code_on(dossier.receipt_day)
    dossier.code, dossier.day_number = take_code(
        agency_code=series_of(agency_code, dossier.code_authority),
        day=dossier.receipt_day,
    )
