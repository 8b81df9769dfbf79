"""What is put before a leader, and what still waits there.

The decision itself, and the operation that follows it, stand in ``deciding``.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from dossiers.acts import Act, event_of, locked
from dossiers.enums import DossierEvent, ProposalKind
from dossiers.models import Dossier, Proposal
from dossiers.models.life import ProposalQuerySet
from dossiers.workflow import MoveRefusedError
from wardportal.history.chain import record

WAITS_ALREADY = (
    "Đề nghị này đang chờ lãnh đạo quyết định, không đề nghị thêm. "
    "Lãnh đạo mở trang “Chờ quyết định” để trả lời."
)


def propose(
    *,
    dossier_id: uuid.UUID,
    kind: ProposalKind,
    by: Act,
    facts: Mapping[str, Any] | None = None,
) -> Dossier:
    """Put a move before the leader, with its reason; nothing else happens yet.

    ``facts`` are plain JSON values, as the operation of the kind reads them. Raises
    MoveRefusedError without a reason, or when the same is waiting already.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do đề nghị để lãnh đạo quyết định.")
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        check_not_waiting(dossier_id, kind)
        Proposal.objects.create(
            dossier=dossier,
            kind=kind.value,
            reason=by.reason,
            facts=dict(facts or {}),
            proposed_at=by.moment,
            proposed_by=by.actor,
        )
        words = {"proposal": kind.value}
        record(event_of(dossier, DossierEvent.PROPOSED, by, words=words))
    return dossier


def check_not_waiting(dossier_id: uuid.UUID, kind: ProposalKind) -> None:
    """Raise MoveRefusedError while a proposal of a kind waits for its decision."""
    waiting = Proposal.objects.undecided().of_kind(kind)
    if waiting.filter(dossier_id=dossier_id).exists():
        raise MoveRefusedError(WAITS_ALREADY)


def undecided() -> ProposalQuerySet:
    """Return what waits for a leader, the oldest first, with what a row shows."""
    waiting: ProposalQuerySet = Proposal.objects.undecided().with_row_parts()
    return waiting


def count_undecided() -> int:
    """Count what waits for a leader."""
    return Proposal.objects.undecided().count()
