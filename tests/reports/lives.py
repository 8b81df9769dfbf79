"""Random lives of dossiers, their rows, and their figures counted one by one.

The count here is what the tallies are held against: plain loops over local dates,
without SQL and without the tables of ``reports.columns``.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from dossiers.models import ClockOperation, Dossier, DueChange
from procedures.enums import Channel, LimitUnit
from procedures.timeliness import timeliness
from tests.factories import (
    ApplicantFactory,
    DossierFactory,
    ProcedureVersionFactory,
    SectorFactory,
    UserFactory,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EDGES = [
    datetime.fromisoformat(clock)
    for clock in (
        "2025-07-31 23:59",
        "2025-08-01 00:00",
        "2025-08-01 00:30",
        "2025-08-31 23:59",
        "2025-09-01 00:00",
        "2025-09-01 00:30",
    )
]


@dataclass(frozen=True)
class Life:
    """One dossier; moments are the office's clock, ``moves`` are (moment, due).

    ``waits`` are (from, until): the clock stands still; the last may still do so.
    """

    procedure: int
    accepted: datetime
    due: datetime
    moves: tuple[tuple[datetime, datetime], ...]
    waits: tuple[tuple[datetime, datetime | None], ...]
    closed: datetime | None
    outcome: str
    channel: str
    foreign: bool
    by_day: bool
    unit: str
    annulled: bool

    def due_on(self, end):
        """Return the due moment as it stood when a period closed."""
        known = [due for moment, due in self.moves if moment < end]
        return known[-1] if known else self.due

    def judged_on(self, end):
        """Return when an open dossier was judged at a period's close."""
        last_minute = end - timedelta(minutes=1)
        standing = [
            begun
            for begun, ended in self.waits
            if begun < end and (ended is None or ended >= end)
        ]
        return min([last_minute, *standing])

    @property
    def waiting_since(self):
        return next((begun for begun, ended in self.waits if ended is None), None)

    @property
    def last_due(self):
        return self.moves[-1][1] if self.moves else self.due


def clock_times():
    """Moments around one month, its edges more often than chance would have them."""
    start = datetime.fromisoformat("2025-07-20")
    anywhere = st.integers(0, 55 * 1440).map(lambda n: start + timedelta(minutes=n))
    return st.one_of(st.sampled_from(EDGES), anywhere)


@st.composite
def lives(draw):
    accepted = draw(clock_times())
    due = accepted + timedelta(minutes=draw(st.integers(1, 15 * 1440)))
    moves, waits, moment = [], [], accepted
    for _ in range(draw(st.integers(0, 2))):
        begun = moment + timedelta(minutes=draw(st.integers(0, 9 * 1440)))
        moment = begun + timedelta(minutes=draw(st.integers(1, 11 * 1440)))
        if draw(st.booleans()):
            waits.append((begun, moment))
        moves.append((moment, due + timedelta(minutes=draw(st.integers(1, 15 * 1440)))))
    closed = None
    if draw(st.booleans()):
        last_due = moves[-1][1] if moves else due
        choices = st.one_of(
            st.just(last_due),
            st.sampled_from(EDGES),
            st.integers(0, 40 * 1440).map(lambda n: moment + timedelta(minutes=n)),
        )
        closed = max(draw(choices), moment)
    elif draw(st.booleans()):
        waits.append(
            (moment + timedelta(minutes=draw(st.integers(0, 20 * 1440))), None)
        )
    return Life(
        procedure=draw(st.integers(0, 3)),
        accepted=accepted,
        due=due,
        moves=tuple(moves),
        waits=tuple(waits),
        closed=closed,
        outcome=draw(st.sampled_from(["granted", "refused", "withdrawn", "stopped"]))
        if closed
        else "",
        channel=draw(st.sampled_from([channel.value for channel in Channel])),
        foreign=draw(st.booleans()),
        by_day=draw(st.booleans()),
        unit=draw(st.sampled_from([unit.value for unit in LimitUnit])),
        annulled=draw(st.integers(0, 9)) == 0,
    )


