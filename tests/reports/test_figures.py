"""What a statement says of itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reports.figures import Counts, Headline, TallyError, headline
from tests.reports.figures import AUGUST, COUNTS, STATEMENT, TALLIES


def test_received_inside_the_period_leaves_the_carry_over_out():
    assert (COUNTS.received_new, COUNTS.in_time) == (1233, 1196)


def test_the_headline_is_what_the_next_period_compares_with():
    assert headline(TALLIES) == Headline(
        label="tháng 8 năm 2025",
        received=1233,
        online=1000,
        resolved=1200,
        in_time=1196,
    )


def test_the_adjustment_is_the_carry_over_less_what_was_reported():
    assert STATEMENT.adjustment == 2
    assert replace(STATEMENT, reported_pending=None).adjustment == 0


def test_a_statement_is_final_once_its_period_is_over():
    last_moment = AUGUST.ends_at - timedelta(microseconds=1)
    assert replace(STATEMENT, counted_at=AUGUST.ends_at).is_final
    assert not replace(STATEMENT, counted_at=last_moment).is_final


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            Counts(received_total=2, received_online=1),
            "Tư pháp: cột received_total không bằng tổng các phần.",
        ),
        (
            Counts(received_total=1, received_online=1),
            "Tư pháp: tiếp nhận khác đã và đang giải quyết.",
        ),
    ],
)
def test_a_row_that_does_not_add_up_is_named(counts, sentence):
    with pytest.raises(TallyError) as wrong:
        counts.checked("Tư pháp")
    assert str(wrong.value) == sentence
