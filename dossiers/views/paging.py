"""One page of the desk's list, and the addresses of those beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from dossiers.models import Dossier, DossierQuerySet
from dossiers.seeking import Place, after, before, place_from
from dossiers.views.listing import Listing

PAGE_SIZE = 30
AFTER, BEFORE, FIRST_ROW = "sau", "truoc", "dong"
"""What the address of a page says: the place it goes on from, its first row's number."""

ROW_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Slice:
    """The dossiers of one page; ``first`` is the number of its first row, from 1."""

    dossiers: Sequence[Dossier]
    first: int = 1
    has_previous: bool = False
    has_next: bool = False

    @property
    def last(self) -> int:
        return self.first + len(self.dossiers) - 1


def slice_of(listed: Listing, query: QueryDict) -> Slice:
    """Read the page that an address asks for, and whether another follows.

    Odd places are the beginning, and so is a page that has slipped to it.
    """
    first = _row_number(query.get(FIRST_ROW, ""))
    if place := place_from(query.get(BEFORE, "")):
        found = _read(before(listed.dossiers, listed.order, place))
        if len(found) > PAGE_SIZE:
            page = found[PAGE_SIZE - 1 :: -1]
            return Slice(page, first, has_previous=True, has_next=True)
    elif place := place_from(query.get(AFTER, "")):
        found = _read(after(listed.dossiers, listed.order, place))
        page, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
        return Slice(page, first, has_previous=True, has_next=more)
    found = _read(listed.order.sort(listed.dossiers))
    return Slice(found[:PAGE_SIZE], has_next=len(found) > PAGE_SIZE)


def previous_address(page: Slice, listed: Listing, query: QueryDict) -> str:
    """Return the query of the page before; "" on the first."""
    if not page.has_previous or not page.dossiers:
        return ""
    place = listed.order.place_of(page.dossiers[0])
    return _address(query, BEFORE, place, max(page.first - PAGE_SIZE, 1))


def next_address(page: Slice, listed: Listing, query: QueryDict) -> str:
    """Return the query of the page after; "" on the last."""
    if not page.has_next:
        return ""
    place = listed.order.place_of(page.dossiers[-1])
    return _address(query, AFTER, place, page.last + 1)


def list_address(query: QueryDict) -> str:
    """Return what an address says of the list, wherever its page begins."""
    kept = query.copy()
    for name in (AFTER, BEFORE, FIRST_ROW):
        kept.pop(name, None)
    return kept.urlencode()


def _address(query: QueryDict, side: str, place: Place, first: int) -> str:
    own = QueryDict(mutable=True)
    own.update({side: str(place), FIRST_ROW: str(first)})
    return "?" + "&".join(filter(None, (list_address(query), own.urlencode())))


def _read(dossiers: DossierQuerySet) -> list[Dossier]:
    return list(dossiers.as_list_rows()[: PAGE_SIZE + 1])


def _row_number(typed: str) -> int:
    return int(typed) if ROW_NUMBER.fullmatch(typed) else 1
