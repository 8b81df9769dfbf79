"""One rule in two tongues: the word in SQL is the word in Python, edge by edge."""

from datetime import UTC, datetime, timedelta

import pytest

from dossiers.models import Dossier
from dossiers.tasks import refresh_timeliness
from dossiers.timekeeping import (
    closed_early,
    closed_late,
    late_at,
    refresh_words,
    word_of,
)
from procedures.enums import LimitUnit
from procedures.timeliness import Timeliness
from tests.factories import DossierFactory, OfficeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

DUE = datetime(2025, 8, 6, 10, 30, tzinfo=UTC)
"""17:30 of 6 August at the office."""

EDGES = [
    DUE - timedelta(days=1),
    DUE - timedelta(minutes=1),
    DUE - timedelta(seconds=1),
    DUE,
    DUE + timedelta(seconds=59, microseconds=999_999),
    DUE + timedelta(minutes=1),
    datetime(2025, 8, 6, 16, 59, 59, tzinfo=UTC),  # the office's day is still 6 August
    datetime(2025, 8, 6, 17, 0, tzinfo=UTC),  # its midnight
    datetime(2025, 8, 7, 0, 0, tzinfo=UTC),
    DUE + timedelta(days=1),
]
OFFICES = [
    pytest.param({"granularity": granularity, "late_after": late_after}, id=name)
    for granularity in ("minute", "day")
    for late_after in ("due_time", "midnight")
    for name in [f"{granularity}-{late_after}"]
]
UNITS = ["", *(unit.value for unit in LimitUnit)]


def rows(**fields):
    """Return unsaved dossiers due at DUE, one for each unit and way to compare."""
    known = DossierFactory()
    people = {
        "procedure_version": known.procedure_version,
        "applicant": known.applicant,
        "receiving_clerk": known.receiving_clerk,
    }
    for unit in UNITS:
        for by_day in (False, True):
            yield (
                people
                | fields
                | {
                    "accepted_at": DUE - timedelta(days=3),
                    "due_at": DUE,
                    "limit_unit": unit,
                    "compared_by_day": by_day,
                }
            )


@pytest.mark.parametrize("choices", OFFICES)
def test_a_closed_dossier_has_the_same_word_in_sql_and_in_python(choices):
    office = OfficeFactory.build(**choices)
    Dossier.objects.bulk_create(
        DossierFactory.build(**row, closed_at=edge) for row in rows() for edge in EDGES
    )
    closed = Dossier.objects.filter(resolved_at__isnull=False)
    assert closed.count() == len(UNITS) * 2 * len(EDGES)
    early = set(closed.filter(closed_early(office)))
    late = set(closed.filter(closed_late(office)))
    for dossier in closed:
        assert word_of(dossier, office=office, moment=DUE) is (
            Timeliness.EARLY
            if dossier in early
            else Timeliness.OVERDUE
            if dossier in late
            else Timeliness.ON_TIME
        )
    assert early & late == set()


@pytest.mark.parametrize("moment", EDGES)
@pytest.mark.parametrize("choices", OFFICES)
def test_an_open_dossier_is_late_in_sql_when_it_is_in_python(choices, moment):
    office = OfficeFactory.build(**choices)
    Dossier.objects.bulk_create(DossierFactory.build(**row) for row in rows())
    late = set(Dossier.objects.filter(late_at(moment, office)).values_list("pk"))
    assert late == {
        (dossier.pk,)
        for dossier in Dossier.objects.all()
        if word_of(dossier, office=office, moment=moment) is Timeliness.PENDING_OVERDUE
    }


@pytest.mark.parametrize("moment", EDGES)
@pytest.mark.parametrize("choices", OFFICES)
def test_a_dossier_that_waits_is_late_in_sql_when_it_is_in_python(choices, moment):
    office = OfficeFactory.build(**choices)
    Dossier.objects.bulk_create(
        DossierFactory.build(**row, waiting_since=edge)
        for row in rows()
        for edge in EDGES
    )
    late = set(Dossier.objects.filter(late_at(moment, office)).values_list("pk"))
    assert late == {
        (dossier.pk,)
        for dossier in Dossier.objects.all()
        if word_of(dossier, office=office, moment=moment) is Timeliness.PENDING_OVERDUE
    }


