"""A leader's decision: what was proposed happens with it, or does not."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dossiers import late_entry
from dossiers.acts import Act, event_of, locked
from dossiers.enums import DossierEvent, ProposalKind
from dossiers.extending import extend
from dossiers.models import Dossier, Proposal
from dossiers.proposals import check_not_waiting, propose
from dossiers.submitting import refuse_submitted
from dossiers.supplementing import Missing, ask_supplement
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.history.chain import record
from wardportal.office.models import Office


@dataclass(frozen=True)
class Asked:
    """What was proposed of a dossier; ``by`` is the leader, with the reason proposed."""

    dossier_id: uuid.UUID
    facts: Mapping[str, Any]
    proposer: User
    office: Office
    by: Act


Operation = Callable[[Asked], Dossier]
"""Does what was proposed."""


def decide(
    *, proposal_id: uuid.UUID, granted: bool, answer: str, office: Office, by: Act
) -> Proposal:
    """Decide on a proposal; what follows from it is in the same transaction.

    Raises MoveRefusedError when somebody has decided before, or when the dossier no
    longer allows what was proposed.
    """
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
        if proposal.decided_at is not None:
            raise MoveRefusedError("Đề nghị này đã được quyết định. Hãy tải lại trang.")
        dossier = locked(proposal.dossier_id, by)
        _keep_decision(proposal, granted=granted, answer=answer, by=by)
        words = {"proposal": proposal.kind, "granted": granted, "answer": answer}
        record(event_of(dossier, DossierEvent.DECIDED, by, words=words))
        _carry_out(proposal, office, by.actor, by.moment)
    return proposal


def decide_or_propose(
    *,
    dossier_id: uuid.UUID,
    kind: ProposalKind,
    office: Office,
    by: Act,
    facts: Mapping[str, Any] | None = None,
) -> Dossier:
    """Do at once what a leader wishes; put before a leader what others wish.

    Raises MoveRefusedError as ``propose`` and the operation do.
    """
    if Role.LEADER not in by.actor.roles:
        return propose(dossier_id=dossier_id, kind=kind, by=by, facts=facts)
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do.")
    check_not_waiting(dossier_id, kind)
    return ON_GRANTED[kind](Asked(dossier_id, facts or {}, by.actor, office, by))


def _keep_decision(proposal: Proposal, *, granted: bool, answer: str, by: Act) -> None:
    proposal.decided_at, proposal.decided_by = by.moment, by.actor
    proposal.granted, proposal.answer = granted, answer
    proposal.save(update_fields=["decided_at", "decided_by", "granted", "answer"])


def _carry_out(
    proposal: Proposal, office: Office, leader: User, moment: datetime
) -> None:
    table = ON_GRANTED if proposal.granted else ON_DECLINED
    operation = table.get(ProposalKind(proposal.kind))
    if operation is None:
        return
    reason = proposal.reason if proposal.granted else proposal.answer
    by = Act(leader, moment, reason)
    operation(
        Asked(proposal.dossier_id, proposal.facts, proposal.proposed_by, office, by)
    )


def _extend(asked: Asked) -> Dossier:
    return extend(
        dossier_id=asked.dossier_id,
        promised_at=datetime.fromisoformat(asked.facts["promised_at"]),
        proposer=asked.proposer,
        office=asked.office,
        by=asked.by,
    )


def _refuse_intake(asked: Asked) -> Dossier:
    return refuse_submitted(dossier_id=asked.dossier_id, by=asked.by)


def _ask_further(asked: Asked) -> Dossier:
    return ask_supplement(
        dossier_id=asked.dossier_id,
        missing=Missing.from_facts(asked.facts),
        proposer=asked.proposer,
        office=asked.office,
        by=asked.by,
    )


def _approve_late_entry(asked: Asked) -> Dossier:
    return late_entry.approve(dossier_id=asked.dossier_id, by=asked.by)


def _decline_late_entry(asked: Asked) -> Dossier:
    return late_entry.decline(dossier_id=asked.dossier_id, by=asked.by)


ON_GRANTED: dict[ProposalKind, Operation] = {
    ProposalKind.EXTENSION: _extend,
    ProposalKind.FURTHER_SUPPLEMENT: _ask_further,
    ProposalKind.REFUSE_INTAKE: _refuse_intake,
    ProposalKind.LATE_ENTRY: _approve_late_entry,
}
ON_DECLINED: dict[ProposalKind, Operation] = {
    ProposalKind.LATE_ENTRY: _decline_late_entry,
}
"""Most of what is declined simply does not happen; a late entry is there already."""
