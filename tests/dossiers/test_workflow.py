"""The state machine, over the whole product of statuses."""

from itertools import product

import pytest

from dossiers.enums import Outcome, Status
from dossiers.workflow import (
    NEVER_ACCEPTED,
    OPEN_STATUSES,
    STATUS_OF_OUTCOME,
    MoveRefusedError,
    check_transition,
)

ENDS = "resolved refused withdrawn stopped"
ALLOWED = {
    "submitted": "accepted not_accepted annulled",
    "accepted": "processing awaiting_signature awaiting_supplement awaiting_payment "
    f"{ENDS} annulled",
    "processing": "awaiting_signature awaiting_supplement awaiting_payment "
    f"{ENDS} annulled",
    "awaiting_signature": f"processing {ENDS} annulled",
    "awaiting_supplement": "processing refused withdrawn stopped annulled",
    "awaiting_payment": "processing refused withdrawn stopped annulled",
    "resolved": "returned annulled",
    "refused": "returned annulled",
    "withdrawn": "annulled",
    "stopped": "annulled",
    "returned": "annulled",
    "not_accepted": "annulled",
    "annulled": "",
}
"""Written out a second time, so that a change of the table is a change here too."""


def is_allowed(source, target, **narrowed):
    try:
        check_transition(source, target, **narrowed)
    except MoveRefusedError:
        return False
    return True


@pytest.mark.parametrize(("source", "target"), list(product(Status, Status)))
def test_a_move_passes_exactly_where_the_rules_allow_it(source, target):
    assert is_allowed(source, target) == (target in ALLOWED[source].split())


@pytest.mark.parametrize(("source", "target"), list(product(Status, Status)))
def test_a_move_with_one_beginning_passes_only_from_there(source, target):
    for beginning in Status:
        passes = is_allowed(source, target, only_from=beginning)
        assert passes == (is_allowed(source, target) and source == beginning)


def test_nothing_that_is_closed_opens_again():
    closed = set(Status) - OPEN_STATUSES - {Status.SUBMITTED}
    reopened = [pair for pair in product(closed, OPEN_STATUSES) if is_allowed(*pair)]
    assert reopened == []


def test_a_mistake_can_be_annulled_from_wherever_it_is_found_but_once():
    annulled = {s for s in Status if is_allowed(s, Status.ANNULLED)}
    assert annulled == set(Status) - {Status.ANNULLED}


def test_only_what_was_never_accepted_can_be_accepted():
    assert {s for s in Status if is_allowed(s, Status.ACCEPTED)} == {Status.SUBMITTED}
    assert {Status.SUBMITTED, Status.NOT_ACCEPTED} == NEVER_ACCEPTED


def test_every_outcome_closes_into_a_status_of_its_own():
    assert {outcome: STATUS_OF_OUTCOME[outcome] for outcome in Outcome} == {
        Outcome.GRANTED: Status.RESOLVED,
        Outcome.REFUSED: Status.REFUSED,
        Outcome.WITHDRAWN: Status.WITHDRAWN,
        Outcome.STOPPED: Status.STOPPED,
    }


def test_a_refusal_names_both_statuses_and_says_what_to_do():
    with pytest.raises(MoveRefusedError) as refused:
        check_transition(Status.RETURNED, Status.PROCESSING)
    assert str(refused.value) == (
        "Hồ sơ đang ở tình trạng “Đã trả kết quả”, không chuyển sang “Đang giải quyết” "
        "được. Hãy tải lại trang để xem tình trạng mới nhất."
    )
