"""Which moves there are, where each begins, and who may make it: one table; pure."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dossiers.enums import Status
from dossiers.workflow import NEXT_STATUSES, OPEN_STATUSES
from wardportal.accounts.enums import Role


class MoveKind(StrEnum):
    """A move that a member of staff asks for; the value stands in its address."""

    TAKE = "nhan"
    SEND_FOR_SIGNATURE = "trinh-ky"
    SEND_BACK = "tra-lai"
    RESOLVE = "ket-qua"
    RETURN = "tra-ket-qua"
    HAND_OVER = "chuyen"
    REFUSE = "tu-choi"
    ASK_SUPPLEMENT = "yeu-cau-bo-sung"
    COMPLETE_SUPPLEMENT = "da-bo-sung"
    CANCEL_SUPPLEMENT = "thoi-bo-sung"
    ASK_PAYMENT = "yeu-cau-nop-tien"
    NOTE_PAYMENT = "da-nop-tien"
    PAUSE = "tam-dung"
    RESUME = "tinh-tiep"
    WITHDRAW = "rut"
    STOP = "dung"
    ACCEPT = "tiep-nhan"
    REFUSE_INTAKE = "khong-tiep-nhan"
    EXTEND = "hen-lai"
    ANNUL = "huy"
    CHANGE_PROCEDURE = "doi-thu-tuc"
    VERIFY = "xac-minh"


@dataclass(frozen=True)
class MoveRule:
    """The verb on its button, the statuses it begins at and the roles it is open to."""

    label: str
    sources: frozenset[Status]
    roles: frozenset[Role]


def _leading_to(target: Status) -> frozenset[Status]:
    return frozenset(s for s in Status if target in NEXT_STATUSES[s])


OFFICER = frozenset({Role.OFFICER})
DESK = frozenset({Role.CLERK, Role.OFFICER})
INTAKE = frozenset({Role.CLERK, Role.LEADER})
SIGNING = frozenset({Role.OFFICER, Role.LEADER})
HANDLING = frozenset({Role.CLERK, Role.OFFICER, Role.LEADER})

MOVES: dict[MoveKind, MoveRule] = {
    MoveKind.TAKE: MoveRule("Nhận giải quyết", frozenset({Status.ACCEPTED}), OFFICER),
    MoveKind.SEND_FOR_SIGNATURE: MoveRule(
        "Trình ký", _leading_to(Status.AWAITING_SIGNATURE), OFFICER
    ),
    MoveKind.SEND_BACK: MoveRule(
        "Trả lại để xử lý tiếp", frozenset({Status.AWAITING_SIGNATURE}), SIGNING
    ),
    MoveKind.RESOLVE: MoveRule("Ghi kết quả", _leading_to(Status.RESOLVED), SIGNING),
    MoveKind.RETURN: MoveRule(
        "Trả kết quả", _leading_to(Status.RETURNED), frozenset({Role.CLERK})
    ),
    MoveKind.HAND_OVER: MoveRule("Chuyển người xử lý", OPEN_STATUSES, HANDLING),
    MoveKind.REFUSE: MoveRule("Từ chối hồ sơ", _leading_to(Status.REFUSED), SIGNING),
    MoveKind.ASK_SUPPLEMENT: MoveRule(
        "Yêu cầu bổ sung", _leading_to(Status.AWAITING_SUPPLEMENT), SIGNING
    ),
    MoveKind.COMPLETE_SUPPLEMENT: MoveRule(
        "Đã bổ sung đủ", frozenset({Status.AWAITING_SUPPLEMENT}), DESK
    ),
    MoveKind.CANCEL_SUPPLEMENT: MoveRule(
        "Không cần bổ sung nữa", frozenset({Status.AWAITING_SUPPLEMENT}), SIGNING
    ),
    MoveKind.ASK_PAYMENT: MoveRule(
        "Yêu cầu nộp tiền", _leading_to(Status.AWAITING_PAYMENT), OFFICER
    ),
    MoveKind.NOTE_PAYMENT: MoveRule(
        "Đã nộp tiền", frozenset({Status.AWAITING_PAYMENT}), DESK
    ),
    MoveKind.PAUSE: MoveRule(
        "Tạm dừng thời hạn", frozenset({Status.PROCESSING}), SIGNING
    ),
    MoveKind.RESUME: MoveRule(
        "Tính tiếp thời hạn", frozenset({Status.PROCESSING}), SIGNING
    ),
    MoveKind.WITHDRAW: MoveRule(
        "Rút theo yêu cầu", _leading_to(Status.WITHDRAWN), DESK
    ),
    MoveKind.STOP: MoveRule("Dừng giải quyết", _leading_to(Status.STOPPED), SIGNING),
    MoveKind.ACCEPT: MoveRule(
        "Tiếp nhận", _leading_to(Status.ACCEPTED), frozenset({Role.CLERK})
    ),
    MoveKind.REFUSE_INTAKE: MoveRule(
        "Không tiếp nhận", _leading_to(Status.NOT_ACCEPTED), INTAKE
    ),
    MoveKind.EXTEND: MoveRule("Xin lỗi và hẹn lại", OPEN_STATUSES, SIGNING),
    MoveKind.ANNUL: MoveRule("Hủy (nhập nhầm)", _leading_to(Status.ANNULLED), INTAKE),
    MoveKind.CHANGE_PROCEDURE: MoveRule("Đổi thủ tục", OPEN_STATUSES, INTAKE),
    MoveKind.VERIFY: MoveRule(
        "Thêm ngày xác minh",
        frozenset({Status.ACCEPTED, Status.PROCESSING, Status.AWAITING_SIGNATURE}),
        SIGNING,
    ),
}

NEXT_WORK: dict[Status, tuple[MoveKind, ...]] = {
    Status.SUBMITTED: (MoveKind.ACCEPT,),
    Status.ACCEPTED: (MoveKind.TAKE, MoveKind.HAND_OVER),
    Status.PROCESSING: (MoveKind.RESOLVE,),
    Status.AWAITING_SIGNATURE: (MoveKind.RESOLVE,),
    Status.AWAITING_SUPPLEMENT: (MoveKind.COMPLETE_SUPPLEMENT,),
    Status.AWAITING_PAYMENT: (MoveKind.NOTE_PAYMENT,),
    Status.RESOLVED: (MoveKind.RETURN,),
    Status.REFUSED: (MoveKind.RETURN,),
}
"""What a list offers as the next work, the likeliest first."""


class MoveNotAllowedError(Exception):
    """A move that the actor's roles do not allow."""


def check_role(kind: MoveKind, roles: frozenset[Role]) -> None:
    """Let a permitted move pass. Raises MoveNotAllowedError for any other."""
    if not MOVES[kind].roles & roles:
        raise MoveNotAllowedError(kind)


def open_moves(status: Status, roles: frozenset[Role]) -> list[MoveKind]:
    """List the moves that begin at a status and that these roles may make."""
    return list(_permitted(MoveKind, status, roles))


@functools.cache
def next_move(status: Status, roles: frozenset[Role]) -> MoveKind | None:
    """Return the next work of these roles on a dossier; None when it is others'."""
    return next(_permitted(NEXT_WORK.get(status, ()), status, roles), None)


def _permitted(
    kinds: Iterable[MoveKind], status: Status, roles: frozenset[Role]
) -> Iterator[MoveKind]:
    return (
        kind
        for kind in kinds
        if status in MOVES[kind].sources and MOVES[kind].roles & roles
    )
