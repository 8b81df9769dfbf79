import json
from datetime import datetime
from pathlib import Path

import pytest

from procedures.workcalendar import WorkCalendar
from tests.procedures.calendars import OFFICE_WEEK, OFFICIAL, inline
from tests.procedures.counting import deadline, due
from wardportal.office.enums import DueTime

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data/deadline_cases.jsonl")
    .read_text("utf-8")
    .splitlines()
]
WITH_SATURDAY_MORNING = OFFICE_WEEK | {"sat": [["08:00", "12:00"]]}


def test_all_recorded_cases_are_here():
    assert len({case["id"] for case in CASES}) == 141


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_recorded_case(case):
    answer = due(
        case["received_at"],
        case["limit"],
        case["unit"],
        case["due_time"],
        cutoff=case["cutoff"],
        calendar=WorkCalendar.from_mapping(case["calendar"]),
    )
    assert answer == case["expected"]


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2026-11-20T10:00", 1, "2026-11-23T17:30"),
        ("2026-11-20T10:00", 3, "2026-11-26T17:30"),
        ("2026-02-13T10:00", 1, "2026-02-23T17:30"),
        ("2026-02-13T10:00", 3, "2026-02-25T17:30"),
        ("2025-12-31T10:00", 1, "2026-01-05T17:30"),
        ("2026-01-09T10:00", 1, "2026-01-10T17:30"),
        ("2025-04-25T10:00", 1, "2025-04-26T17:30"),
        ("2026-08-28T10:00", 1, "2026-09-03T17:30"),
        ("2026-08-21T10:00", 1, "2026-08-22T17:30"),
        ("2025-12-31T10:00", 2, "2026-01-06T17:30"),
    ],
)
def test_working_days_skip_weekends_and_holidays_and_count_make_up_days(
    received, limit, expected
):
    assert due(received, limit, "working_day") == expected


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2026-11-19T09:00", 5, "2026-11-25T17:30"),
        ("2026-02-10T09:00", 5, "2026-02-23T17:30"),
        ("2026-11-16T09:00", 1, "2026-11-17T17:30"),
        ("2026-11-16T09:00", 5, "2026-11-23T17:30"),
        ("2026-11-22T09:00", 1, "2026-11-23T17:30"),
        ("2026-01-05T09:00", 5, "2026-01-10T17:30"),
        ("2028-02-27T09:00", 2, "2028-02-29T17:30"),
    ],
    ids=[
        "raw end on a holiday",
        "raw end in Tet",
        "next day",
        "raw end on a Saturday",
        "received on a Sunday",
        "ends on a make-up Saturday",
        "29 February",
    ],
)
def test_calendar_days_count_every_day_and_end_on_a_working_day(
    received, limit, expected
):
    calendar = inline() if received.startswith("2028") else OFFICIAL
    assert due(received, limit, "day", calendar=calendar) == expected


@pytest.mark.parametrize(
    ("received", "months", "expected"),
    [
        ("2026-03-10T09:00", 1, "2026-04-10"),
        ("2026-03-31T09:00", 2, "2026-06-01"),
        ("2026-01-31T09:00", 1, "2026-03-02"),
        ("2025-01-31T09:00", 1, "2025-02-28"),
        ("2028-01-31T09:00", 1, "2028-02-29"),
        ("2027-02-28T09:00", 12, "2028-02-28"),
        ("2028-02-29T09:00", 12, "2029-02-28"),
        ("2026-08-31T09:00", 6, "2027-03-01"),
        ("2026-10-24T09:00", 1, "2026-11-25"),
        ("2026-11-30T09:00", 1, "2026-12-30"),
        ("2026-12-15T09:00", 1, "2027-01-15"),
        ("2026-12-31T09:00", 12, "2027-12-31"),
    ],
    ids=[
        "same number",
        "31 May is a Sunday",
        "28 February 2026 is a Saturday",
        "28 February",
        "29 February",
        "28 February stays 28",
        "29 February a year on",
        "28 February 2027 is a Sunday",
        "24 November is a holiday",
        "30 stays 30",
        "over New Year",
        "December to December",
    ],
)
def test_months_end_on_the_same_number_or_the_last_day_then_roll(
    received, months, expected
):
    calendar = inline(days_off=["2026-11-24"])
    assert due(received, months, "month", calendar=calendar) == f"{expected}T17:30"


@pytest.mark.parametrize(
    ("received", "hours", "expected"),
    [
        ("2026-11-23T16:00", 8, "2026-11-25T16:00"),
        ("2026-11-21T09:00", 8, "2026-11-23T17:30"),
        ("2026-02-13T15:00", 4, "2026-02-23T09:30"),
        ("2026-11-16T08:00", 4, "2026-11-16T12:00"),
        ("2026-11-16T10:00", 2, "2026-11-16T12:00"),
        ("2026-11-16T10:00", 3, "2026-11-16T14:30"),
        ("2026-11-16T12:00", 1, "2026-11-16T14:30"),
        ("2026-11-16T12:45", 1, "2026-11-16T14:30"),
        ("2026-11-16T16:30", 1, "2026-11-16T17:30"),
        ("2026-11-16T17:30", 1, "2026-11-17T09:00"),
        ("2026-11-16T17:29", 1, "2026-11-17T08:59"),
        ("2026-11-16T05:00", 1, "2026-11-16T09:00"),
        ("2026-01-09T16:30", 2, "2026-01-10T09:00"),
        ("2026-12-31T17:00", 1, "2027-01-04T08:30"),
    ],
)
def test_hours_are_working_hours_from_the_receipt_or_the_next_opening(
    received, hours, expected
):
    assert due(received, hours, "hour") == expected


