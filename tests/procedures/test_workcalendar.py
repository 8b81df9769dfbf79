from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings, strategies as st

from procedures.openinghours import CalendarError
from procedures.workcalendar import (
    CalendarYearNotLoaded,
    WorkCalendar,
    cut_to_minute,
    each_day,
)
from tests.procedures import walk
from tests.procedures.calendars import OFFICE_DAY, OFFICE_WEEK, OFFICIAL, inline
from tests.procedures.offices import MOMENTS, offices

at = datetime.fromisoformat
on = date.fromisoformat
HALF_DAYS = inline(
    hours={
        "mon": OFFICE_DAY,
        "tue": OFFICE_DAY[:1],
        "wed": OFFICE_DAY[1:],
        "thu": [],
        "sat": OFFICE_DAY[:1],
    }
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-23", True),
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2026-11-24", False),
        ("2026-01-10", True),
        ("2026-01-02", False),
        ("2025-04-26", True),
    ],
)
def test_working_days_of_the_official_calendar(day, works):
    assert OFFICIAL.is_working_day(on(day)) is works


def test_half_days_have_their_own_opening_and_closing():
    days = {day: on(f"2026-11-{day}") for day in (16, 17, 18, 21)}
    assert {
        day: (f"{HALF_DAYS.opening(when):%H:%M}", f"{HALF_DAYS.closing(when):%H:%M}")
        for day, when in days.items()
    } == {
        16: ("08:00", "17:30"),
        17: ("08:00", "12:00"),
        18: ("13:30", "17:30"),
        21: ("08:00", "12:00"),
    }


def test_a_weekday_without_hours_is_not_a_working_day():
    assert not HALF_DAYS.is_working_day(on("2026-11-19"))
    assert not HALF_DAYS.is_working_day(on("2026-11-20"))


def test_shifts_are_moments_of_the_day():
    assert OFFICIAL.shifts(on("2026-11-23")) == (
        (at("2026-11-23T08:00"), at("2026-11-23T12:00")),
        (at("2026-11-23T13:30"), at("2026-11-23T17:30")),
    )
    assert OFFICIAL.shifts(on("2026-11-24")) == ()


@pytest.mark.parametrize("ask", [OFFICIAL.opening, OFFICIAL.closing])
def test_a_day_off_has_no_opening_and_no_closing(ask):
    with pytest.raises(CalendarError) as refusal:
        ask(on("2026-11-24"))
    assert str(refusal.value) == (
        "Ngày 24/11/2026 không phải là ngày làm việc. Hãy chọn một ngày làm việc."
    )


@pytest.mark.parametrize(
    ("moment", "is_open", "next_opening"),
    [
        ("2026-11-23T07:59", False, "2026-11-23T08:00"),
        ("2026-11-23T08:00", True, "2026-11-23T13:30"),
        ("2026-11-23T11:59:59", True, "2026-11-23T13:30"),
        ("2026-11-23T12:00", False, "2026-11-23T13:30"),
        ("2026-11-23T13:29", False, "2026-11-23T13:30"),
        ("2026-11-23T13:30", True, "2026-11-25T08:00"),
        ("2026-11-23T17:29", True, "2026-11-25T08:00"),
        ("2026-11-23T17:30", False, "2026-11-25T08:00"),
        ("2026-11-21T09:00", False, "2026-11-23T08:00"),
        ("2026-01-09T20:00", False, "2026-01-10T08:00"),
        ("2026-02-13T17:30", False, "2026-02-23T08:00"),
    ],
)
def test_open_from_the_opening_up_to_the_closing(moment, is_open, next_opening):
    moment = at(moment)
    assert OFFICIAL.is_open(moment) is is_open
    assert OFFICIAL.next_opening(moment) == at(next_opening)
    effective = moment if is_open else at(next_opening)
    assert OFFICIAL.working_moment(moment) == effective


def test_the_next_working_day_skips_what_is_off():
    assert OFFICIAL.next_working_day(on("2026-02-13")) == on("2026-02-23")
    assert OFFICIAL.next_working_day(on("2026-01-09")) == on("2026-01-10")
    assert HALF_DAYS.next_working_day(on("2026-11-18")) == on("2026-11-21")


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "2026-11-23T11:00"),
        (59, "2026-11-23T11:59"),
        (60, "2026-11-23T12:00"),
        (61, "2026-11-23T13:31"),
        (300, "2026-11-23T17:30"),
        (301, "2026-11-25T08:01"),
    ],
)
def test_minutes_that_run_out_at_a_closing_end_there(minutes, expected):
    assert OFFICIAL.add_working_minutes(at("2026-11-23T11:00"), minutes) == at(expected)


