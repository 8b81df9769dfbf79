"""Reads a long list a page at a time, from the place where the last page ended.

A page number makes the database walk over every page before it; a place does not, so
that the thousandth page costs what the first does.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import F, Q

from dossiers.models import Dossier, DossierQuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NO_MOMENT = "-"
PLACE = re.compile(r"(?P<moment>-|[0-9]{1,17})\.(?P<id>[0-9a-f]{32})")


@dataclass(frozen=True)
class Order:
    """A moment that a list is ordered by, and the id where moments are the same.

    What has no such moment yet comes first where the latest do.
    """

    column: str
    latest_first: bool = False

    def sort(self, dossiers: DossierQuerySet) -> DossierQuerySet:
        """Put dossiers in this order."""
        column = F(self.column)
        if self.latest_first:
            return dossiers.order_by(column.desc(nulls_first=True), "id")
        return dossiers.order_by(column.asc(), "id")

    def sort_back(self, dossiers: DossierQuerySet) -> DossierQuerySet:
        """Put dossiers in the opposite order."""
        column = F(self.column)
        if self.latest_first:
            return dossiers.order_by(column.asc(nulls_last=True), "-id")
        return dossiers.order_by(column.desc(), "-id")

    def place_of(self, dossier: Dossier) -> "Place":
        """Say where a dossier stands in this order."""
        return Place(getattr(dossier, self.column), dossier.id)


MOST_URGENT_FIRST = Order("due_at")
NEWEST_FIRST = Order("accepted_at", latest_first=True)


@dataclass(frozen=True)
class Place:
    """Where a row stands: its moment (aware; None before it has one) and its id."""

    moment: datetime | None
    id: uuid.UUID

    def __str__(self) -> str:
        """Write the place as it stands in an address."""
        if self.moment is None:
            return f"{NO_MOMENT}.{self.id.hex}"
        return f"{(self.moment - EPOCH) // MICROSECOND}.{self.id.hex}"


def place_from(text: str) -> Place | None:
    """Read a place from an address; None for anything odd."""
    found = PLACE.fullmatch(text)
    if found is None:
        return None
    moment, row = found["moment"], uuid.UUID(found["id"])
    if moment == NO_MOMENT:
        return Place(None, row)
    return Place(EPOCH + int(moment) * MICROSECOND, row)


def after(dossiers: DossierQuerySet, order: Order, place: Place) -> DossierQuerySet:
    """Keep what follows a place, in the list's order."""
    return order.sort(_beyond(dossiers, order, place, back=False))


def before(dossiers: DossierQuerySet, order: Order, place: Place) -> DossierQuerySet:
    """Keep what comes before a place, the nearest first."""
    return order.sort_back(_beyond(dossiers, order, place, back=True))


def _beyond(
    dossiers: DossierQuerySet, order: Order, place: Place, *, back: bool
) -> DossierQuerySet:
    column, moment = order.column, place.moment
    passed = "id__gte" if back else "id__lte"
    if moment is None:
        return dossiers.filter(_beyond_no_moment(order, place, back=back))
    later = order.latest_first == back
    side = Q(**{f"{column}__{'gte' if later else 'lte'}": moment})
    if back and order.latest_first:
        side |= Q(**{f"{column}__isnull": True})
    return dossiers.filter(side).exclude(**{column: moment, passed: place.id})


def _beyond_no_moment(order: Order, place: Place, *, back: bool) -> Q:
    """Compare with a row that has no moment: its like stand together at the top."""
    like = Q(**{f"{order.column}__isnull": True})
    if back:
        return like & Q(id__lt=place.id)
    return (like & Q(id__gt=place.id)) | ~like
