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
    MoveKind.ASK_SUPPLEMENT: Status.AWAITING_SUPPLEMENT,
    MoveKind.COMPLETE_SUPPLEMENT: Status.PROCESSING,
    MoveKind.CANCEL_SUPPLEMENT: Status.PROCESSING,
    MoveKind.ASK_PAYMENT: Status.AWAITING_PAYMENT,
    MoveKind.NOTE_PAYMENT: Status.PROCESSING,
    MoveKind.WITHDRAW: Status.WITHDRAWN,
    MoveKind.STOP: Status.STOPPED,
    MoveKind.ACCEPT: Status.ACCEPTED,
    MoveKind.REFUSE_INTAKE: Status.NOT_ACCEPTED,
    MoveKind.ANNUL: Status.ANNULLED,
}
OFFERED = [
    (Status.SUBMITTED, CLERK, "tiep-nhan khong-tiep-nhan huy", "tiep-nhan"),
    (Status.SUBMITTED, OFFICER, "", None),
    (Status.SUBMITTED, LEADER, "khong-tiep-nhan huy", None),
    (Status.ACCEPTED, CLERK, "chuyen rut huy doi-thu-tuc", "chuyen"),
    (
        Status.ACCEPTED,
        OFFICER,
        "nhan trinh-ky ket-qua chuyen tu-choi yeu-cau-bo-sung yeu-cau-nop-tien rut dung hen-lai xac-minh",
        "nhan",
    ),
    (
        Status.ACCEPTED,
        LEADER,
        "ket-qua chuyen tu-choi yeu-cau-bo-sung dung hen-lai huy doi-thu-tuc xac-minh",
        "chuyen",
    ),
    (Status.NOT_ACCEPTED, CLERK, "huy", None),
    (Status.NOT_ACCEPTED, OFFICER, "", None),
    (Status.NOT_ACCEPTED, LEADER, "huy", None),
    (Status.PROCESSING, CLERK, "chuyen rut huy doi-thu-tuc", None),
    (
        Status.PROCESSING,
        OFFICER,
        "trinh-ky ket-qua chuyen tu-choi yeu-cau-bo-sung yeu-cau-nop-tien tam-dung tinh-tiep rut dung hen-lai xac-minh",
        "ket-qua",
    ),
    (
        Status.PROCESSING,
        LEADER,
        "ket-qua chuyen tu-choi yeu-cau-bo-sung tam-dung tinh-tiep dung hen-lai huy doi-thu-tuc xac-minh",
        "ket-qua",
    ),
    (Status.AWAITING_SIGNATURE, CLERK, "chuyen rut huy doi-thu-tuc", None),
    (
        Status.AWAITING_SIGNATURE,
        OFFICER,
        "tra-lai ket-qua chuyen tu-choi rut dung hen-lai xac-minh",
        "ket-qua",
    ),
    (
        Status.AWAITING_SIGNATURE,
        LEADER,
        "tra-lai ket-qua chuyen tu-choi dung hen-lai huy doi-thu-tuc xac-minh",
        "ket-qua",
    ),
    (
        Status.AWAITING_SUPPLEMENT,
        CLERK,
        "chuyen da-bo-sung rut huy doi-thu-tuc",
        "da-bo-sung",
    ),
    (
        Status.AWAITING_SUPPLEMENT,
        OFFICER,
        "chuyen tu-choi da-bo-sung thoi-bo-sung rut dung hen-lai",
        "da-bo-sung",
    ),
    (
        Status.AWAITING_SUPPLEMENT,
        LEADER,
        "chuyen tu-choi thoi-bo-sung dung hen-lai huy doi-thu-tuc",
        None,
    ),
    (
        Status.AWAITING_PAYMENT,
        CLERK,
        "chuyen da-nop-tien rut huy doi-thu-tuc",
        "da-nop-tien",
    ),
    (
        Status.AWAITING_PAYMENT,
        OFFICER,
        "chuyen tu-choi da-nop-tien rut dung hen-lai",
        "da-nop-tien",
    ),
    (
        Status.AWAITING_PAYMENT,
        LEADER,
        "chuyen tu-choi dung hen-lai huy doi-thu-tuc",
        None,
    ),
    (Status.RESOLVED, CLERK, "tra-ket-qua huy", "tra-ket-qua"),
    (Status.RESOLVED, OFFICER, "", None),
    (Status.RESOLVED, LEADER, "huy", None),
    (Status.RETURNED, CLERK, "huy", None),
    (Status.RETURNED, OFFICER, "", None),
    (Status.RETURNED, LEADER, "huy", None),
    (Status.REFUSED, CLERK, "tra-ket-qua huy", "tra-ket-qua"),
    (Status.REFUSED, OFFICER, "", None),
    (Status.REFUSED, LEADER, "huy", None),
    (Status.WITHDRAWN, CLERK, "huy", None),
    (Status.WITHDRAWN, OFFICER, "", None),
    (Status.WITHDRAWN, LEADER, "huy", None),
    (Status.STOPPED, CLERK, "huy", None),
    (Status.STOPPED, OFFICER, "", None),
    (Status.STOPPED, LEADER, "huy", None),
    (Status.ANNULLED, CLERK, "", None),
    (Status.ANNULLED, OFFICER, "", None),
    (Status.ANNULLED, LEADER, "", None),
]
"""Written out, so that a change of the table is a change here too."""


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