@pytest.mark.parametrize("policy", list(DueTime))
def test_hours_and_same_day_do_not_depend_on_the_due_time_policy(policy):
    assert due("2026-11-23T16:00", 8, "hour", policy) == "2026-11-25T16:00"
    assert due("2026-11-23T10:00", 1, "same_day", policy) == "2026-11-23T17:30"


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-21T09:00", "2026-11-23T17:30"),
        ("2026-11-20T18:00", "2026-11-23T17:30"),
        ("2026-11-20T17:30", "2026-11-23T17:30"),
        ("2026-11-20T00:00", "2026-11-23T17:30"),
        ("2026-11-19T23:59", "2026-11-20T17:30"),
        ("2026-11-20T12:30", "2026-11-23T17:30"),
        ("2026-11-24T10:00", "2026-11-25T17:30"),
    ],
)
def test_end_of_day_leaves_out_the_calendar_day_of_receipt_whatever_the_hour(
    received, expected
):
    assert due(received, 1, "working_day", "end_of_day") == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-21T09:00", "2026-11-25T08:00"),
        ("2026-11-20T18:00", "2026-11-25T08:00"),
        ("2026-11-20T17:30", "2026-11-25T08:00"),
        ("2026-11-20T17:29", "2026-11-23T17:29"),
        ("2026-11-20T06:00", "2026-11-23T08:00"),
        ("2026-11-20T08:00", "2026-11-23T08:00"),
        ("2026-11-20T11:59", "2026-11-23T11:59"),
        ("2026-11-20T12:00", "2026-11-23T13:30"),
        ("2026-11-20T12:40", "2026-11-23T13:30"),
        ("2026-11-20T13:30", "2026-11-23T13:30"),
        ("2026-11-24T10:00", "2026-11-26T08:00"),
    ],
)
def test_same_time_counts_from_the_receipt_or_the_next_opening(received, expected):
    assert due(received, 1, "working_day", "same_time") == expected


@pytest.mark.parametrize(
    ("received", "limit", "unit", "expected"),
    [
        ("2026-11-19T09:15", 5, "day", "2026-11-25T09:15"),
        ("2026-11-21T09:15", 5, "day", "2026-11-30T08:00"),
        ("2026-01-31T09:15", 1, "month", "2026-03-02T08:00"),
        ("2026-03-31T16:45", 1, "month", "2026-05-04T16:45"),
    ],
    ids=[
        "rolled day",
        "Saturday counts as Monday",
        "counted 2 February",
        "rolled month",
    ],
)
def test_same_time_keeps_the_counted_clock_for_days_and_months(
    received, limit, unit, expected
):
    assert due(received, limit, unit, "same_time") == expected


@pytest.mark.parametrize(
    ("received", "limit", "unit", "expected"),
    [
        ("2026-11-20T16:00", 1, "working_day", "2026-11-21T12:00"),
        ("2026-11-20T10:00", 1, "working_day", "2026-11-21T10:00"),
        ("2026-11-20T16:00", 1, "day", "2026-11-21T12:00"),
        ("2026-11-20T12:30", 1, "working_day", "2026-11-21T12:00"),
        ("2026-11-21T12:00", 1, "working_day", "2026-11-24T08:00"),
    ],
)
def test_same_time_is_never_later_than_closing(received, limit, unit, expected):
    calendar = inline(hours=WITH_SATURDAY_MORNING)
    assert due(received, limit, unit, "same_time", calendar=calendar) == expected


def test_end_of_day_ends_at_the_closing_of_a_half_day():
    calendar = inline(hours=WITH_SATURDAY_MORNING)
    answer = due("2026-11-20T16:00", 1, "working_day", calendar=calendar)
    assert answer == "2026-11-21T12:00"


def test_saturday_is_a_working_day_only_when_the_calendar_says_so():
    received = ("2026-11-20T10:00", 1, "working_day")
    assert due(*received, calendar=inline()) == "2026-11-23T17:30"


def test_a_make_up_day_has_the_hours_of_monday_unless_given():
    monday_short = OFFICE_WEEK | {"mon": [["07:30", "11:30"]]}
    plain = inline(hours=monday_short, working_days=["2026-01-10"])
    own = inline(hours=monday_short, working_days={"2026-01-10": [["09:00", "15:00"]]})
    received = ("2026-01-09T10:00", 1, "working_day")
    assert due(*received, calendar=plain) == "2026-01-10T11:30"
    assert due(*received, calendar=own) == "2026-01-10T15:00"


