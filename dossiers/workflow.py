"""The state machine of a dossier: a table and one gate; pure.

Source: Nghị định 118/2025/NĐ-CP (one-stop mechanism); "resolved" and "returned" are
distinct, and a closed dossier never opens again: a mistake is annulled and entered
anew, so that no figure already reported can be prettied.
"""

from dossiers.enums import STATUS_LABELS, Outcome, Status

NEXT_STATUSES: dict[Status, frozenset[Status]] = {
    Status.SUBMITTED: frozenset(
        {Status.ACCEPTED, Status.NOT_ACCEPTED, Status.ANNULLED}
    ),
    Status.ACCEPTED: frozenset(
        {
            Status.PROCESSING,
            Status.AWAITING_SIGNATURE,
            Status.AWAITING_SUPPLEMENT,
            Status.AWAITING_PAYMENT,
            Status.RESOLVED,
            Status.REFUSED,
            Status.WITHDRAWN,
            Status.STOPPED,
            Status.ANNULLED,
        }
    ),
    Status.PROCESSING: frozenset(
        {
            Status.AWAITING_SIGNATURE,
            Status.AWAITING_SUPPLEMENT,
            Status.AWAITING_PAYMENT,
            Status.RESOLVED,
            Status.REFUSED,
            Status.WITHDRAWN,
            Status.STOPPED,
            Status.ANNULLED,
        }
    ),
    Status.AWAITING_SIGNATURE: frozenset(
        {
            Status.PROCESSING,
            Status.RESOLVED,
            Status.REFUSED,
            Status.WITHDRAWN,
            Status.STOPPED,
            Status.ANNULLED,
        }
    ),
    Status.AWAITING_SUPPLEMENT: frozenset(
        {
            Status.PROCESSING,
            Status.REFUSED,
            Status.WITHDRAWN,
            Status.STOPPED,
            Status.ANNULLED,
        }
    ),
    Status.AWAITING_PAYMENT: frozenset(
        {
            Status.PROCESSING,
            Status.REFUSED,
            Status.WITHDRAWN,
            Status.STOPPED,
            Status.ANNULLED,
        }
    ),
    Status.RESOLVED: frozenset({Status.RETURNED, Status.ANNULLED}),
    Status.REFUSED: frozenset({Status.RETURNED, Status.ANNULLED}),
    Status.WITHDRAWN: frozenset({Status.ANNULLED}),
    Status.STOPPED: frozenset({Status.ANNULLED}),
    Status.RETURNED: frozenset({Status.ANNULLED}),
    Status.NOT_ACCEPTED: frozenset({Status.ANNULLED}),
    Status.ANNULLED: frozenset(),
}

OPEN_STATUSES = frozenset(
    {
        Status.ACCEPTED,
        Status.PROCESSING,
        Status.AWAITING_SIGNATURE,
        Status.AWAITING_SUPPLEMENT,
        Status.AWAITING_PAYMENT,
    }
)
"""Accepted and not yet closed: the clock runs, or is paused."""

NEVER_ACCEPTED = frozenset({Status.SUBMITTED, Status.NOT_ACCEPTED})

STATUS_OF_OUTCOME: dict[Outcome, Status] = {
    Outcome.GRANTED: Status.RESOLVED,
    Outcome.REFUSED: Status.REFUSED,
    Outcome.WITHDRAWN: Status.WITHDRAWN,
    Outcome.STOPPED: Status.STOPPED,
}


class MoveRefusedError(Exception):
    """A move that the table does not allow; its text is for the user."""


def check_transition(
    source: Status, target: Status, *, only_from: Status | None = None
) -> None:
    """Let an allowed move pass; ``only_from`` narrows it to one beginning.

    Raises MoveRefusedError with a Vietnamese sentence for any other.
    """
    if target in NEXT_STATUSES[source] and only_from in {None, source}:
        return
    raise MoveRefusedError(
        f"Hồ sơ đang ở tình trạng “{STATUS_LABELS[source]}”, "
        f"không chuyển sang “{STATUS_LABELS[target]}” được. "
        "Hãy tải lại trang để xem tình trạng mới nhất."
    )
