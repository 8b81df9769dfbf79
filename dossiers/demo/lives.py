"""Tells the life of each drawn visit: people, papers, moments and who acted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from dossiers.acts import Act
from dossiers.bulk import Life, Move
from dossiers.demo.diary import Diary
from dossiers.demo.names import person
from dossiers.demo.offer import Offer
from dossiers.demo.staff import Staff
from dossiers.demo.visits import Stage, Visit
from dossiers.enums import Delivery, DossierEvent, Outcome
from dossiers.intake import Logging
from dossiers.terms import IntakeFacts, terms_for
from procedures.enums import Channel
from procedures.office_calendar import from_local
from wardportal.accounts.models import User

DELIVERIES = {
    Channel.IN_PERSON: Delivery.COUNTER,
    Channel.POSTAL: Delivery.POST,
    Channel.ONLINE: Delivery.ELECTRONIC,
}
REASONS = {
    Outcome.GRANTED: "",
    Outcome.REFUSED: "Chưa đủ điều kiện theo quy định của thủ tục.",
    Outcome.WITHDRAWN: "Người nộp đề nghị rút hồ sơ.",
}
MOST_MINUTES_UNCOLLECTED = 1200
"""Working minutes, two days and a half."""

MOST_COPIES = 5
MOST_PAGES = 6


@dataclass(frozen=True)
class Telling:
    """What every life of one seeding shares."""

    offer: Offer
    diary: Diary
    staff: Staff
    people: int
    """How many different people come."""

    now: datetime
    """Nothing has happened later (naive local moment)."""

    with_papers: bool = True

    @property
    def chance(self) -> Random:
        return self.diary.chance


def life_of(visit: Visit, telling: Telling) -> Life:
    """Tell one life; single operations would lead to the very same rows."""
    office = telling.offer.office
    clerk = telling.chance.choice(telling.staff.clerks)
    received = from_local(visit.accepted)
    facts = _facts(visit, telling)
    by = Logging(office, clerk, accepted_at=received, logged_at=received)
    return Life(
        facts=facts,
        by=by,
        terms=terms_for(facts, office=office, moment=received),
        moves=tuple(_moves(visit, clerk, facts, telling)),
    )


def _facts(visit: Visit, telling: Telling) -> IntakeFacts:
    chance, code = telling.chance, visit.intake.code
    procedure = telling.offer.procedure(code)
    sent = telling.diary.sent_before(visit.accepted, visit.channel)
    postal = visit.channel is Channel.POSTAL
    applicant = person(
        chance.randrange(telling.people), telling.offer.office.short_name
    )
    papers = telling.offer.usual_papers(code, visit.accepted.date())
    return IntakeFacts(
        procedure=procedure,
        channel=visit.channel,
        applicant=applicant,
        papers=papers if telling.with_papers else (),
        copies=chance.randint(1, MOST_COPIES) if procedure.same_visit else 1,
        pages=chance.randint(1, MOST_PAGES) if procedure.same_visit else 1,
        foreign_element=visit.intake.foreign_element,
        delivery=DELIVERIES[visit.channel],
        submitted_at=from_local(sent),
        postmark_day=sent.date() if postal else None,
        letter_number=f"EM{chance.randrange(10**9):09d}VN" if postal else "",
    )


def _moves(
    visit: Visit, clerk: User, facts: IntakeFacts, telling: Telling
) -> Iterator[Move]:
    if facts.procedure.same_visit:
        at_once = Act(clerk, from_local(visit.accepted))
        yield Move(event=DossierEvent.CLOSED, by=at_once)
        yield Move(event=DossierEvent.RETURNED, by=at_once)
        return
    stage, diary = visit.wish.stage, telling.diary
    officer = telling.chance.choice(telling.staff.officers)
    resolved = _resolved(visit, diary)
    taken = diary.handed_over(visit.accepted)
    if taken >= resolved:
        taken = visit.accepted
    if stage >= Stage.TAKEN:
        yield Move(event=DossierEvent.TAKEN, by=Act(officer, from_local(taken)))
    if stage >= Stage.SIGNING:
        signing = from_local(diary.between(taken, resolved))
        yield Move(event=DossierEvent.SENT_FOR_SIGNATURE, by=Act(officer, signing))
    if stage >= Stage.RESOLVED:
        outcome = visit.wish.outcome
        act = Act(officer, from_local(resolved), REASONS[outcome])
        yield Move(event=DossierEvent.CLOSED, by=act, outcome=outcome)
    collected = _collected(visit, resolved, diary)
    if stage >= Stage.RETURNED and collected <= telling.now:
        yield Move(
            event=DossierEvent.RETURNED,
            by=Act(clerk, from_local(collected)),
            collector=facts.applicant.full_name,
        )


def _resolved(visit: Visit, diary: Diary) -> datetime:
    """Draw when it is closed; of an open one, no move is later than this."""
    if visit.wish.stage < Stage.RESOLVED:
        return visit.wish.before
    if visit.wish.on_time:
        return visit.due
    return diary.between(
        max(visit.accepted, visit.wish.after), min(visit.due, visit.wish.before)
    )


def _collected(visit: Visit, resolved: datetime, diary: Diary) -> datetime:
    """Draw when the result is handed over: what is electronic, at once."""
    if visit.channel is Channel.ONLINE:
        return resolved
    minutes = diary.chance.randint(1, MOST_MINUTES_UNCOLLECTED)
    return diary.calendar.add_working_minutes(resolved, minutes)
