"""Who may make which move, where: the table read row by row."""

import pytest

from dossiers.enums import Status
from dossiers.permissions import (
    MOVES,
    MoveKind,
    MoveNotAllowedError,
    check_role,
    next_move,
    open_moves,
)
from dossiers.workflow import NEXT_STATUSES
from wardportal.accounts.enums import Role

CLERK, OFFICER, LEADER = (
    frozenset({role}) for role in (Role.CLERK, Role.OFFICER, Role.LEADER)
)
TARGETS = {
    MoveKind.TAKE: Status.PROCESSING,
    MoveKind.SEND_FOR_SIGNATURE: Status.AWAITING_SIGNATURE,
    MoveKind.SEND_BACK: Status.PROCESSING,
    MoveKind.RESOLVE: Status.RESOLVED,
    MoveKind.REFUSE: Status.REFUSED,
    MoveKind.RETURN: Status.RETURNED,
}
OFFERED = [
    (Status.ACCEPTED, CLERK, "chuyen", "chuyen"),
    (Status.ACCEPTED, OFFICER, "nhan trinh-ky ket-qua chuyen tu-choi", "nhan"),
    (Status.ACCEPTED, LEADER, "ket-qua chuyen tu-choi", "chuyen"),
    (Status.PROCESSING, CLERK, "chuyen", None),
    (Status.PROCESSING, OFFICER, "trinh-ky ket-qua chuyen tu-choi", "ket-qua"),
    (Status.AWAITING_SIGNATURE, CLERK, "chuyen", None),
    (
        Status.AWAITING_SIGNATURE,
        LEADER,
        "tra-lai ket-qua chuyen tu-choi",
        "ket-qua",
    ),
    (Status.AWAITING_SUPPLEMENT, OFFICER, "chuyen", None),
    (Status.AWAITING_PAYMENT, OFFICER, "chuyen", None),
    (Status.RESOLVED, CLERK, "tra-ket-qua", "tra-ket-qua"),
    (Status.RESOLVED, OFFICER, "", None),
    (Status.REFUSED, CLERK, "tra-ket-qua", "tra-ket-qua"),
    (Status.RETURNED, CLERK, "", None),
    (Status.WITHDRAWN, CLERK | OFFICER | LEADER, "", None),
    (Status.SUBMITTED, CLERK | OFFICER | LEADER, "", None),
    (Status.ANNULLED, CLERK | OFFICER | LEADER, "", None),
]


@pytest.mark.parametrize(("status", "roles", "moves", "work"), OFFERED)
def test_a_role_is_offered_its_moves_and_its_next_work(status, roles, moves, work):
    assert [kind.value for kind in open_moves(status, roles)] == moves.split()
    assert next_move(status, roles) == work


def test_whoever_has_two_roles_has_the_moves_of_both():
    both = open_moves(Status.AWAITING_SIGNATURE, CLERK | LEADER)
    assert set(both) == {
        *open_moves(Status.AWAITING_SIGNATURE, CLERK),
        *open_moves(Status.AWAITING_SIGNATURE, LEADER),
    }


@pytest.mark.parametrize("status", Status)
def test_administrators_and_strangers_move_nothing(status):
    administrator = frozenset({Role.ADMINISTRATOR})
    assert open_moves(status, administrator) == open_moves(status, frozenset()) == []


@pytest.mark.parametrize("kind", TARGETS)
def test_a_move_is_offered_only_where_the_state_machine_lets_it_pass(kind):
    assert MOVES[kind].sources
    for source in MOVES[kind].sources:
        assert TARGETS[kind] in NEXT_STATUSES[source]


@pytest.mark.parametrize("kind", MoveKind)
def test_the_gate_refuses_whom_the_table_does_not_name(kind):
    for role in Role:
        if role in MOVES[kind].roles:
            check_role(kind, frozenset({role}))
        else:
            with pytest.raises(MoveNotAllowedError):
                check_role(kind, frozenset({role}))
