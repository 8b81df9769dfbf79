"""Giao, nhận: the rows that takings and closings leave, and how they are told."""

from datetime import UTC, datetime, timedelta

import pytest

from dossiers.enums import Outcome
from dossiers.handing import ControlRow, control_rows, next_morning
from dossiers.models import Dossier, HandOver
from dossiers.processing import close, hand_over, take
from procedures.timeliness import Timeliness
from tests.dossiers.desk import MONDAY, announce_days
from tests.dossiers.moves import act, make_dossier
from tests.dossiers.views.pages import main_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def dossier(office, clerk):
    announce_days()
    return make_dossier(receiving_clerk=clerk)


def end(dossier, office, by):
    close(dossier_id=dossier.id, outcome=Outcome.GRANTED, office=office, by=by)


def told(dossier, office):
    return control_rows(Dossier.objects.get(pk=dossier.pk), office=office)


def after(minutes):
    return MONDAY + timedelta(minutes=minutes)


def test_a_dossier_goes_from_the_desk_to_its_officer_and_back(
    dossier, office, clerk, officer
):
    take(dossier_id=dossier.id, by=act(officer, 5))
    end(dossier, office, act(officer, 60))

    assert told(dossier, office) == [
        ControlRow(clerk, officer, after(5), Timeliness.PENDING_IN_TERM, ""),
        ControlRow(officer, clerk, after(60), Timeliness.EARLY, ""),
    ]


def test_what_ended_late_says_so_on_its_way_back_only(dossier, office, clerk, officer):
    take(dossier_id=dossier.id, by=act(officer, 5))
    end(dossier, office, act(officer, 60 * 24 * 10))

    words = [row.word for row in told(dossier, office)]
    assert words == [Timeliness.PENDING_IN_TERM, Timeliness.OVERDUE]


def test_what_the_desk_handed_over_is_not_handed_over_again_by_taking_it(
    dossier, office, clerk, officer
):
    hand_over(
        dossier_id=dossier.id, receiver=officer, by=act(clerk, 2, "Nhận sau 15 giờ")
    )
    take(dossier_id=dossier.id, by=act(officer, 5))

    assert [(row.giver, row.receiver, row.note) for row in told(dossier, office)] == [
        (clerk, officer, "Nhận sau 15 giờ")
    ]


def test_what_never_left_the_desk_leaves_no_row(dossier, office, clerk):
    end(dossier, office, act(clerk, 5))
    assert not HandOver.objects.exists()


@pytest.mark.parametrize(
    ("received", "channel", "next_day"),
    [
        ((23, 8, 0, 0), "in_person", None),  # 15:00:00 of Monday
        ((23, 8, 1, 0), "in_person", (25, 8, 0)),  # 15:01; the 24th is a holiday
        ((23, 8, 1, 0), "postal", (25, 8, 0)),
        ((23, 8, 1, 0), "online", None),
        ((27, 9, 0, 0), "in_person", (30, 8, 0)),  # Friday 16:00
    ],
)
def test_paper_received_after_three_goes_to_the_officer_the_next_working_day(
    dossier, office, received, channel, next_day
):
    day, *clock = received
    late = make_dossier(
        accepted_at=datetime(2026, 11, day, *clock, tzinfo=UTC),
        due_at=datetime(2026, 12, 4, 10, 30, tzinfo=UTC),
        channel=channel,
    )
    expected = datetime(2026, 11, *next_day) if next_day else None  # noqa: DTZ001
    assert next_morning(late, office=office) == expected


def test_without_a_calendar_nothing_is_said_of_the_next_day(office):
    late = make_dossier(
        accepted_at=datetime(2031, 11, 24, 9, tzinfo=UTC),
        due_at=datetime(2031, 12, 1, 9, tzinfo=UTC),
    )
    assert next_morning(late, office=office) is None


def test_the_dossiers_page_says_from_when_the_officer_has_it(office, client_of, clerk):
    announce_days()
    late = make_dossier(
        accepted_at=datetime(2026, 11, 27, 9, tzinfo=UTC),
        due_at=datetime(2026, 12, 4, 10, 30, tzinfo=UTC),
    )
    said = main_of(client_of(clerk).get(f"/ho-so/{late.code}/"))
    assert "Nhận sau 15 giờ: chuyển từ 08:00 thứ Hai, 30/11/2026" in said
