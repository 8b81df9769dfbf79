"""A list read from a place onwards or backwards, in both orders."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from dossiers.models import Dossier
from dossiers.seeking import (
    MOST_URGENT_FIRST,
    NEWEST_FIRST,
    Place,
    after,
    before,
    place_from,
)
from tests.dossiers.desk import MONDAY
from tests.dossiers.moves import make_dossier

ROW = uuid.UUID("0123456789abcdef0123456789abcdef")
MOMENT = datetime(2026, 11, 23, 2, 41, 0, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(MOMENT, ROW), "1795401660000007.0123456789abcdef0123456789abcdef"),
        (Place(None, ROW), "-.0123456789abcdef0123456789abcdef"),
    ],
)
def test_a_place_is_written_in_an_address_and_read_again(place, text):
    assert str(place) == text
    assert place_from(text) == place


@pytest.mark.parametrize(
    "text",
    ["", "-", "1.2", f"x.{ROW.hex}", f"-1.{ROW.hex}", f"1.{ROW}", f"\u0663.{ROW.hex}"],
)
def test_anything_odd_is_no_place(text):
    assert place_from(text) is None


@pytest.mark.django_db
@pytest.mark.embedded
class TestReading:
    @pytest.fixture
    def crowd(self, office):
        """Make dossiers of which several share a moment, and two were not accepted."""
        for days in (3, 1, 1, 2, 1, 3):
            received = MONDAY - timedelta(days=days)
            make_dossier(accepted_at=received, due_at=received + timedelta(days=9))
        none = {"due_at": None, "original_due_at": None, "status": "submitted"}
        for _ in range(2):
            make_dossier(
                accepted_at=None,
                submitted_at=MONDAY,
                logged_at=MONDAY,
                timeliness="",
                **none,
            )

    @pytest.mark.parametrize("order", [MOST_URGENT_FIRST, NEWEST_FIRST])
    def test_from_each_row_on_and_back_gives_the_whole_list(self, crowd, order):
        dossiers = Dossier.objects.all()
        if order is MOST_URGENT_FIRST:
            dossiers = dossiers.filter(due_at__isnull=False)
        whole = list(order.sort(dossiers))
        for position, row in enumerate(whole):
            place = place_from(str(order.place_of(row)))
            assert list(after(dossiers, order, place)) == whole[position + 1 :]
            assert list(before(dossiers, order, place)) == whole[:position][::-1]

    def test_a_row_that_left_the_list_still_has_its_place(self, crowd):
        whole = list(MOST_URGENT_FIRST.sort(Dossier.objects.open()))
        gone = whole[2]
        rest = Dossier.objects.open().exclude(pk=gone.pk)
        place = MOST_URGENT_FIRST.place_of(gone)
        position = whole.index(gone)
        assert after(rest, MOST_URGENT_FIRST, place).first() == whole[position + 1]
        assert before(rest, MOST_URGENT_FIRST, place).first() == whole[position - 1]
