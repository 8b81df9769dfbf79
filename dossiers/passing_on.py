"""Passes on all that a leaver or an absent officer has in hand, in one step."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from django.db.models import Count

from dossiers.acts import Act
from dossiers.models import Dossier
from dossiers.processing import hand_over
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.models import User


@dataclass(frozen=True)
class PassedOn:
    """What became of the dossiers of one officer."""

    shares: Counter[User]
    """How many each receiver got."""

    refused: dict[str, list[Dossier]]
    """Those that stayed, by the sentence that says why."""

    @property
    def count(self) -> int:
        return self.shares.total()


def in_hand_by_officer() -> dict[uuid.UUID, int]:
    """Count the open dossiers of everyone who has any, at work or not."""
    held = Dossier.objects.open().filter(officer__isnull=False).order_by()
    counted = held.values("officer").annotate(count=Count("id"))
    return {row["officer"]: row["count"] for row in counted}


def pass_on(*, officer: User, receivers: Sequence[User], by: Act) -> PassedOn:
    """Hand each open dossier of an officer to the receivers in turn, by due moment.

    Each is checked and moved in its own transaction and leaves its giao/nhận row; what
    cannot be moved stays and is told. Raises MoveRefusedError without a reason, without
    a receiver, or when the officer is one.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do bàn giao.")
    if not receivers or officer in receivers:
        raise MoveRefusedError("Hãy chọn người nhận khác với người bàn giao.")
    passed = PassedOn(Counter(), defaultdict(list))
    in_hand = Dossier.objects.open().of_officer(officer.id).order_by("due_at", "id")
    shared = zip(in_hand.only("id", "code"), cycle(receivers), strict=False)
    for dossier, receiver in shared:
        try:
            hand_over(dossier_id=dossier.id, receiver=receiver, by=by, held_by=officer)
        except MoveRefusedError as refused:
            passed.refused[str(refused)].append(dossier)
        else:
            passed.shares[receiver] += 1
    return passed
