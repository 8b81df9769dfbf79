"""What a dossier costs and when it is due, asked before it is handed in."""

from datetime import datetime

import pytest

from procedures.enums import Channel
from procedures.estimates import Handing, estimate
from procedures.fees import FeeCount
from procedures.models import Fee, TimeLimit
from tests.dossiers import desk
from tests.factories import ProcedureVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

at = datetime.fromisoformat


@pytest.fixture
def version(office):
    desk.announce_days()
    version = ProcedureVersionFactory()
    TimeLimit.objects.create(version=version, value=3, unit="working_day")
    TimeLimit.objects.create(
        version=version, value=5, unit="working_day", case="Phải xác minh"
    )
    Fee.objects.create(
        version=version,
        status="charged",
        basis="per_page",
        tiers=[[1, 2000], [3, 1000]],
        cap=200_000,
    )
    Fee.objects.create(version=version, status="free", amount=0, ground="Hộ nghèo")
    return version


def handing(**fields):
    moment = at("2026-11-20 10:00")
    return Handing(**{"channel": Channel.IN_PERSON, "received": moment} | fields)


@pytest.mark.parametrize(
    ("fields", "due_at"),
    [
        ({}, "2026-11-26 17:30"),  # 24/11 is a holiday
        ({"case": "Phải xác minh"}, "2026-11-30 17:30"),
        ({"case": "Không có trong danh mục"}, "2026-11-26 17:30"),
    ],
)
def test_tells_when_it_would_be_due(version, office, fields, due_at):
    told = estimate(version, handing(**fields), office)
    assert told.deadline.due_at == at(due_at)


@pytest.mark.parametrize(
    ("count", "grounds", "amount"),
    [
        (FeeCount(pages=5, quantity=3), frozenset(), 21_000),
        (FeeCount(pages=198, quantity=1), frozenset(), 200_000),
        (FeeCount(pages=5, quantity=3), frozenset({"Hộ nghèo"}), 0),
    ],
)
def test_tells_what_it_would_cost(version, office, count, grounds, amount):
    told = estimate(version, handing(count=count, grounds=grounds), office)
    assert told.fee.amount == amount


def test_says_no_day_where_the_catalogue_knows_no_limit(office):
    told = estimate(ProcedureVersionFactory(), handing(), office)
    assert (told.limit, told.deadline) == (None, None)