def test_a_dossier_that_waits_cannot_become_late_and_stays_late(office):
    in_term, late = (
        DossierFactory(due_at=DUE, waiting_since=DUE + timedelta(minutes=minutes))
        for minutes in (0, 1)
    )
    moment = DUE + timedelta(days=30)
    assert word_of(in_term, office=office, moment=moment) is Timeliness.PENDING_IN_TERM
    assert word_of(late, office=office, moment=moment) is Timeliness.PENDING_OVERDUE
    refresh_words(office=office, moment=moment)
    words = Dossier.objects.order_by("waiting_since").values_list(
        "timeliness", flat=True
    )
    assert list(words) == ["pending_in_term", "pending_overdue"]


def test_a_dossier_never_accepted_has_no_word(office):
    waiting = DossierFactory.build(
        accepted_at=None, due_at=None, submitted_at=DUE, receipt_day=DUE.date()
    )
    with pytest.raises(ValueError, match="chưa tiếp nhận"):
        word_of(waiting, office=office, moment=DUE)


def test_refreshing_writes_only_the_words_that_change(office):
    words = {
        "late, new": DossierFactory(due_at=DUE),
        "late, known": DossierFactory(due_at=DUE, timeliness="pending_overdue"),
        "in term, new": DossierFactory(due_at=DUE + timedelta(days=9)),
        "in term, known": DossierFactory(
            due_at=DUE + timedelta(days=9), timeliness="pending_in_term"
        ),
        "due moved on": DossierFactory(
            due_at=DUE + timedelta(days=9), timeliness="pending_overdue"
        ),
    }
    assert refresh_words(office=office, moment=DUE + timedelta(minutes=1)) == 3
    assert {
        name: Dossier.objects.get(pk=dossier.pk).timeliness
        for name, dossier in words.items()
    } == {
        "late, new": "pending_overdue",
        "late, known": "pending_overdue",
        "in term, new": "pending_in_term",
        "in term, known": "pending_in_term",
        "due moved on": "pending_in_term",
    }


def test_refreshing_twice_changes_nothing_more(office):
    DossierFactory(due_at=DUE)
    moment = DUE + timedelta(days=1)
    assert refresh_words(office=office, moment=moment) == 1
    assert refresh_words(office=office, moment=moment) == 0


def test_a_word_turns_when_its_minute_is_over(office):
    DossierFactory(due_at=DUE, timeliness="pending_in_term")
    assert refresh_words(office=office, moment=DUE + timedelta(seconds=59)) == 0
    assert refresh_words(office=office, moment=DUE + timedelta(seconds=60)) == 1


def test_closed_annulled_and_waiting_dossiers_keep_their_words(office):
    DossierFactory(due_at=DUE, closed_at=DUE, timeliness="on_time")
    DossierFactory(due_at=DUE, annulled_at=DUE, status="annulled", timeliness="")
    DossierFactory(
        accepted_at=None,
        due_at=None,
        submitted_at=DUE,
        logged_at=DUE,
        receipt_day=DUE.date(),
        status="submitted",
    )
    assert refresh_words(office=office, moment=DUE + timedelta(days=30)) == 0
    words = Dossier.objects.order_by("timeliness").values_list("timeliness", flat=True)
    assert list(words) == ["", "", "on_time"]


def test_refreshing_takes_two_queries(office, django_assert_num_queries):
    DossierFactory.create_batch(3, due_at=DUE)
    with django_assert_num_queries(2):
        refresh_words(office=office, moment=DUE + timedelta(days=1))


def test_the_task_refreshes_to_now_by_the_offices_rule(time_machine):
    OfficeFactory(granularity="day")
    dossier = DossierFactory(due_at=DUE)
    time_machine.move_to(DUE + timedelta(hours=1))
    refresh_timeliness()
    dossier.refresh_from_db()
    assert dossier.timeliness == "pending_in_term"
    time_machine.move_to(DUE + timedelta(days=1))
    refresh_timeliness()
    dossier.refresh_from_db()
    assert dossier.timeliness == "pending_overdue"
