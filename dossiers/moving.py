"""Makes a move that is asked for by its name, if the actor's roles allow it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dossiers.enums import Outcome
from dossiers.models import Dossier
from dossiers.permissions import MoveKind, check_role
from dossiers.processing import (
    Act,
    close,
    hand_over,
    send_back,
    send_for_signature,
    take,
)
from dossiers.returning import return_result
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.models import User
from wardportal.office.models import Office


@dataclass(frozen=True)
class Wish:
    """A move as asked for, with what some of them need besides."""

    kind: MoveKind
    office: Office
    receiver: User | None = None
    """Who gets a dossier that is handed over."""

    collector: str = ""
    """Who came for the result."""


@dataclass(frozen=True)
class Tally:
    """What became of a move asked of several dossiers."""

    done: list[Dossier]
    refused: dict[str, list[Dossier]]
    """The dossiers left as they were, by the sentence that says why."""


def move_each(*, dossiers: Iterable[Dossier], wish: Wish, by: Act) -> Tally:
    """Make a move on each dossier, checked one by one, each in its own transaction.

    Raises MoveNotAllowedError for roles that the move is not open to.
    """
    check_role(wish.kind, by.actor.roles)
    tally = Tally([], defaultdict(list))
    for dossier in dossiers:
        try:
            tally.done.append(make_move(dossier_id=dossier.id, wish=wish, by=by))
        except MoveRefusedError as refused:
            tally.refused[str(refused)].append(dossier)
    return tally


def make_move(*, dossier_id: uuid.UUID, wish: Wish, by: Act) -> Dossier:
    """Make one move and return the dossier.

    Raises MoveNotAllowedError for roles it is not open to, MoveRefusedError as the
    move itself does.
    """
    check_role(wish.kind, by.actor.roles)
    match wish.kind:
        case MoveKind.TAKE:
            return take(dossier_id=dossier_id, by=by)
        case MoveKind.SEND_FOR_SIGNATURE:
            return send_for_signature(dossier_id=dossier_id, by=by)
        case MoveKind.SEND_BACK:
            return send_back(dossier_id=dossier_id, by=by)
        case MoveKind.HAND_OVER:
            return _hand_over(dossier_id, wish, by)
        case MoveKind.RETURN:
            return return_result(dossier_id=dossier_id, collector=wish.collector, by=by)
        case MoveKind.RESOLVE | MoveKind.REFUSE:
            outcome = OUTCOMES[wish.kind]
            return close(
                dossier_id=dossier_id, outcome=outcome, office=wish.office, by=by
            )


OUTCOMES = {MoveKind.RESOLVE: Outcome.GRANTED, MoveKind.REFUSE: Outcome.REFUSED}


def _hand_over(dossier_id: uuid.UUID, wish: Wish, by: Act) -> Dossier:
    if wish.receiver is None:
        raise MoveRefusedError("Hãy chọn người nhận.")
    return hand_over(dossier_id=dossier_id, receiver=wish.receiver, by=by)
