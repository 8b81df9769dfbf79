"""Draws which dossiers a demo ward has: the published period, and its recent life."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from itertools import chain, repeat

from dossiers.demo.diary import MINUTE, Diary, WorkingDays
from dossiers.demo.offer import Offer
from dossiers.demo.wards import Intake, WardHistory
from dossiers.enums import Outcome
from procedures.enums import Channel

LIFE_BEGINS = date(2025, 10, 1)
"""Behind every published period, so that none of its figures moves."""

TRIES = 50_000
ROOM = 45
"""Working minutes that a dossier needs at least from receipt to closing."""


class Stage(IntEnum):
    """How far a dossier has come."""

    RECEIVED = 1
    TAKEN = 2
    SIGNING = 3
    RESOLVED = 4
    RETURNED = 5


class DueWhen(StrEnum):
    """When an open dossier is due, seen from now."""

    LATER = "later"
    NEXT = "next"
    """Today, or the next working day when today's work is over."""

    PAST = "past"


@dataclass(frozen=True)
class Batch:
    """So many dossiers that are alike in how far they have come."""

    stage: Stage
    count: int
    due_when: DueWhen = DueWhen.LATER
    outcome: Outcome = Outcome.GRANTED


RECENT = (
    Batch(Stage.RETURNED, 261),
    Batch(Stage.RETURNED, 3, outcome=Outcome.REFUSED),
    Batch(Stage.RESOLVED, 2, outcome=Outcome.WITHDRAWN),
    Batch(Stage.RESOLVED, 24),
    Batch(Stage.RECEIVED, 18),
    Batch(Stage.TAKEN, 24),
    Batch(Stage.SIGNING, 8),
    Batch(Stage.TAKEN, 5, DueWhen.NEXT),
    Batch(Stage.SIGNING, 3, DueWhen.NEXT),
    Batch(Stage.TAKEN, 2, DueWhen.PAST),
)
"""350 dossiers of which 60 are open, in every state a desk sees."""

LOOKING_BACK = {DueWhen.LATER: 30, DueWhen.NEXT: 14, DueWhen.PAST: 21}
"""Days before now in which open dossiers came in."""

MOST_DAYS_LATE = 3
UNCOLLECTED = timedelta(days=14)
"""Results on paper that still wait are of dossiers received since then."""


ALWAYS_BEFORE = datetime.combine(date.min, time.min)
ALWAYS_AFTER = datetime.combine(date.max, time.max)

Kind = tuple[Intake, Channel]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a visit shall be like; receipts are drawn until one fits."""

    kinds: Sequence[Kind]
    days: WorkingDays
    fits: Callable[[datetime, datetime], bool]
    """Asked of the receipt and of when the engine says it is due."""

    stage: Stage = Stage.RETURNED
    after: datetime = ALWAYS_BEFORE
    before: datetime = ALWAYS_AFTER
    """Between these it is closed, if it is."""

    on_time: bool = False
    outcome: Outcome = Outcome.GRANTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One dossier to be: what, when and how far (naive local moments)."""

    intake: Intake
    channel: Channel
    accepted: datetime
    due: datetime
    wish: Wish


class Visits:
    """Draws from one ward's mix of procedures, with one diary."""

    def __init__(self, history: WardHistory, offer: Offer, diary: Diary) -> None:
        self.history = history
        self.offer = offer
        self.diary = diary
        self.kinds = [
            (intake, channel)
            for intake in history.intakes
            for channel in intake.channels()
        ]
        self.slow_kinds = [
            (intake, channel)
            for intake, channel in self.kinds
            if not offer.procedure(intake.code).same_visit
        ]
        self.paper_kinds = [
            (intake, channel)
            for intake, channel in self.slow_kinds
            if channel is Channel.IN_PERSON
        ]

    def published(self) -> Iterator[Visit]:
        """Draw the published period, number by number."""
        return chain.from_iterable(map(self._published, self.history.intakes))

    def living(
        self, batches: Sequence[Batch], *, first_day: date, now: datetime
    ) -> Iterator[Visit]:
        """Draw dossiers received from a day up to now, as far as they have come."""
        for batch in batches:
            still_open = batch.stage < Stage.RESOLVED
            wish = self._open if still_open else self._closed
            yield from map(
                self._visit, repeat(wish(batch, first_day, now), batch.count)
            )

    def _published(self, intake: Intake) -> Iterator[Visit]:
        first, last = self.history.first_day, self.history.last_day
        days = self._days(first, last)
        end = datetime.combine(last, time.max)
        channels = list(intake.channels())
        self.diary.chance.shuffle(channels)
        for number, channel in enumerate(channels):
            wish = Wish(
                kinds=[(intake, channel)],
                days=days,
                fits=lambda _, due: due <= end,
                on_time=intake.pending <= number < intake.pending + intake.on_time,
            )
            if number < intake.pending:
                wish = replace(wish, fits=lambda _, due: due > end, after=end)
            yield self._visit(wish)

    def _open(self, batch: Batch, first_day: date, now: datetime) -> Wish:
        back = now.date() - timedelta(days=LOOKING_BACK[batch.due_when])
        due_fits = self._due_fits(batch.due_when, now)
        return Wish(
            kinds=self.slow_kinds,
            days=self._days(max(first_day, back), now.date()),
            fits=lambda accepted, due: accepted < now and due_fits(due),
            stage=batch.stage,
            before=now,
        )

    def _closed(self, batch: Batch, first_day: date, now: datetime) -> Wish:
        kinds: Sequence[Kind] = self.kinds
        if batch.outcome is not Outcome.GRANTED:
            kinds = self.slow_kinds
        elif batch.stage is Stage.RESOLVED:
            kinds = self.paper_kinds
            first_day = max(first_day, now.date() - UNCOLLECTED)
        return Wish(
            kinds=kinds,
            days=self._days(first_day, now.date()),
            fits=lambda accepted, due: self._has_room(accepted, min(due, now)),
            stage=batch.stage,
            before=now,
            outcome=batch.outcome,
        )

    def _visit(self, wish: Wish) -> Visit:
        chance = self.diary.chance
        for _ in range(TRIES):
            intake, channel = chance.choice(wish.kinds)
            accepted = self.diary.receipt_on(wish.days.any(chance), channel)
            due = self.offer.due(intake.code, channel, accepted)
            if wish.fits(accepted, due):
                return Visit(
                    intake=intake,
                    channel=channel,
                    accepted=accepted,
                    due=due,
                    wish=wish,
                )
        raise RuntimeError("No receipt fits: the ward's mix has no such limit.")

    def _due_fits(self, when: DueWhen, now: datetime) -> Callable[[datetime], bool]:
        next_day = self._next_day_of_work(now)
        long_late = self.diary.working_days_back(now.date(), MOST_DAYS_LATE)
        tests: dict[DueWhen, Callable[[datetime], bool]] = {
            DueWhen.LATER: lambda due: due.date() > next_day,
            DueWhen.NEXT: lambda due: due > now and due.date() == next_day,
            DueWhen.PAST: lambda due: long_late <= due.date() and due < now - MINUTE,
        }
        return tests[when]

    def _next_day_of_work(self, now: datetime) -> date:
        calendar, today = self.offer.calendar, now.date()
        if calendar.is_working_day(today) and now < calendar.closing(today):
            return today
        return calendar.next_working_day(today)

    def _has_room(self, accepted: datetime, until: datetime) -> bool:
        minutes = self.offer.calendar.working_minutes_between(accepted, until)
        return minutes >= ROOM

    def _days(self, first: date, last: date) -> WorkingDays:
        return WorkingDays.between(first, last, self.offer.calendar)
