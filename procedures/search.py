"""Finds procedures by what people type: one engine for pages, counter, API, command.

The index lives in each process. Two sums over the rows tell whether it is old, so that
every process sees a change at its next search, whoever made it; no database needs an
extension for it, and PostgreSQL and SQLite give the same order.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import overload
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Model, QuerySet, Sum

from procedures.models import Procedure, ProcedureQuerySet, Sector, Synonym
from procedures.searching.codes import by_code
from procedures.searching.phrases import Entry
from procedures.searching.ranking import Ranking
from wardportal.formats import clean_text

LONGEST_QUERY = 400
Stamp = tuple[int, ...]


def matches(text: str) -> list[UUID]:
    """Return the keys of the citizens' procedures that a text means, best first.

    A code, or a part of one, goes before words.
    """
    return list(_meant(_stamp(), clean_text(text[:LONGEST_QUERY])))


@transaction.atomic
def renew_words_of(sector: Sector) -> None:
    """Let the procedures of a renamed sector be found by its new name."""
    for procedure in sector.procedures.select_related("sector"):
        procedure.search_text = procedure.searchable()
        procedure.save(update_fields=["search_text"])


class InOrder(Sequence[Procedure]):
    """Rows of a query in a given order of keys; a slice is read when asked for."""

    def __init__(self, rows: ProcedureQuerySet, keys: Sequence[UUID]) -> None:
        """Keep, of the keys, those that are among the rows."""
        among = set(rows.filter(pk__in=keys).order_by().values_list("pk", flat=True))
        self._rows = rows
        self._keys = [key for key in keys if key in among]

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Procedure: ...
    @overload
    def __getitem__(self, place: slice) -> list[Procedure]: ...
    def __getitem__(self, place: int | slice) -> Procedure | list[Procedure]:
        if isinstance(place, int):
            return self._rows.get(pk=self._keys[place])
        keys = self._keys[place]
        found = {row.pk: row for row in self._rows.filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]


def _stamp() -> Stamp:
    """Sum up what the index is made of; rows tell apart by their digests."""
    return (*_sum(Procedure.objects.all()), *_sum(Synonym.objects.all()))


def _sum(rows: QuerySet[Model]) -> tuple[int, int]:
    told = rows.aggregate(rows=Count("pk"), digests=Sum("search_digest"))
    return told["rows"], told["digests"] or 0


@lru_cache(maxsize=500)
def _meant(stamp: Stamp, text: str) -> tuple[UUID, ...]:
    """Most people ask for the same few things: each is thought over once a change."""
    ranking = _built(stamp)
    coded = by_code(ranking.entries, text)
    found = coded or [hit.entry for hit in ranking.search(text)]
    return tuple(entry.key for entry in found)


@lru_cache(maxsize=1)
def _built(_stamp: Stamp) -> Ranking[UUID]:
    synonyms = list(Synonym.objects.order_by("phrase", "pk"))
    said: dict[UUID, list[str]] = {}
    for synonym in synonyms:
        if synonym.procedure_id:
            said.setdefault(synonym.procedure_id, []).append(synonym.phrase)
    procedures = Procedure.objects.for_citizens().with_sector().order_by("name", "pk")
    return Ranking(
        [_entry(procedure, said.get(procedure.pk, ())) for procedure in procedures],
        [
            (synonym.phrase, synonym.words)
            for synonym in synonyms
            if not synonym.procedure_id
        ],
    )


def _entry(procedure: Procedure, said: Sequence[str]) -> Entry[UUID]:
    others = (procedure.short_name, procedure.popular_name, *said)
    return Entry(
        key=procedure.pk,
        name=procedure.name,
        code=procedure.code or "",
        others=tuple(text for text in others if text),
        around=f"{procedure.sector.name} {procedure.summary}",
        often=procedure.favourite_order or 0,
        foreign=procedure.foreign_element,
    )
