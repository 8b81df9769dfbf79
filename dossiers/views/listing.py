"""What a member of staff has before them as a list: one heap, or what was looked for."""

from dataclasses import dataclass

from django.http import QueryDict

from dossiers.access import visible_to
from dossiers.buckets import Bucket, DeskDay, in_bucket
from dossiers.filters import DossierFilter
from dossiers.finding import text_from_address
from dossiers.models import Dossier, DossierQuerySet
from dossiers.seeking import MOST_URGENT_FIRST, Order, after, before
from wardportal.accounts.models import User


@dataclass(frozen=True)
class Listing:
    """A list: its dossiers, their order and, unless it looks everywhere, its heap."""

    dossiers: DossierQuerySet
    order: Order
    bucket: Bucket | None

    def neighbours(self, dossier: Dossier) -> tuple[str, str]:
        """Return the codes before and after a dossier, "" where the list ends.

        The dossier itself may have left the list since: its place is still known.
        """
        place = self.order.place_of(dossier)
        return (
            _first_code(before(self.dossiers, self.order, place)),
            _first_code(after(self.dossiers, self.order, place)),
        )


def asked_for(query: QueryDict, *, user: User, day: DeskDay) -> DossierFilter:
    """Read an address of the list; texts that stand sealed in it are opened."""
    typed = query.copy()
    typed.setlist("q", [text_from_address(text) for text in query.getlist("q")])
    return DossierFilter(typed, visible_to(user), user=user, day=day)


def listing(query: QueryDict, asked: DossierFilter, *, user: User) -> Listing:
    """Return the list that an address names; an odd heap is today's."""
    if asked.looks_everywhere:
        return Listing(asked.qs, asked.order, None)
    bucket = _bucket(query.get("nhom", ""))
    heap = in_bucket(visible_to(user), bucket, asked.day)
    return Listing(asked.narrow(heap), MOST_URGENT_FIRST, bucket)


def _bucket(typed: str) -> Bucket:
    try:
        return Bucket(typed)
    except ValueError:
        return Bucket.TODAY


def _first_code(dossiers: DossierQuerySet) -> str:
    return dossiers.values_list("code", flat=True).first() or ""