@pytest.mark.parametrize("clock", ["12:00", "12:10", "13:29"])
def test_no_minutes_from_outside_working_hours_is_the_next_opening(clock):
    closed = at(f"2026-11-23T{clock}")
    assert OFFICIAL.add_working_minutes(closed, 0) == at("2026-11-23T13:30")


def test_seconds_do_not_shorten_working_time():
    moment = at("2026-11-23T11:00:59")
    assert OFFICIAL.add_working_minutes(moment, 60) == at("2026-11-23T12:00")


def test_working_spans_are_the_parts_of_shifts_and_never_empty():
    spans = OFFICIAL.working_spans(at("2026-11-23T12:00"), at("2026-11-25T08:00"))
    assert list(spans) == [(at("2026-11-23T13:30"), at("2026-11-23T17:30"))]
    spans = OFFICIAL.working_spans(at("2026-11-23T11:00"), at("2026-11-23T14:00"))
    assert list(spans) == [
        (at("2026-11-23T11:00"), at("2026-11-23T12:00")),
        (at("2026-11-23T13:30"), at("2026-11-23T14:00")),
    ]


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-23T09:42", "2026-11-23T17:30", 378),
        ("2026-11-23T08:42", "2026-11-23T17:30", 438),
        ("2026-11-23T12:10", "2026-11-23T13:30", 0),
        ("2026-11-23T10:00", "2026-11-23T10:00", 0),
        ("2026-11-23T17:00", "2026-11-25T08:30", 60),
        ("2026-11-20T20:00", "2026-11-22T09:00", 0),
        ("2026-11-25T08:30", "2026-11-23T17:00", -60),
        ("2026-11-23T09:00:59", "2026-11-23T09:01:00", 1),
        ("2026-01-09T17:00", "2026-01-12T08:30", 30 + 480 + 30),
    ],
)
def test_working_minutes_between_two_moments(start, end, minutes):
    assert OFFICIAL.working_minutes_between(at(start), at(end)) == minutes


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-11-23", "2026-11-23", 0),
        ("2026-11-23", "2026-11-24", 0),
        ("2026-11-23", "2026-11-25", 1),
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-21", "2026-11-23", 1),
        ("2026-01-09", "2026-01-12", 2),
        ("2026-02-13", "2026-02-25", 3),
        ("2026-11-25", "2026-11-23", -1),
        ("2026-12-31", "2027-01-04", 1),
    ],
)
def test_working_days_between_leave_out_the_first_day(first, last, days):
    assert OFFICIAL.working_days_between(on(first), on(last)) == days


def test_the_days_walked_include_both_ends():
    assert list(each_day(on("2026-02-27"), on("2026-03-01"))) == [
        on("2026-02-27"),
        on("2026-02-28"),
        on("2026-03-01"),
    ]
    assert list(each_day(on("2026-03-01"), on("2026-02-28"))) == []


def test_a_moment_is_cut_to_its_minute():
    assert cut_to_minute(at("2026-11-23T09:42:59.999999")) == at("2026-11-23T09:42")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: OFFICIAL.is_working_day(on("2028-01-03")),
        lambda: OFFICIAL.shifts(on("2028-01-01")),
        lambda: OFFICIAL.is_open(at("2028-01-03T09:00")),
        lambda: OFFICIAL.next_working_day(on("2027-12-31")),
        lambda: OFFICIAL.next_opening(at("2027-12-31T17:30")),
        lambda: OFFICIAL.add_working_minutes(at("2027-12-31T17:00"), 31),
        lambda: OFFICIAL.working_days_between(on("2027-12-30"), on("2028-01-03")),
        lambda: OFFICIAL.is_provisional(on("2027-12-30"), on("2028-01-03")),
    ],
)
def test_every_question_about_a_year_that_is_not_loaded_is_refused(ask):
    with pytest.raises(CalendarYearNotLoaded, match="Chưa có lịch làm việc năm 2028"):
        ask()


