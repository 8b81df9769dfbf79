"""A changed calendar: which promises move, by which rows, and which never do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from dossiers.acts import Act
from dossiers.intake import register_dossier
from dossiers.models import Dossier, DueChange
from dossiers.processing import take
from dossiers.recompute import recompute, replayed_due, shifted
from dossiers.terms import StatedDue
from dossiers.verifying import add_verification
from dossiers.waiting import pause, resume
from dossiers.workflow import MoveRefusedError
from procedures.models import CalendarDay, CalendarYear
from tests.dossiers import desk
from tests.dossiers.moves import evidence_of
from wardportal.office.models import Office
from wardportal.office.setup import calendar_changed

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

THURSDAY = date(2026, 11, 26)
FRIDAY_CLOSING = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 11, 30, 10, 30, tzinfo=UTC)
SOON = desk.MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _days(office):
    desk.announce_days()


@pytest.fixture
def dossier(office, clerk):
    """Three working days from Monday 23/11, the 24th off: due on Friday 27/11."""
    facts = desk.facts(desk.make_status_paper())
    return register_dossier(facts=facts, by=desk.logging(office, clerk))


def close_on(day, **fields):
    CalendarDay.objects.create(date=day, name="Nghỉ đột xuất", **fields)
    calendar_changed()
    return Office.objects.get()


def recomputed(office, actor, moment=SOON, reason="nghỉ bù 26/11 theo QĐ 5"):
    return recompute(office=office, by=Act(actor, moment, reason))


def test_previews_without_moving_anything(dossier, office):
    assert shifted(office=office, moment=SOON) == []
    office = close_on(THURSDAY)

    (moving,) = shifted(office=office, moment=SOON)

    assert (moving.dossier, moving.due_at) == (dossier, NEXT_MONDAY)
    assert Dossier.objects.get().due_at == FRIDAY_CLOSING


def test_moves_by_a_row_with_its_ground(dossier, administrator):
    office = close_on(THURSDAY)

    assert recomputed(office, administrator) == 1

    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.original_due_at) == (NEXT_MONDAY, FRIDAY_CLOSING)
    ground = "Lịch làm việc thay đổi: nghỉ bù 26/11 theo QĐ 5"
    row = DueChange.objects.get()
    assert (row.previous_due_at, row.due_at, row.kind, row.ground, row.actor) == (
        FRIDAY_CLOSING,
        NEXT_MONDAY,
        "calendar",
        ground,
        administrator,
    )
    words = {"ground": ground, "due_at": "2026-11-30T17:30:00+07:00"}
    assert evidence_of(dossier)[-1] == (
        "dossier.due_moved",
        "",
        "accepted",
        administrator,
        words,
    )
    assert recomputed(office, administrator) == 0


def test_half_a_day_moves_limits_in_hours(office, clerk, administrator):
    procedure = desk.make_procedure(limits=[{"value": 8, "unit": "hour"}])
    by = desk.logging(office, clerk)
    register_dossier(facts=desk.facts(procedure), by=by)
    afternoon = {"closed_from": time(13, 30), "closed_until": time(17, 30)}
    office = close_on(date(2026, 11, 23), kind="part", **afternoon)

    recomputed(office, administrator)

    # 2 h 19 before noon on Monday, then 5 h 41 from Wednesday 08:00.
    assert Dossier.objects.get().due_at == datetime(2026, 11, 25, 8, 11, tzinfo=UTC)


def test_counts_through_a_pause(dossier, officer, administrator, office):
    dossier.procedure.versions.update(pause_allowed=True)
    take(dossier_id=dossier.id, by=Act(officer, desk.MONDAY))
    pause(dossier_id=dossier.id, by=Act(officer, SOON, "Chờ xác minh"))
    wednesday = desk.MONDAY + timedelta(days=2)
    by = Act(officer, wednesday, "Đã có trả lời")
    resume(dossier_id=dossier.id, office=office, by=by)
    dossier.refresh_from_db()
    assert replayed_due(dossier, office) == dossier.due_at == NEXT_MONDAY

    office = close_on(THURSDAY)
    recomputed(office, administrator, wednesday)

    dossier.refresh_from_db()
    assert dossier.due_at == NEXT_MONDAY + timedelta(days=1)


def test_counts_through_days_of_verification(dossier, officer, administrator, office):
    dossier.procedure.versions.update(verification_days=2)
    by = Act(officer, SOON, "Gửi công an xác minh")
    add_verification(dossier_id=dossier.id, office=office, by=by)
    office = close_on(THURSDAY)

    recomputed(office, administrator)

    dossier.refresh_from_db()
    assert dossier.due_at == datetime(2026, 12, 2, 10, 30, tzinfo=UTC)


def test_nothing_overdue_gets_its_time_back(dossier, administrator):
    office = close_on(THURSDAY)
    saturday = desk.MONDAY + timedelta(days=5)
    assert recomputed(office, administrator, saturday) == 0


def test_no_promise_is_moved_into_the_past(dossier, administrator, office):
    CalendarDay.objects.all().delete()
    calendar_changed()
    friday = datetime(2026, 11, 27, 3, tzinfo=UTC)
    assert recomputed(Office.objects.get(), administrator, friday) == 0
    assert recomputed(Office.objects.get(), administrator) == 1


def test_leaves_what_was_stated_or_closed(office, clerk, administrator):
    stated = StatedDue(FRIDAY_CLOSING, "Công văn 12")
    facts = desk.facts(desk.make_incomplete(), stated_due=stated)
    register_dossier(facts=facts, by=desk.logging(office, clerk))
    assert recomputed(close_on(THURSDAY), administrator) == 0


def test_needs_its_ground(dossier, administrator):
    office = close_on(THURSDAY)
    with pytest.raises(MoveRefusedError, match="theo văn bản nào"):
        recomputed(office, administrator, reason="")


def test_says_so_when_the_calendar_cannot_answer(dossier, administrator):
    CalendarYear.objects.all().delete()
    calendar_changed()
    with pytest.raises(MoveRefusedError, match="Chưa có lịch làm việc năm 2026"):
        recomputed(Office.objects.get(), administrator)


def test_is_few_queries_for_many(
    office, clerk, administrator, django_assert_max_num_queries
):
    procedure = desk.make_status_paper()
    for _ in range(20):
        by = desk.logging(office, clerk)
        register_dossier(facts=desk.facts(procedure), by=by)
    office = close_on(THURSDAY)
    with django_assert_max_num_queries(20):
        assert recomputed(office, administrator) == 20