@dataclass
class Catalogue:
    """Four procedures in two sectors, with what a dossier needs besides."""

    versions: list = field(default_factory=list)

    def __post_init__(self):
        sectors = [SectorFactory(), SectorFactory()]
        self.versions = [
            ProcedureVersionFactory(procedure__sector=sectors[number % 2])
            for number in range(4)
        ]
        self.applicant, self.clerk = ApplicantFactory(), UserFactory()

    def enter(self, population):
        """Write the rows of many lives at once."""
        dossiers = [self._dossier(life) for life in population]
        Dossier.objects.bulk_create(dossiers)
        DueChange.objects.bulk_create(
            change
            for dossier, life in zip(dossiers, population, strict=True)
            for change in self._changes(dossier, life)
        )
        ClockOperation.objects.bulk_create(
            operation
            for dossier, life in zip(dossiers, population, strict=True)
            for operation in self._operations(dossier, life)
        )

    def _dossier(self, life):
        status = {"granted": "resolved"}.get(life.outcome, life.outcome or "processing")
        return DossierFactory.build(
            procedure_version=self.versions[life.procedure],
            applicant=self.applicant,
            receiving_clerk=self.clerk,
            accepted_at=utc(life.accepted),
            original_due_at=utc(life.due),
            due_at=utc(life.last_due),
            resolved_at=life.closed and utc(life.closed),
            waiting_since=life.waiting_since and utc(life.waiting_since),
            outcome=life.outcome,
            status="annulled" if life.annulled else status,
            annulled_at=utc(life.accepted) if life.annulled else None,
            channel=life.channel,
            foreign_element=life.foreign,
            compared_by_day=life.by_day,
            limit_unit=life.unit,
        )

    def _changes(self, dossier, life):
        previous = life.due
        for moment, due in life.moves:
            yield DueChange(
                dossier=dossier,
                moment=utc(moment),
                previous_due_at=utc(previous),
                due_at=utc(due),
                ground="Đủ giấy tờ bổ sung",
                actor=self.clerk,
            )
            previous = due

    def _operations(self, dossier, life):
        for wait in life.waits:
            for kind, moment in zip(("pause", "resume"), wait, strict=True):
                if moment:
                    yield ClockOperation(
                        dossier=dossier,
                        kind=kind,
                        moment=utc(moment),
                        ground="Thiếu giấy tờ",
                        actor=self.clerk,
                    )


def utc(clock):
    return clock.replace(tzinfo=ZONE).astimezone(UTC)


def counted_by_hand(population, start: date, end: date, office):
    """Count every column of a period, in all and by procedure, one life at a time."""
    first = datetime.combine(start, time.min)
    after = datetime.combine(end, time.min) + timedelta(days=1)
    total, by_procedure, receipts = Counter(), {}, Counter()
    for life in population:
        if life.annulled or life.accepted >= after:
            continue
        if life.closed is not None and life.closed < first:
            continue
        own = by_procedure.setdefault(life.procedure, Counter())
        for name in columns_of(life, first, after, office):
            total[name] += 1
            own[name] += 1
        if life.accepted >= first:
            receipts[life.channel] += 1
            receipts[life.accepted.date(), life.channel] += 1
    return total, by_procedure, receipts


def columns_of(life, first, after, office):
    yield "received_total"
    if life.accepted < first:
        yield "carried_over"
    elif life.channel == "online":
        yield "received_online"
    else:
        yield "received_counter_postal"
    closed = life.closed if life.closed and life.closed < after else None
    yield "resolved_total" if closed else "pending_total"
    yield timeliness(
        due_at=life.last_due if closed else life.due_on(after),
        resolved_at=closed,
        now=life.judged_on(after),
        granularity=office.granularity_choice,
        late_after=office.late_after_choice,
        by_day=life.by_day,
        limit_unit=LimitUnit(life.unit),
    ).value
