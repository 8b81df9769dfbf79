"""Periods: the calendar month, the calendar that ends on the 14th, any two days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from reports.periods import (
    Cycle,
    Period,
    PeriodError,
    calendar_month,
    closed_before,
    last_closed,
    parse_period,
)

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
CYCLES = st.sampled_from(Cycle)


@pytest.mark.parametrize(
    ("cycle", "today", "start", "end"),
    [
        (Cycle.CALENDAR_MONTH, date(2025, 9, 1), date(2025, 8, 1), date(2025, 8, 31)),
        (Cycle.CALENDAR_MONTH, date(2025, 9, 30), date(2025, 8, 1), date(2025, 8, 31)),
        (Cycle.CALENDAR_MONTH, date(2026, 1, 1), date(2025, 12, 1), date(2025, 12, 31)),
        (Cycle.CALENDAR_MONTH, date(2028, 3, 5), date(2028, 2, 1), date(2028, 2, 29)),
        (Cycle.MONTH, date(2025, 9, 14), date(2025, 7, 15), date(2025, 8, 14)),
        (Cycle.MONTH, date(2025, 9, 15), date(2025, 8, 15), date(2025, 9, 14)),
        (Cycle.MONTH, date(2026, 1, 14), date(2025, 11, 15), date(2025, 12, 14)),
        (Cycle.QUARTER, date(2026, 3, 15), date(2025, 12, 15), date(2026, 3, 14)),
        (Cycle.QUARTER, date(2025, 6, 15), date(2025, 3, 15), date(2025, 6, 14)),
        (Cycle.QUARTER, date(2025, 9, 20), date(2025, 6, 15), date(2025, 9, 14)),
        (Cycle.QUARTER, date(2025, 12, 31), date(2025, 9, 15), date(2025, 12, 14)),
        (Cycle.HALF_YEAR, date(2025, 6, 15), date(2024, 12, 15), date(2025, 6, 14)),
        (Cycle.HALF_YEAR, date(2025, 12, 15), date(2025, 6, 15), date(2025, 12, 14)),
        (Cycle.YEAR, date(2025, 12, 14), date(2023, 12, 15), date(2024, 12, 14)),
        (Cycle.YEAR, date(2025, 12, 15), date(2024, 12, 15), date(2025, 12, 14)),
    ],
)
def test_the_newest_closed_period_of_each_cycle(cycle, today, start, end):
    assert last_closed(cycle, today) == Period(start, end)


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2025, 8, 1), date(2025, 8, 31), "tháng 8 năm 2025"),
        (date(2025, 8, 15), date(2025, 9, 14), "kỳ báo cáo tháng 9 năm 2025"),
        (date(2024, 12, 15), date(2025, 1, 14), "kỳ báo cáo tháng 1 năm 2025"),
        (date(2024, 12, 15), date(2025, 3, 14), "quý I năm 2025"),
        (date(2025, 3, 15), date(2025, 6, 14), "quý II năm 2025"),
        (date(2025, 6, 15), date(2025, 9, 14), "quý III năm 2025"),
        (date(2025, 9, 15), date(2025, 12, 14), "quý IV năm 2025"),
        (date(2024, 12, 15), date(2025, 6, 14), "6 tháng đầu năm 2025"),
        (date(2025, 6, 15), date(2025, 12, 14), "6 tháng cuối năm 2025"),
        (date(2024, 12, 15), date(2025, 12, 14), "năm 2025"),
        (
            date(2025, 7, 1),
            date(2025, 9, 14),
            "từ ngày 01/07/2025 đến ngày 14/09/2025",
        ),
        (date(2025, 8, 1), date(2025, 8, 1), "ngày 01/08/2025"),
    ],
)
def test_a_period_is_named_after_its_days(start, end, label):
    assert Period(start, end).label == label


@given(CYCLES, DAYS)
def test_periods_of_a_cycle_follow_each_other_without_gap_or_overlap(cycle, today):
    newest, before, *_ = closed_before(cycle, today, 3)
    assert newest.end < today
    assert newest.cycle is cycle
    assert before.end + timedelta(days=1) == newest.start
    assert newest.previous() == before
    assert before.ends_at == newest.begins_at


@given(CYCLES, DAYS)
def test_the_newest_closed_period_is_less_than_a_period_old(cycle, today):
    newest = last_closed(cycle, today)
    again = last_closed(cycle, newest.end + timedelta(days=1))
    assert again == newest
    assert last_closed(cycle, newest.end) == newest.previous()


@given(st.sampled_from([Cycle.MONTH, Cycle.QUARTER, Cycle.HALF_YEAR, Cycle.YEAR]), DAYS)
def test_the_reporting_calendar_ends_on_the_14th_of_its_last_month(cycle, today):
    period = last_closed(cycle, today)
    assert (period.start.day, period.end.day) == (15, 14)
    length = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.YEAR: 12}
    assert period.end.month % length[cycle] == 0
    months = (period.end.year - period.start.year) * 12
    assert months + period.end.month - period.start.month == length[cycle]


@given(DAYS, st.integers(0, 400))
def test_any_period_is_preceded_by_one_that_ends_the_day_before(start, length):
    period = Period(start, start + timedelta(days=length))
    before = period.previous()
    assert before.end + timedelta(days=1) == period.start
    if period.cycle is None:
        assert len(list(before.days)) == len(list(period.days))


def test_moments_are_cut_at_the_offices_midnight_not_at_utc():
    august = calendar_month(date(2025, 8, 9))
    assert august.begins_at == datetime(2025, 7, 31, 17, 0, tzinfo=UTC)
    assert august.ends_at == datetime(2025, 8, 31, 17, 0, tzinfo=UTC)
    assert august.last_minute == datetime(2025, 8, 31, 16, 59, tzinfo=UTC)


@given(DAYS, st.integers(0, 60))
def test_both_end_days_belong_to_the_period(start, length):
    period = Period(start, start + timedelta(days=length))
    days = list(period.days)
    assert (days[0], days[-1], len(days)) == (period.start, period.end, length + 1)
    assert period.ends_at - period.begins_at == timedelta(days=length + 1)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-08-01", "2025-08-31"),
        ("01/08/2025", "31/08/2025"),
        (" 1/8/2025 ", "31-8-2025"),
    ],
)
def test_days_are_read_as_iso_or_as_vietnamese_dates(start, end):
    assert parse_period(start, end) == calendar_month(date(2025, 8, 1))


def test_a_vietnamese_date_has_the_day_first():
    assert parse_period("05/11/2026", "05/11/2026").start == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (
            "tháng tám",
            "2025-08-31",
            (
                "Ngày bắt đầu phải theo ngày/tháng/năm hoặc năm-tháng-ngày, "
                "ví dụ 01/08/2025 hoặc 2025-08-01."
            ),
        ),
        (
            "2025-08-01",
            "",
            (
                "Ngày kết thúc phải theo ngày/tháng/năm hoặc năm-tháng-ngày, "
                "ví dụ 01/08/2025 hoặc 2025-08-01."
            ),
        ),
        (
            "2025-02-29",
            "2025-03-31",
            "Ngày bắt đầu 2025-02-29 không có trong lịch.",
        ),
        (
            "2025-08-31",
            "2025-08-01",
            (
                "Ngày kết thúc phải từ ngày bắt đầu trở đi: "
                "hãy sửa 31/08/2025 hoặc 01/08/2025."
            ),
        ),
        (
            "0205-08-01",
            "2025-08-31",
            "Kỳ báo cáo phải nằm trong khoảng từ 01/01/2000 đến 31/12/2100.",
        ),
    ],
)
def test_days_that_make_no_period_are_answered_with_a_sentence(start, end, sentence):
    with pytest.raises(PeriodError) as refused:
        parse_period(start, end)
    assert str(refused.value) == sentence