def test_a_span_is_provisional_when_one_of_its_years_is():
    assert OFFICIAL.is_provisional(on("2026-12-30"), on("2027-01-04"))
    assert not OFFICIAL.is_provisional(on("2025-12-30"), on("2026-01-04"))
    assert not inline().is_provisional(on("2027-01-04"), on("2031-01-06"))


def test_a_calendar_without_hours_does_not_search_for_ever():
    empty = inline(hours={})
    with pytest.raises(CalendarError) as refusal:
        empty.next_opening(at("2026-11-23T09:00"))
    assert str(refusal.value) == (
        "Lịch không có ngày làm việc nào sau ngày 23/11/2026. "
        "Hãy nhập giờ làm việc của cơ quan."
    )


def test_a_search_ends_with_the_last_date_there_is():
    with pytest.raises(CalendarError, match="sau ngày 31/12/9999"):
        inline().next_working_day(date.max)


def test_days_after_are_walked_one_by_one():
    walked = islice(inline().days_after(on("2026-12-30")), 3)
    assert list(walked) == [on("2026-12-31"), on("2027-01-01"), on("2027-01-02")]


def test_an_inline_calendar_is_read_whole():
    calendar = WorkCalendar.from_mapping(
        {
            "hours": {"mon": [["07:30", "11:30"]]},
            "days_off": {"2026-09-02": "Quốc khánh", "2026-09-01": None},
            "working_days": {"2026-08-22": [["08:00", "10:00"]], "2026-08-29": None},
        }
    )
    assert calendar == WorkCalendar(
        week=(((time(7, 30), time(11, 30)),), (), (), (), (), (), ()),
        days_off={on("2026-09-02"): "Quốc khánh", on("2026-09-01"): ""},
        working_days={
            on("2026-08-22"): ((time(8), time(10)),),
            on("2026-08-29"): None,
        },
    )


def test_an_inline_calendar_needs_only_its_hours():
    assert WorkCalendar.from_mapping({"hours": OFFICE_WEEK}) == inline()


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (None, 'Lịch cần mục "hours" ghi giờ làm việc theo từng thứ.'),
        ([], 'Lịch cần mục "hours" ghi giờ làm việc theo từng thứ.'),
        ({}, 'Lịch cần mục "hours" ghi giờ làm việc theo từng thứ.'),
        (
            {"hours": {}, "holidays": []},
            'Lịch không có mục "holidays". Hãy dùng hours, days_off, working_days.',
        ),
        (
            {"hours": OFFICE_WEEK, "days_off": "2026-09-02"},
            'Mục "days_off" phải là danh sách ngày, ví dụ ["2026-09-02"].',
        ),
        (
            {"hours": OFFICE_WEEK, "days_off": None},
            'Mục "days_off" phải là danh sách ngày, ví dụ ["2026-09-02"].',
        ),
        (
            {"hours": OFFICE_WEEK, "days_off": ["02/09/2026"]},
            (
                'Mục "days_off": không đọc được ngày "02/09/2026". '
                "Hãy ghi năm-tháng-ngày, ví dụ 2026-09-02."
            ),
        ),
        (
            {"hours": OFFICE_WEEK, "days_off": ["20260902"]},
            (
                'Mục "days_off": không đọc được ngày "20260902". '
                "Hãy ghi năm-tháng-ngày, ví dụ 2026-09-02."
            ),
        ),
        (
            {"hours": OFFICE_WEEK, "working_days": ["2026-02-30"]},
            (
                'Mục "working_days": không đọc được ngày "2026-02-30". '
                "Hãy ghi năm-tháng-ngày, ví dụ 2026-09-02."
            ),
        ),
        (
            {"hours": OFFICE_WEEK, "working_days": [5]},
            (
                'Mục "working_days": không đọc được ngày "5". '
                "Hãy ghi năm-tháng-ngày, ví dụ 2026-09-02."
            ),
        ),
        (
            {
                "hours": OFFICE_WEEK,
                "days_off": ["2026-08-22"],
                "working_days": ["2026-08-22"],
            },
            (
                "Ngày 22/08/2026 vừa là ngày nghỉ vừa là ngày làm bù. "
                "Hãy bỏ một trong hai."
            ),
        ),
        (
            {"hours": {"tue": OFFICE_DAY}, "working_days": ["2026-08-22"]},
            "Ngày làm bù 22/08/2026 chưa có giờ làm việc. Hãy ghi giờ của ngày đó.",
        ),
        (
            {"hours": OFFICE_WEEK, "working_days": {"2026-08-22": []}},
            "Ngày làm bù 22/08/2026 chưa có giờ làm việc. Hãy ghi giờ của ngày đó.",
        ),
        (
            {"hours": OFFICE_WEEK, "working_days": {"2026-08-22": [["9:00", "8:00"]]}},
            (
                "22/08/2026: ca 09:00–08:00 đóng cửa trước khi mở cửa. "
                "Hãy ghi giờ mở cửa trước, giờ đóng cửa sau."
            ),
        ),
    ],
)
def test_a_nonsense_inline_calendar_is_refused_with_what_to_do(mapping, sentence):
    with pytest.raises(CalendarError) as refusal:
        WorkCalendar.from_mapping(mapping)
    assert str(refusal.value) == sentence


