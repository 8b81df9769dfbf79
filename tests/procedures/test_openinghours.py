from datetime import time

import pytest

from procedures.openinghours import CalendarError, parse_hours, parse_week, without

MORNING = (time(8), time(12))
AFTERNOON = (time(13, 30), time(17, 30))


def test_a_week_is_read_by_weekday_and_other_days_have_no_hours():
    week = parse_week(
        {"fri": [["08:00", "12:00"]], "mon": [["08:00", "12:00"], ["13:30", "17:30"]]}
    )
    assert week == ((MORNING, AFTERNOON), (), (), (), (MORNING,), (), ())


def test_a_week_can_be_closed():
    assert parse_week({"sun": []}) == ((),) * 7


def test_shifts_are_put_in_order():
    written = [["13:30", "17:30"], ["8:00", "12:00"]]
    assert parse_hours(written, "Thứ Hai") == (MORNING, AFTERNOON)


def test_shifts_may_touch():
    written = [["08:00", "12:00"], ["12:00", "16:00"]]
    assert parse_hours(written, "Thứ Hai") == (MORNING, (time(12), time(16)))


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            [["12:00", "08:00"]],
            (
                "Thứ Hai: ca 12:00–08:00 đóng cửa trước khi mở cửa. "
                "Hãy ghi giờ mở cửa trước, giờ đóng cửa sau."
            ),
        ),
        (
            [["08:00", "08:00"]],
            (
                "Thứ Hai: ca 08:00–08:00 đóng cửa trước khi mở cửa. "
                "Hãy ghi giờ mở cửa trước, giờ đóng cửa sau."
            ),
        ),
        (
            [["11:00", "17:00"], ["07:30", "11:30"]],
            (
                "Thứ Hai: ca 07:30–11:30 và ca 11:00–17:00 chồng lên nhau. "
                "Hãy sửa để ca sau bắt đầu khi ca trước đã hết."
            ),
        ),
        (
            [["8 giờ", "12:00"]],
            'Thứ Hai: không đọc được giờ "8 giờ". Hãy ghi giờ:phút, ví dụ 08:00.',
        ),
        (
            [["08:00", "24:00"]],
            'Thứ Hai: không đọc được giờ "24:00". Hãy ghi giờ:phút, ví dụ 08:00.',
        ),
        (
            [["08:00:30", "12:00"]],
            'Thứ Hai: không đọc được giờ "08:00:30". Hãy ghi giờ:phút, ví dụ 08:00.',
        ),
    ],
)
def test_nonsense_hours_are_refused_with_what_to_do(written, sentence):
    with pytest.raises(CalendarError) as refusal:
        parse_hours(written, "Thứ Hai")
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "written", [None, "08:00-12:00", 8, [["08:00"]], [[8, 12]], [None], ["08:00"]]
)
def test_hours_of_another_shape_are_refused_with_an_example(written):
    with pytest.raises(CalendarError) as refusal:
        parse_week({"sun": written})
    assert str(refusal.value) == (
        "Chủ nhật: mỗi ca cần giờ mở cửa và giờ đóng cửa, "
        'ví dụ [["08:00", "12:00"], ["13:30", "17:30"]].'
    )


def test_an_unknown_weekday_is_refused():
    with pytest.raises(CalendarError) as refusal:
        parse_week({"mon": [], "monday": []})
    assert str(refusal.value) == (
        'Không có thứ nào tên là "monday". '
        "Hãy dùng mon, tue, wed, thu, fri, sat, sun (thứ Hai đến Chủ nhật)."
    )


@pytest.mark.parametrize("written", [None, [], "mon", 5])
def test_a_week_of_another_shape_is_refused(written):
    with pytest.raises(CalendarError, match="giờ làm việc theo từng thứ"):
        parse_week(written)


@pytest.mark.parametrize(
    ("closed", "left"),
    [
        ((time(13, 30), time(17, 30)), (MORNING,)),
        ((time(8), time(12)), (AFTERNOON,)),
        ((time(12), time(13, 30)), (MORNING, AFTERNOON)),
        ((time(15), time(18)), (MORNING, (time(13, 30), time(15)))),
        (
            (time(9), time(10)),
            ((time(8), time(9)), (time(10), time(12)), AFTERNOON),
        ),
        ((time(11), time(14)), ((time(8), time(11)), (time(14), time(17, 30)))),
        ((time(0), time(23, 59)), ()),
    ],
)
def test_closed_hours_are_cut_out_of_a_day(closed, left):
    assert without((MORNING, AFTERNOON), closed) == left
