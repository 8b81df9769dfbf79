"""Enters many dossiers at once, by the rules, columns and evidence of single entry.

For registers and demo wards: the same functions build and move each dossier, only
the rows are written in batches. A test compares both ways row by row. Nobody is told
of results: what is entered here is history.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import islice
from operator import itemgetter

from django.db import transaction

from dossiers.acts import Act, event_of
from dossiers.codes import day_in_code, dossier_code
from dossiers.enums import DossierEvent, Outcome, Status
from dossiers.handing import closing_rows, taking_rows
from dossiers.intake import (
    Logging,
    new_dossier,
    papers_of,
    registered_event,
)
from dossiers.models import (
    Dossier,
    DossierPaper,
    ExternalCode,
    HandOver,
    ResultReturn,
)
from dossiers.numbering import keep_above, series_of, take_number
from dossiers.people import enter_applicants
from dossiers.processing import close_in_memory, move_in_memory, take_in_memory
from dossiers.returning import Handing, return_in_memory, return_row, returned_event
from dossiers.terms import IntakeFacts, Terms
from wardportal.history.chain import Draft, record_many
from wardportal.office.current import agency_code_on
from wardportal.office.enums import CodeAuthority

CHUNK = 2000


@dataclass(frozen=True, kw_only=True)
class Move:
    """One move after receipt; ``outcome`` is read of a closing only."""

    event: DossierEvent
    by: Act
    outcome: Outcome = Outcome.GRANTED
    collector: str = ""


@dataclass(frozen=True, kw_only=True)
class Life:
    """One dossier from its receipt to as far as it has come."""

    facts: IntakeFacts
    by: Logging
    terms: Terms
    own_code: str = ""
    """A code of our own series, given before; a new one is taken unless stated."""

    moves: tuple[Move, ...] = ()


Stamped = tuple[datetime, Draft]


@dataclass(frozen=True)
class Passings:
    """The rows that moves leave beside a dossier, gathered to be written at once."""

    hand_overs: list[HandOver] = field(default_factory=list)
    returns: list[ResultReturn] = field(default_factory=list)

    def write(self) -> None:
        HandOver.objects.bulk_create(self.hand_overs)
        ResultReturn.objects.bulk_create(self.returns)


@transaction.atomic
def enter_lives(lives: Iterable[Life]) -> int:
    """Enter dossiers, given in the order of receipt, in one transaction; count them.

    Evidence is chained in the order of its moments, and never before the receipt it
    belongs to. Raises what single entry and moves raise; then nothing is entered.
    """
    count, waiting = 0, list[Stamped]()
    for chunk in _chunks(lives):
        count += len(chunk)
        waiting += _enter(chunk)
        waiting.sort(key=itemgetter(0))
        known_until = chunk[-1].by.logged_at
        ripe = [draft for moment, draft in waiting if moment <= known_until]
        record_many(ripe)
        waiting = waiting[len(ripe) :]
    record_many([draft for _, draft in waiting])
    return count


def _chunks(lives: Iterable[Life]) -> Iterator[list[Life]]:
    rest = iter(lives)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _enter(lives: Sequence[Life]) -> list[Stamped]:
    """Write the rows of some dossiers; return their evidence, not yet chained."""
    dossiers = [new_dossier(life.facts, life.terms, life.by) for life in lives]
    _give_applicants(dossiers, lives)
    _give_codes(dossiers, lives)
    pairs = list(zip(dossiers, lives, strict=True))
    passings = Passings()
    drafts = [stamped for pair in pairs for stamped in _lived(*pair, passings)]
    Dossier.objects.bulk_create(dossiers)
    passings.write()
    DossierPaper.objects.bulk_create(
        paper for dossier, life in pairs for paper in papers_of(dossier, life.facts)
    )
    ExternalCode.objects.bulk_create(
        ExternalCode(
            dossier=dossier,
            code=life.facts.external_code,
            attached_at=life.by.logged_at,
        )
        for dossier, life in pairs
        if life.facts.external_code
    )
    return drafts


def _give_applicants(dossiers: Sequence[Dossier], lives: Sequence[Life]) -> None:
    stated = [
        (person, life.by.logged_at)
        for life in lives
        for person in (
            life.facts.applicant,
            life.facts.second_party,
            life.facts.representative,
        )
        if person
    ]
    entered = enter_applicants(stated)
    for dossier, life in zip(dossiers, lives, strict=True):
        dossier.applicant = entered[life.facts.applicant]
        if life.facts.second_party:
            dossier.second_party = entered[life.facts.second_party]
        if life.facts.representative:
            dossier.representative = entered[life.facts.representative]


def _give_codes(dossiers: Sequence[Dossier], lives: Sequence[Life]) -> None:
    """Keep codes given before, and take each day's other numbers in one go."""
    agency_on = cache(agency_code_on)
    waiting: dict[tuple[str, date], list[Dossier]] = defaultdict(list)
    for dossier, life in zip(dossiers, lives, strict=True):
        external = life.facts.external_code
        if life.own_code:
            _keep_code(dossier, life.own_code)
        elif external and dossier.code_authority == CodeAuthority.EXTERNAL:
            dossier.code = external
        else:
            day = dossier.receipt_day
            series = series_of(agency_on(day), dossier.code_authority)
            waiting[series, day].append(dossier)
    for (series, day), alike in waiting.items():
        last = take_number(agency_code=series, day=day, count=len(alike))
        for number, dossier in enumerate(alike, start=last - len(alike) + 1):
            dossier.code = dossier_code(agency_code=series, day=day, number=number)
            dossier.day_number = number


def _keep_code(dossier: Dossier, code: str) -> None:
    """Take over a code of ours; the counter of its day goes above it."""
    dossier.code = code
    day = day_in_code(code)
    if day is None:
        return
    series = series_of(agency_code_on(day), dossier.code_authority)
    number = keep_above(agency_code=series, day=day, code=code)
    dossier.day_number = number if day == dossier.receipt_day else None


def _lived(dossier: Dossier, life: Life, passings: Passings) -> Iterator[Stamped]:
    """Move a dossier through its life; yield evidence with its place in time."""
    moment = dossier.logged_at
    yield moment, registered_event(dossier)
    for move in life.moves:
        moment = max(moment, move.by.moment)
        yield moment, _moved(dossier, move, life.by, passings)


def _moved(dossier: Dossier, move: Move, logging: Logging, passings: Passings) -> Draft:
    source, by = dossier.current_status, move.by
    match move.event:
        case DossierEvent.TAKEN:
            passings.hand_overs.extend(
                taking_rows(dossier, officer=by.actor, moment=by.moment)
            )
            take_in_memory(dossier, officer=by.actor)
        case DossierEvent.SENT_FOR_SIGNATURE:
            move_in_memory(dossier, target=Status.AWAITING_SIGNATURE)
        case DossierEvent.CLOSED:
            close_in_memory(dossier, outcome=move.outcome, office=logging.office, by=by)
            passings.hand_overs.extend(
                closing_rows(dossier, closer=by.actor, moment=by.moment)
            )
        case DossierEvent.RETURNED:
            return_in_memory(dossier, moment=by.moment)
            handing = Handing(collector=move.collector)
            passings.returns.append(return_row(dossier, handing=handing, by=by))
            return returned_event(dossier, handing=handing, by=by, source=source)
        case _:
            raise ValueError(f"{move.event} is no move of bulk entry.")
    return event_of(dossier, move.event, by, source=source)
