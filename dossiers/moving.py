"""Makes a move that is asked for by its name, if the actor's roles allow it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from dossiers.acts import Act
from dossiers.models import Dossier
from dossiers.permissions import MoveKind, check_role
from dossiers.workflow import MoveRefusedError


class Move(Protocol):
    """An operation on one dossier, with all that it needs but the dossier and the act."""

    def __call__(self, *, dossier_id: uuid.UUID, by: Act) -> Dossier: ...


@dataclass(frozen=True)
class Tally:
    """What became of a move asked of several dossiers."""

    done: list[Dossier]
    refused: dict[str, list[Dossier]]
    """The dossiers left as they were, by the sentence that says why."""


def move_each(
    *, dossiers: Iterable[Dossier], kind: MoveKind, move: Move, by: Act
) -> Tally:
    """Make a move on each dossier, checked one by one, each in its own transaction.

    Raises MoveNotAllowedError for roles that the move is not open to.
    """
    check_role(kind, by.actor.roles)
    tally = Tally([], defaultdict(list))
    for dossier in dossiers:
        try:
            tally.done.append(move(dossier_id=dossier.id, by=by))
        except MoveRefusedError as refused:
            tally.refused[str(refused)].append(dossier)
    return tally


def make_move(*, dossier_id: uuid.UUID, kind: MoveKind, move: Move, by: Act) -> Dossier:
    """Make one move and return the dossier.

    Raises MoveNotAllowedError for roles it is not open to, MoveRefusedError as the
    move itself does.
    """
    check_role(kind, by.actor.roles)
    return move(dossier_id=dossier_id, by=by)
