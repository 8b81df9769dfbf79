"""The words of a limit and behind a due moment, as a page and a slip print them."""

from dataclasses import replace
from datetime import date, time

import pytest

from procedures.deadlines import Limit
from procedures.enums import LimitUnit
from tests.procedures.calendars import OFFICIAL, inline
from tests.procedures.counting import explained
from wardportal.formats import hours_and_minutes


def test_explanation_of_working_days():
    assert explained("2026-11-20T10:00", 2, "working_day") == [
        "Thứ Sáu, 20/11/2026: tiếp nhận lúc 10:00, ngày tiếp nhận không tính",
        "Thứ Bảy, 21/11/2026: ngày nghỉ hằng tuần, không tính",
        "Chủ nhật, 22/11/2026: ngày nghỉ hằng tuần, không tính",
        "Thứ Hai, 23/11/2026: ngày làm việc thứ 1",
        "Thứ Ba, 24/11/2026: ngày nghỉ (Ngày Văn hóa Việt Nam), không tính",
        "Thứ Tư, 25/11/2026: ngày làm việc thứ 2, hết hạn lúc 17:30",
    ]


def test_explanation_of_a_make_up_day_and_an_unnamed_day_off():
    calendar = inline(days_off=["2026-01-02"], working_days=["2026-01-03"])
    assert explained("2026-01-01T10:00", 1, "working_day", calendar=calendar) == [
        "Thứ Năm, 01/01/2026: tiếp nhận lúc 10:00, ngày tiếp nhận không tính",
        "Thứ Sáu, 02/01/2026: ngày nghỉ, không tính",
        "Thứ Bảy, 03/01/2026: ngày làm việc thứ 1 (ngày làm bù), hết hạn lúc 17:30",
    ]


def test_explanation_of_a_day_closed_in_part():
    closed = {date(2026, 11, 23): (time(13, 30), time(17, 30))}
    calendar = replace(OFFICIAL, closures=closed)
    assert explained("2026-11-20T10:00", 1, "working_day", calendar=calendar)[-1] == (
        "Thứ Hai, 23/11/2026: ngày làm việc thứ 1 (nghỉ 13:30–17:30), hết hạn lúc 12:00"
    )


def test_explanation_of_a_receipt_outside_working_hours():
    assert explained("2026-11-21T09:00", 1, "working_day", "same_time") == [
        (
            "Thứ Bảy, 21/11/2026: tiếp nhận lúc 09:00, ngoài giờ làm việc, "
            "tính từ 08:00 thứ Hai, 23/11/2026"
        ),
        "Thứ Hai, 23/11/2026: được coi là ngày tiếp nhận, không tính",
        "Thứ Ba, 24/11/2026: ngày nghỉ (Ngày Văn hóa Việt Nam), không tính",
        "Thứ Tư, 25/11/2026: ngày làm việc thứ 1, hết hạn lúc 08:00",
    ]


def test_explanation_of_a_receipt_in_the_midday_break():
    assert explained("2026-11-16T12:10", 1, "working_day", "same_time") == [
        (
            "Thứ Hai, 16/11/2026: tiếp nhận lúc 12:10, ngoài giờ làm việc, "
            "tính từ 13:30 thứ Hai, 16/11/2026, ngày tiếp nhận không tính"
        ),
        "Thứ Ba, 17/11/2026: ngày làm việc thứ 1, hết hạn lúc 13:30",
    ]


def test_explanation_of_a_receipt_after_the_cut_off():
    assert explained("2026-11-20T16:00", 1, "same_day", cutoff="15:00") == [
        (
            "Thứ Sáu, 20/11/2026: tiếp nhận lúc 16:00, sau 15:00, "
            "tính từ 08:00 thứ Hai, 23/11/2026"
        ),
        "Thứ Hai, 23/11/2026: giải quyết ngay trong ngày, hết hạn lúc 17:30",
    ]


def test_explanation_of_calendar_days_that_end_on_a_day_off():
    assert explained("2026-11-19T09:00", 2, "day") == [
        "Thứ Năm, 19/11/2026: tiếp nhận lúc 09:00, ngày tiếp nhận không tính",
        "Thứ Sáu, 20/11/2026: ngày thứ 1",
        "Thứ Bảy, 21/11/2026: ngày thứ 2, là ngày nghỉ hằng tuần",
        "Chủ nhật, 22/11/2026: ngày nghỉ hằng tuần, không tính",
        (
            "Thứ Hai, 23/11/2026: hạn chuyển sang ngày làm việc tiếp theo, "
            "hết hạn lúc 17:30"
        ),
    ]


def test_explanation_of_months():
    assert explained("2026-10-24T09:00", 1, "month") == [
        "Thứ Bảy, 24/10/2026: tiếp nhận lúc 09:00, ngày tiếp nhận không tính",
        "Thứ Ba, 24/11/2026: tròn 1 tháng, là ngày nghỉ (Ngày Văn hóa Việt Nam)",
        (
            "Thứ Tư, 25/11/2026: hạn chuyển sang ngày làm việc tiếp theo, "
            "hết hạn lúc 17:30"
        ),
    ]


def test_explanation_of_hours():
    assert explained("2026-11-23T16:00", 8, "hour") == [
        "Thứ Hai, 23/11/2026: tiếp nhận lúc 16:00",
        "Thứ Hai, 23/11/2026: 16:00–17:30, tính 1 giờ 30 phút",
        "Thứ Ba, 24/11/2026: ngày nghỉ (Ngày Văn hóa Việt Nam), không tính",
        (
            "Thứ Tư, 25/11/2026: 08:00–12:00, 13:30–16:00, tính 6 giờ 30 phút, "
            "hết hạn lúc 16:00"
        ),
    ]


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(3, LimitUnit.WORKING_DAY), "3 ngày làm việc"),
        (Limit(30, LimitUnit.DAY), "30 ngày"),
        (Limit(8, LimitUnit.HOUR), "8 giờ làm việc"),
        (Limit(2, LimitUnit.MONTH), "2 tháng"),
        (Limit(1, LimitUnit.SAME_DAY, time(15)), "ngay trong ngày"),
    ],
)
def test_a_limit_in_words(limit, words):
    assert str(limit) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 phút"),
        (45, "45 phút"),
        (60, "1 giờ"),
        (438, "7 giờ 18 phút"),
        (60_001, "1.000 giờ 1 phút"),
    ],
)
def test_working_time_in_words(minutes, words):
    assert hours_and_minutes(minutes) == words
