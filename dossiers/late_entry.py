"""Nhập bù: entering what was received earlier than it is typed, say in a power cut.

The claimed receipt starts the clock and decides day, code and period; the moment of
typing is kept beside it and the report counts how often that happens. Above the
office's number of hours a leader must approve; the dossier stands from the first
moment, for the citizen holds a paper receipt, and is annulled when he declines.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from dossiers.acts import Act, event_of, locked
from dossiers.annulling import annul_locked
from dossiers.enums import DossierEvent, ProposalKind
from dossiers.intake import Logging, already_registered, register_dossier
from dossiers.models import Dossier, LateEntry
from dossiers.proposals import propose
from dossiers.terms import IntakeFacts, IntakeRefusedError
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.enums import Role
from wardportal.history.chain import record

LONGEST_SPAN = timedelta(days=31)
"""What is older is no power cut, and its month is long reported."""

DECLINED = "Lãnh đạo không duyệt nhập bù"


@dataclass(frozen=True)
class PaperTrail:
    """Why a dossier is entered late, and its number in the paper register."""

    reason: str
    paper_number: str


def enter_late(*, facts: IntakeFacts, trail: PaperTrail, by: Logging) -> Dossier:
    """Log a dossier received at ``by.accepted_at``; the same form twice is one.

    Raises IntakeRefusedError for a claimed receipt that is no past moment of the last
    month, and as ``register_dossier`` does.
    """
    check_claim(by)
    with transaction.atomic():
        known = already_registered(facts.intake_key)
        if known:
            return known
        dossier = register_dossier(facts=facts, by=by)
        _keep_trail(dossier, trail, by)
        if needs_approval(by):
            _ask_or_approve(dossier, trail, by)
    return dossier


def check_claim(by: Logging) -> None:
    """Raise IntakeRefusedError for a claimed receipt that cannot be entered."""
    if by.accepted_at >= by.logged_at:
        raise IntakeRefusedError(
            "received_day", "Lúc nhận phải trước lúc nhập. Hãy sửa ngày, giờ nhận."
        )
    if by.logged_at - by.accepted_at > LONGEST_SPAN:
        raise IntakeRefusedError(
            "received_day",
            f"Chỉ nhập bù hồ sơ nhận trong {LONGEST_SPAN.days} ngày gần đây. "
            "Hãy kiểm tra lại ngày nhận.",
        )


def needs_approval(by: Logging) -> bool:
    """Tell whether so long a delay is for a leader to approve."""
    return by.logged_at - by.accepted_at > timedelta(hours=by.office.late_entry_hours)


def approve(*, dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Approve a late entry. Raises MoveRefusedError where there is none to approve."""
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        waiting = LateEntry.objects.filter(dossier=dossier, approved_by__isnull=True)
        if not waiting.update(approved_by=by.actor, approved_at=by.moment):
            raise MoveRefusedError("Hồ sơ này không chờ duyệt nhập bù.")
    return dossier


def decline(*, dossier_id: uuid.UUID, by: Act) -> Dossier:
    """Annul an entry that the leader does not approve."""
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        reason = f"{DECLINED}: {by.reason}" if by.reason else DECLINED
        return annul_locked(dossier, by=Act(by.actor, by.moment, reason[:300]))


def _keep_trail(dossier: Dossier, trail: PaperTrail, by: Logging) -> None:
    LateEntry.objects.create(
        dossier=dossier, reason=trail.reason, paper_number=trail.paper_number
    )
    act = Act(by.clerk, by.logged_at, trail.reason)
    words = {
        "accepted_at": by.accepted_at.isoformat(),
        "paper_number": trail.paper_number,
    }
    record(event_of(dossier, DossierEvent.ENTERED_LATE, act, words=words))


def _ask_or_approve(dossier: Dossier, trail: PaperTrail, by: Logging) -> None:
    act = Act(by.clerk, by.logged_at, trail.reason)
    if Role.LEADER in by.clerk.roles:
        approve(dossier_id=dossier.id, by=act)
        return
    facts = {
        "accepted_at": by.accepted_at.isoformat(),
        "paper_number": trail.paper_number,
    }
    propose(dossier_id=dossier.id, kind=ProposalKind.LATE_ENTRY, by=act, facts=facts)
