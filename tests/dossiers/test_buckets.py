"""The heaps of the desk: what lies in which, and the same when counted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dossiers.buckets import Bucket, DeskDay, count_buckets, in_bucket
from dossiers.models import Dossier
from tests.dossiers import desk
from tests.dossiers.moves import make_dossier
from tests.factories import OfficeFactory
from wardportal.office.enums import Granularity, LateAfter

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

RECEIVED = datetime(2026, 11, 16, 2, tzinfo=UTC)
MONDAY_1730 = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
WEDNESDAY_1730 = MONDAY_1730 + timedelta(days=2)
"""The working day after Monday: Tuesday 24/11 is a holiday."""

WAITING = "awaiting_supplement"
CASES = [
    ("due last Friday", {"due_at": MONDAY_1730 - timedelta(days=3)}, "hom-nay qua-han"),
    ("due at 9 today", {"due_at": desk.MONDAY.replace(minute=0)}, "hom-nay qua-han"),
    ("due this minute", {"due_at": desk.MONDAY}, "hom-nay con-han"),
    ("due today", {"due_at": MONDAY_1730}, "hom-nay con-han"),
    ("due on the holiday", {"due_at": MONDAY_1730 + timedelta(days=1)}, "con-han"),
    ("due next working day", {"due_at": WEDNESDAY_1730}, "ngay-mai con-han"),
    ("due later", {"due_at": WEDNESDAY_1730 + timedelta(days=1)}, "con-han"),
    (
        "signed",
        {"due_at": MONDAY_1730, "status": "awaiting_signature"},
        "hom-nay con-han",
    ),
    ("waiting, due today", {"due_at": MONDAY_1730, "status": WAITING}, "cho-bo-sung"),
    (
        "waiting, due next",
        {"due_at": WEDNESDAY_1730, "status": WAITING},
        "cho-bo-sung",
    ),
    (
        "waiting and late",
        {"due_at": MONDAY_1730 - timedelta(days=3), "status": WAITING},
        "hom-nay qua-han cho-bo-sung",
    ),
    (
        "paused, due today",
        {"due_at": MONDAY_1730, "status": "processing", "waiting_since": RECEIVED},
        "cho-bo-sung",
    ),
    (
        "paused before it was late",
        {
            "due_at": MONDAY_1730 - timedelta(days=3),
            "status": "awaiting_payment",
            "waiting_since": RECEIVED,
        },
        "cho-bo-sung",
    ),
    (
        "paused when it was late",
        {
            "due_at": MONDAY_1730 - timedelta(days=3),
            "status": WAITING,
            "waiting_since": MONDAY_1730 - timedelta(days=2),
        },
        "hom-nay qua-han cho-bo-sung",
    ),
    (
        "to be paid, running",
        {"due_at": MONDAY_1730, "status": "awaiting_payment"},
        "hom-nay con-han",
    ),
    ("with a result", {"closed_at": RECEIVED}, "cho-tra"),
    (
        "with a refusal",
        {"closed_at": RECEIVED, "outcome": "refused", "status": "refused"},
        "cho-tra",
    ),
    (
        "returned",
        {"closed_at": RECEIVED, "returned_at": RECEIVED, "status": "returned"},
        "",
    ),
    (
        "withdrawn",
        {"closed_at": RECEIVED, "outcome": "withdrawn", "status": "withdrawn"},
        "",
    ),
    ("annulled", {"annulled_at": RECEIVED, "status": "annulled"}, ""),
    (
        "not accepted yet",
        {
            "accepted_at": None,
            "submitted_at": RECEIVED,
            "logged_at": RECEIVED,
            "receipt_day": date(2026, 11, 16),
            "due_at": None,
            "status": "submitted",
        },
        "",
    ),
]


@pytest.fixture
def day(office):
    desk.announce_days()
    return DeskDay(office, desk.MONDAY)


def heaps_of(day):
    """Return the heaps by the rows they hold."""
    return {
        bucket: set(in_bucket(Dossier.objects.all(), bucket, day)) for bucket in Bucket
    }


@pytest.mark.parametrize(
    ("fields", "heaps"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_dossier_lies_in_its_heaps(fields, heaps, day):
    dossier = make_dossier(**{"accepted_at": RECEIVED, **fields})

    lies_in = {bucket for bucket, rows in heaps_of(day).items() if dossier in rows}

    assert lies_in == set(heaps.split())


@pytest.mark.parametrize("late_after", LateAfter)
@pytest.mark.parametrize("granularity", Granularity)
def test_heaps_are_counted_as_they_are_listed(granularity, late_after, day):
    office = OfficeFactory.build(granularity=granularity, late_after=late_after)
    day = DeskDay(office, desk.MONDAY)
    for _, fields, _ in CASES:
        make_dossier(**{"accepted_at": RECEIVED, **fields})

    counts = count_buckets(Dossier.objects.all(), day)

    assert counts == {bucket: len(rows) for bucket, rows in heaps_of(day).items()}
    assert counts[Bucket.TO_RETURN] == 2


def test_an_office_that_counts_to_midnight_is_not_late_on_the_due_day(day):
    early = desk.MONDAY - timedelta(minutes=41)
    dossier = make_dossier(accepted_at=RECEIVED, due_at=early)
    office = OfficeFactory.build(late_after=LateAfter.MIDNIGHT)

    heaps = heaps_of(DeskDay(office, desk.MONDAY))

    assert {bucket for bucket, rows in heaps.items() if dossier in rows} == {
        Bucket.TODAY,
        Bucket.IN_TERM,
    }


def test_every_open_dossier_lies_in_one_of_three_heaps(day):
    for _, fields, _ in CASES:
        make_dossier(**{"accepted_at": RECEIVED, **fields})

    heaps = heaps_of(day)

    in_term, overdue = heaps[Bucket.IN_TERM], heaps[Bucket.OVERDUE]
    waiting = heaps[Bucket.SUPPLEMENT] - overdue
    assert in_term | overdue | waiting == set(Dossier.objects.open())
    assert len(in_term) + len(overdue) + len(waiting) == Dossier.objects.open().count()


def test_counting_is_one_query(day, django_assert_num_queries):
    make_dossier()
    day.next_day  # noqa: B018 -- builds the calendar
    with django_assert_num_queries(1):
        count_buckets(Dossier.objects.all(), day)


def test_the_next_day_is_a_working_day(day):
    assert day.next_day == date(2026, 11, 25)


def test_the_next_day_is_tomorrow_where_the_calendar_does_not_know(office):
    assert DeskDay(office, desk.MONDAY).next_day == date(2026, 11, 24)
