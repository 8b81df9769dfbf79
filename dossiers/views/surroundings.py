"""The list that a dossier was opened from: its neighbours there, and the way back."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from dossiers.buckets import DeskDay
from dossiers.models import Dossier
from dossiers.views.listing import asked_for, listing
from wardportal.accounts.models import User

LIST = "ds"
"""Says in a dossier's address which list it was opened from."""


@dataclass(frozen=True)
class Surroundings:
    """Addresses around a dossier; "" where the list ends, all of them without a list.

    ``suffix`` keeps the list in the addresses of the dossier's own pages.
    """

    previous: str = ""
    next: str = ""
    back: str = ""
    suffix: str = ""


def within(list_query: str) -> str:
    """Return the end of a dossier's address that names its list."""
    return f"?{urlencode({LIST: list_query})}" if list_query else ""


def surroundings(
    asked: QueryDict, dossier: Dossier, *, user: User, day: DeskDay
) -> Surroundings:
    """Find a dossier's neighbours in the list that its address names."""
    list_query = asked.get(LIST, "")
    if not list_query:
        return Surroundings()
    query, suffix = QueryDict(list_query), within(list_query)
    listed = listing(query, asked_for(query, user=user, day=day), user=user)
    before, after = listed.neighbours(dossier)
    return Surroundings(
        previous=_page_of(before, suffix),
        next=_page_of(after, suffix),
        back=f"{reverse('dossiers:worklist')}?{query.urlencode()}",
        suffix=suffix,
    )


def _page_of(code: str, suffix: str) -> str:
    return f"{reverse('dossiers:detail', args=[code])}{suffix}" if code else ""