def test_hours_given_in_code_are_checked_too():
    overlapping = ((time(8), time(12)), (time(11), time(15)))
    with pytest.raises(CalendarError, match=r"Chủ nhật: .* chồng lên nhau"):
        WorkCalendar(week=((), (), (), (), (), (), overlapping))
    with pytest.raises(CalendarError, match=r"22/08/2026: .* chồng lên nhau"):
        WorkCalendar(week=OFFICIAL.week, working_days={on("2026-08-22"): overlapping})


@settings(max_examples=150, deadline=None)
@given(office=offices(), start=MOMENTS, span=st.integers(0, 6000))
def test_working_minutes_equal_a_count_minute_by_minute(office, start, span):
    end = start + timedelta(minutes=span)
    calendar = WorkCalendar.from_mapping(office)
    counted = sum(
        walk.is_open(office, start + timedelta(minutes=n)) for n in range(span)
    )
    assert calendar.working_minutes_between(start, end) == counted


@settings(max_examples=150, deadline=None)
@given(office=offices(), start=MOMENTS, minutes=st.integers(0, 3000))
def test_adding_working_time_and_measuring_it_agree(office, start, minutes):
    calendar = WorkCalendar.from_mapping(office)
    end = calendar.add_working_minutes(start, minutes)
    assert calendar.working_minutes_between(start, end) == minutes


@settings(max_examples=100, deadline=None)
@given(office=offices(), first=MOMENTS, count=st.integers(1, 15))
def test_counting_working_days_and_stepping_over_them_agree(office, first, count):
    calendar = WorkCalendar.from_mapping(office)
    last = walk.after_working_days(office, first.date(), count)
    assert calendar.working_days_between(first.date(), last) == count


class TestClosedInPart:
    """Thursday 26/11/2026, closed from 13:30 on."""

    DAY = on("2026-11-26")
    CLOSED = {DAY: (time(13, 30), time(17, 30))}

    def calendar(self, **fields):
        return replace(OFFICIAL, **{"closures": self.CLOSED, **fields})

    def test_keeps_the_rest_of_its_hours(self):
        calendar = self.calendar()
        assert calendar.hours(self.DAY) == ((time(8), time(12)),)
        assert calendar.is_working_day(self.DAY)
        assert calendar.closing(self.DAY) == at("2026-11-26T12:00")
        assert not calendar.is_open(at("2026-11-26T14:00"))

    def test_is_counted_in_hours_as_far_as_it_is_open(self):
        moved = self.calendar().add_working_minutes(at("2026-11-26T11:00"), 120)
        assert moved == at("2026-11-27T09:00")

    def test_may_be_a_make_up_day(self):
        saturday = on("2026-11-28")
        calendar = self.calendar(
            working_days={saturday: None}, closures={saturday: (time(8), time(12))}
        )
        assert calendar.hours(saturday) == ((time(13, 30), time(17, 30)),)

    def test_closed_all_its_hours_is_no_working_day(self):
        calendar = self.calendar(closures={self.DAY: (time(7), time(18))})
        assert not calendar.is_working_day(self.DAY)
        assert calendar.next_working_day(self.DAY) == on("2026-11-27")

    def test_the_day_before_is_found_too(self):
        calendar = self.calendar(closures={self.DAY: (time(7), time(18))})
        assert calendar.working_day_before(on("2026-11-27")) == on("2026-11-25")

    def test_no_day_before_is_said(self):
        closed = WorkCalendar(week=((),) * 7)
        with pytest.raises(CalendarError, match="không có ngày làm việc nào trước"):
            closed.working_day_before(self.DAY)
