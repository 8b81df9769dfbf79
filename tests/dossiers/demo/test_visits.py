"""The recent life of a demo ward can be drawn whenever the demo is started."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from dossiers.demo.diary import Diary
from dossiers.demo.offer import Offer
from dossiers.demo.visits import RECENT, Stage, Visits
from dossiers.demo.wards import WARD_HISTORIES
from tests.dossiers.demo.seeds import reference
from wardportal.office.current import current_office

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def _reference(django_db_setup, django_db_blocker):
    with reference(django_db_blocker):
        yield


@pytest.fixture(params=sorted(WARD_HISTORIES))
def drawn(request):
    history = WARD_HISTORIES[request.param]
    offer = Offer((intake.code for intake in history.intakes), current_office())
    return Visits(history, offer, Diary(offer.calendar, Random(7)))  # noqa: S311


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param("2026-02-01T00:05", id="first minutes of a month"),
        pytest.param("2026-02-23T07:30", id="after nine days of Tết"),
        pytest.param("2026-11-22T10:00", id="a Sunday"),
        pytest.param("2026-12-31T23:59", id="the last minute of a year"),
        pytest.param("2026-08-22T09:00", id="a working Saturday"),
    ],
)
def test_every_state_is_drawn_and_nothing_lies_ahead(drawn, moment):
    now = datetime.fromisoformat(moment)
    first_day = now.date() - timedelta(days=31)

    visits = list(drawn.living(RECENT, first_day=first_day, now=now))

    assert Counter(visit.wish.stage for visit in visits) == {
        Stage.RECEIVED: 18,
        Stage.TAKEN: 31,
        Stage.SIGNING: 11,
        Stage.RESOLVED: 26,
        Stage.RETURNED: 264,
    }
    assert all(visit.accepted < now for visit in visits)
    still_open = [visit for visit in visits if visit.wish.stage < Stage.RESOLVED]
    assert sum(visit.due < now for visit in still_open) == 2
    next_due = min(visit.due.date() for visit in still_open if visit.due > now)
    assert sum(visit.due.date() == next_due for visit in still_open) >= 8


def test_a_result_on_paper_waits_two_weeks_at_most(drawn):
    now = datetime.fromisoformat("2026-11-19T10:30")

    visits = drawn.living(RECENT, first_day=date(2026, 10, 1), now=now)

    waiting = [v for v in visits if v.wish.stage is Stage.RESOLVED]
    uncollected = [v for v in waiting if v.wish.outcome == "granted"]
    assert {v.channel for v in uncollected} == {"in_person"}
    assert min(v.accepted.date() for v in uncollected) >= date(2026, 11, 5)
