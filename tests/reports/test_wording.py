"""Figures in words, as wards write them."""

from dataclasses import replace
from datetime import date

import pytest

from reports.enums import LineUnit
from reports.figures import ChannelCounts, DayCount, LineCount
from reports.periods import Period
from reports.wording import (
    apologies_in_words,
    change,
    change_of_share,
    chart_step,
    corrections_in_words,
    in_full,
    line_in_words,
    lines_in_words,
    other_ends_in_words,
    receipts_over_time,
    share,
    span,
)
from tests.reports.figures import AUGUST, COUNTS, STATEMENT, TALLIES

QUARTER = Period(date(2025, 6, 15), date(2025, 9, 14))
MIDMONTH = Period(date(2025, 7, 15), date(2025, 8, 14))


@pytest.mark.parametrize(
    ("label", "unit", "received", "foreign", "words"),
    [
        (
            "Đăng ký khai sinh",
            LineUnit.DOSSIER,
            120,
            1,
            (
                "120 hồ sơ đăng ký khai sinh "
                "(trong đó có 01 trường hợp có yếu tố nước ngoài)"
            ),
        ),
        (
            "Đăng ký kết hôn",
            LineUnit.COUPLE,
            18,
            1,
            "18 cặp đăng ký kết hôn (trong đó có 01 cặp có yếu tố nước ngoài)",
        ),
        ("Nhận cha, con", LineUnit.CASE, 2, 0, "02 trường hợp nhận cha, con"),
        ("Chứng thực", LineUnit.DOSSIER, 1557, 0, "1.557 hồ sơ chứng thực"),
    ],
)
def test_a_line_is_told_as_wards_tell_it(label, unit, received, foreign, words):
    line = LineCount(1, label, unit.value, received, foreign)
    assert line_in_words(line) == words


def test_lines_without_receipts_are_not_told():
    assert lines_in_words(TALLIES.lines) == (
        "120 hồ sơ đăng ký khai sinh (trong đó có 01 trường hợp có yếu tố nước ngoài); "
        "08 cặp đăng ký kết hôn (trong đó có 01 cặp có yếu tố nước ngoài)"
    )


def test_other_ends_are_told_with_the_rate_without_them():
    # 1.196 in time of 1.200; without the 3 refused, 1.194 of 1.197.
    assert other_ends_in_words(TALLIES) == (
        "Trong số đã giải quyết có 03 hồ sơ từ chối sau thẩm định; không tính các hồ sơ "
        "này, tỷ lệ trước hạn và đúng hạn là 99,75%."
    )


def test_shares_have_two_decimals_rounded_half_up():
    assert (share(2541, 2618), share(1, 0)) == ("97,06%", "–")
    assert share(1, 800) == "0,13%"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (1523, 1434, "tăng 89 hồ sơ (+6,2%)"),
        (90, 100, "giảm 10 hồ sơ (-10,0%)"),
        (5, 5, "không đổi"),
        (5, 0, "tăng 5 hồ sơ"),
    ],
)
def test_a_change_is_told_in_words(now, before, words):
    assert change(now, before) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ((618, 1000), (597, 1000), "tăng 2,1 điểm phần trăm"),
        ((1, 4), (1, 2), "giảm 25,0 điểm phần trăm"),
        ((1, 2), (2, 4), "không đổi"),
        ((1, 2), (0, 0), ""),
    ],
)
def test_a_change_of_share_is_told_in_points(now, before, words):
    assert change_of_share(now, before) == words


def test_the_period_is_spelled_out():
    assert span(AUGUST) == (
        "từ ngày 01 tháng 8 năm 2025 đến hết ngày 31 tháng 8 năm 2025"
    )


def test_a_named_period_is_told_with_its_days_and_another_by_them_alone():
    assert in_full(AUGUST) == f"tháng 8 năm 2025 ({span(AUGUST)})"
    days = Period(date(2025, 7, 1), date(2025, 9, 14))
    assert in_full(days) == span(days)


@pytest.mark.parametrize(
    ("period", "step", "labels"),
    [
        (AUGUST, "ngày", ["1", "4"]),
        (MIDMONTH, "ngày", ["1/8", "4/8"]),
        (QUARTER, "tháng", ["8/2025"]),
    ],
)
def test_a_chart_shows_days_and_a_long_period_months(period, step, labels):
    columns = receipts_over_time(period, TALLIES.days)
    assert (chart_step(period), [label for label, _ in columns]) == (step, labels)


def test_months_of_a_long_period_are_summed():
    days = [
        DayCount(date(2025, 8, 1), ChannelCounts(online=1, postal=2)),
        DayCount(date(2025, 8, 4), ChannelCounts(online=3, in_person=4)),
        DayCount(date(2025, 9, 1), ChannelCounts(in_person=5)),
    ]
    assert receipts_over_time(QUARTER, days) == [
        ("8/2025", ChannelCounts(online=4, in_person=4, postal=2)),
        ("9/2025", ChannelCounts(in_person=5)),
    ]


def test_corrections_are_told_one_by_one():
    assert corrections_in_words(STATEMENT) == (
        "Điều chỉnh trong kỳ, tính bằng số hồ sơ hoặc số lần: hủy do nhập nhầm 02; "
        "hủy để đổi thủ tục 01; sửa thông tin người nộp 07; nhập bù 09; "
        "nhập máy sau tiếp nhận từ một ngày 03; tạm dừng hoặc dừng tính thời hạn 08; "
        "tính lại thời hạn từ đầu 05; thay đổi hạn trả 06; "
        "giải quyết quá hạn, đã có văn bản xin lỗi 03; trong số đó, xin lỗi đúng hạn 02; "
        "còn quá hạn, đã có văn bản xin lỗi 01; "
        "tiếp nhận và giải quyết trong cùng một phút 04."
    )


def test_what_is_late_is_split_by_apology():
    assert apologies_in_words(STATEMENT) == (
        "Đã có văn bản xin lỗi: 03 trong 04 hồ sơ giải quyết quá hạn, "
        "01 trong 02 hồ sơ còn quá hạn."
    )


def test_where_nothing_is_late_no_apology_is_told():
    in_time = replace(TALLIES, total=replace(COUNTS, overdue=0, pending_overdue=0))
    assert apologies_in_words(replace(STATEMENT, tallies=in_time)) == ""