@pytest.mark.parametrize(
    ("received", "cutoff", "expected"),
    [
        ("2026-11-23T10:00", None, "2026-11-23T17:30"),
        ("2026-11-23T16:00", None, "2026-11-23T17:30"),
        ("2026-11-23T15:00:00", "15:00", "2026-11-23T17:30"),
        ("2026-11-23T15:00:01", "15:00", "2026-11-25T17:30"),
        ("2026-11-23T15:01", "15:00", "2026-11-25T17:30"),
        ("2026-11-20T15:01", "15:00", "2026-11-23T17:30"),
        ("2026-11-20T17:30", "15:00", "2026-11-23T17:30"),
        ("2026-11-20T18:00", "15:00", "2026-11-23T17:30"),
        ("2026-11-21T16:00", "15:00", "2026-11-23T17:30"),
        ("2026-11-20T06:00", "15:00", "2026-11-20T17:30"),
        ("2026-11-20T12:30", "15:00", "2026-11-20T17:30"),
        ("2026-11-20T12:30", "11:00", "2026-11-23T17:30"),
        ("2026-11-20T06:00", "07:00", "2026-11-23T17:30"),
        ("2026-01-09T15:30", "15:00", "2026-01-10T17:30"),
    ],
    ids=[
        "morning",
        "no cut-off",
        "exactly at the cut-off",
        "a second later",
        "a minute later, before a holiday",
        "a minute later, before the weekend",
        "at closing, counted at the next opening",
        "after closing, counted at the next opening",
        "Saturday, counted at the next opening",
        "before opening",
        "midday break",
        "midday break, counted after the cut-off",
        "cut-off before opening",
        "next working day is a make-up Saturday",
    ],
)
def test_same_day_ends_at_closing_of_the_day_of_counted_receipt(
    received, cutoff, expected
):
    assert due(received, 1, "same_day", cutoff=cutoff) == expected


@pytest.mark.parametrize(
    ("received", "unit", "policy", "expected"),
    [
        ("2026-11-19T15:00:00", "working_day", "end_of_day", "2026-11-20T17:30"),
        ("2026-11-19T15:00:01", "working_day", "end_of_day", "2026-11-23T17:30"),
        ("2026-11-20T16:00", "working_day", "end_of_day", "2026-11-25T17:30"),
        ("2026-11-21T16:00", "working_day", "end_of_day", "2026-11-23T17:30"),
        ("2026-11-20T18:00", "working_day", "end_of_day", "2026-11-23T17:30"),
        ("2026-11-19T16:00", "working_day", "same_time", "2026-11-23T08:00"),
        ("2026-11-21T16:00", "working_day", "same_time", "2026-11-25T08:00"),
        ("2026-11-18T16:00", "day", "end_of_day", "2026-11-20T17:30"),
        ("2026-11-18T16:00", "day", "same_time", "2026-11-20T08:00"),
        ("2026-03-09T16:00", "month", "end_of_day", "2026-04-10T17:30"),
        ("2026-03-09T16:00", "month", "same_time", "2026-04-10T08:00"),
    ],
)
def test_after_the_cut_off_the_next_working_day_is_the_day_of_receipt(
    received, unit, policy, expected
):
    assert due(received, 1, unit, policy, cutoff="15:00") == expected


def test_hours_know_no_cut_off():
    assert due("2026-11-16T16:00", 1, "hour", cutoff="15:00") == "2026-11-16T17:00"


def test_seconds_of_the_receipt_are_cut_off():
    answer = deadline("2026-11-16T10:00:59", 2, "hour")
    assert answer.counted_from == datetime.fromisoformat("2026-11-16T10:00")
    assert answer.due_at == datetime.fromisoformat("2026-11-16T12:00")


@pytest.mark.parametrize(
    ("received", "policy", "cutoff", "counted_from"),
    [
        ("2026-11-20T10:00", "end_of_day", None, "2026-11-20T10:00"),
        ("2026-11-21T09:00", "end_of_day", None, "2026-11-21T09:00"),
        ("2026-11-21T09:00", "same_time", None, "2026-11-23T08:00"),
        ("2026-11-20T16:00", "end_of_day", "15:00", "2026-11-23T08:00"),
    ],
)
def test_the_answer_names_the_counted_receipt(received, policy, cutoff, counted_from):
    answer = deadline(received, 1, "working_day", policy, cutoff=cutoff)
    assert answer.counted_from == datetime.fromisoformat(counted_from)


@pytest.mark.parametrize(
    ("received", "provisional"),
    [
        ("2026-12-30T10:00", False),
        ("2026-12-31T10:00", True),
        ("2027-05-10T10:00", True),
        ("2025-05-12T10:00", False),
    ],
)
def test_an_answer_that_touches_an_unannounced_year_is_marked(received, provisional):
    assert deadline(received, 1, "working_day").provisional is provisional


def test_an_inline_calendar_knows_every_year():
    answer = deadline("2051-06-05T10:00", 1, "working_day", calendar=inline())
    assert (answer.due_at.isoformat(), answer.provisional) == (
        "2051-06-06T17:30:00",
        False,
    )
