"""Words for statuses and for the time that is left or lost."""

from datetime import datetime

import pytest

from dossiers.enums import Status
from dossiers.wording import (
    STATUS_TAGS,
    STATUS_TONES,
    Tag,
    due_moment_words,
    due_words,
    late_words,
    left_today_words,
)
from procedures.timeliness import Timeliness
from tests.procedures.calendars import OFFICIAL

at = datetime.fromisoformat
NOW = at("2026-11-23 09:42")
LATE = "exclamation-triangle-fill"


def test_every_status_has_one_colour_that_the_style_sheet_knows():
    assert set(STATUS_TONES) == set(Status)
    assert set(STATUS_TONES.values()) == {"blue", "purple", "teal", "plain", "grey"}


@pytest.mark.parametrize(
    ("status", "tag"),
    [
        (Status.PROCESSING, Tag("Đang giải quyết", "blue")),
        (Status.AWAITING_SUPPLEMENT, Tag("Chờ bổ sung", "purple", "pause-circle")),
        (Status.RESOLVED, Tag("Có kết quả", "teal")),
        (Status.RETURNED, Tag("Đã trả kết quả", "plain")),
        (Status.REFUSED, Tag("Từ chối", "grey")),
    ],
)
def test_a_status_is_a_word_in_its_colour(status, tag):
    assert STATUS_TAGS[status] == tag


@pytest.mark.parametrize(
    ("due_at", "words"),
    [
        ("2026-11-23 17:00", "Hôm nay, 17:00"),
        ("2026-11-20 17:00", "20/11, 17:00"),
        ("2027-01-04 08:30", "04/01/2027, 08:30"),
    ],
)
def test_a_due_moment_is_told_from_today(due_at, words):
    assert due_moment_words(at(due_at), NOW) == words


@pytest.mark.parametrize(
    ("due_at", "words"),
    [
        ("2026-11-23 17:30", "Còn 6 giờ 18 phút"),  # without the midday break
        ("2026-11-23 11:30", "Còn 1 giờ 48 phút"),
        ("2026-11-23 09:43", "Còn 1 phút"),
        ("2026-11-23 09:42", "Hạn hôm nay"),
        ("2026-11-23 09:00", "Hạn hôm nay"),
    ],
)
def test_what_is_left_of_today_is_told_in_working_time(due_at, words):
    assert left_today_words(at(due_at), NOW, OFFICIAL) == words


def test_what_is_left_of_a_day_that_the_calendar_does_not_know_is_not_told():
    now = at("2031-11-24 09:00")
    assert left_today_words(at("2031-11-24 17:30"), now, OFFICIAL) == "Hạn hôm nay"


@pytest.mark.parametrize(
    ("due_at", "now", "words"),
    [
        ("2026-11-20 17:30", "2026-11-23 09:42", "Quá hạn 1 ngày"),
        ("2026-11-20 17:30", "2026-11-25 09:42", "Quá hạn 2 ngày"),  # 24/11 is off
        ("2026-11-23 09:00", "2026-11-23 09:42", "Quá hạn 42 phút"),
        ("2026-11-23 10:00", "2026-11-23 14:30", "Quá hạn 3 giờ"),
        ("2026-11-20 17:30", "2026-11-21 10:00", "Quá hạn"),  # a Saturday
        ("2026-11-20 17:30", "2026-11-20 17:31", "Quá hạn"),
        ("2023-11-20 17:30", "2026-11-20 17:31", "Quá hạn"),  # no calendar of 2023
    ],
)
def test_lateness_is_told_in_working_days_and_hours(due_at, now, words):
    assert late_words(at(due_at), at(now), OFFICIAL) == words


def test_citizens_are_told_that_working_days_are_counted():
    late = late_words(at("2026-11-20 17:30"), NOW, OFFICIAL, unit="ngày làm việc")
    assert late == "Quá hạn 1 ngày làm việc"


@pytest.mark.parametrize(
    ("word", "due_at", "tag"),
    [
        (Timeliness.EARLY, "2026-11-23 17:30", Tag("Trước hạn", "green")),
        (Timeliness.ON_TIME, "2026-11-23 17:30", Tag("Đúng hạn", "blue")),
        (Timeliness.OVERDUE, "2026-11-23 17:30", Tag("Quá hạn", "red", LATE)),
        (
            Timeliness.PENDING_OVERDUE,
            "2026-11-20 17:30",
            Tag("Quá hạn 1 ngày", "red", LATE),
        ),
        (
            Timeliness.PENDING_IN_TERM,
            "2026-11-23 17:30",
            Tag("Còn 6 giờ 18 phút", "amber", "alarm"),
        ),
        (
            Timeliness.PENDING_IN_TERM,  # an office that counts to midnight
            "2026-11-23 09:00",
            Tag("Hạn hôm nay", "amber", "alarm"),
        ),
        (
            Timeliness.PENDING_IN_TERM,  # Tuesday is a holiday
            "2026-11-25 17:30",
            Tag("Còn 1 ngày làm việc", "amber", "alarm"),
        ),
        (
            Timeliness.PENDING_IN_TERM,
            "2026-11-27 17:30",
            Tag("Còn 3 ngày làm việc", "plain", "alarm"),
        ),
        (Timeliness.PENDING_IN_TERM, "2026-11-30 17:30", None),
        (Timeliness.PENDING_IN_TERM, "2026-12-31 17:30", None),
        (
            Timeliness.PENDING_IN_TERM,  # the calendar does not reach that year
            "2031-11-25 08:00",
            None,
        ),
    ],
)
def test_a_dossier_is_tagged_by_how_it_stands(word, due_at, tag):
    told = due_words(word, due_at=at(due_at), now=NOW, calendar=OFFICIAL)
    assert told == tag
