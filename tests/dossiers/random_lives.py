"""Random lives of dossiers: what is expected of each, told a second time.

A ``Life`` is one dossier as the rules describe it, in the office's naive clock; what a
wait does to it is counted minute by minute in tests/dossiers/stopwatch.py. Nothing of
``dossiers.clock``, ``waiting``, ``workflow`` or ``timeliness`` is used.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from tests.dossiers import stopwatch
from tests.procedures import walk

MINUTE = timedelta(minutes=1)
OFFICE_DAY = [["08:00", "12:00"], ["13:30", "17:30"]]
OFFICE = {
    "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE_DAY),
    "days_off": ["2026-11-24"],
    "working_days": [],
}
IN_DAYS = ("working_day", "day", "month")
OPEN = {
    "accepted",
    "processing",
    "awaiting_signature",
    "awaiting_supplement",
    "awaiting_payment",
}
SOURCES = {
    "take": {"accepted"},
    "sign": {"accepted", "processing"},
    "send_back": {"awaiting_signature"},
    "ask": {"accepted", "processing"},
    "complete": {"awaiting_supplement"},
    "cancel": {"awaiting_supplement"},
    "ask_payment": {"accepted", "processing"},
    "pay": {"awaiting_payment"},
    "pause": {"processing"},
    "resume": {"processing"},
    "granted": {"accepted", "processing", "awaiting_signature"},
    "refused": OPEN,
    "withdrawn": OPEN,
    "stopped": OPEN,
    "return": {"resolved", "refused"},
    "annul": {*OPEN, "resolved", "refused", "withdrawn", "stopped", "returned"},
}
TARGETS = {
    "take": "processing",
    "sign": "awaiting_signature",
    "send_back": "processing",
    "ask": "awaiting_supplement",
    "complete": "processing",
    "cancel": "processing",
    "ask_payment": "awaiting_payment",
    "pay": "processing",
    "granted": "resolved",
    "refused": "refused",
    "withdrawn": "withdrawn",
    "stopped": "stopped",
    "return": "returned",
    "annul": "annulled",
}
NEEDS_A_RUNNING_CLOCK = {"sign", "ask", "ask_payment", "pause"}
CLOSINGS = {"granted", "refused", "withdrawn", "stopped"}


@dataclass(frozen=True)
class Rules:
    """An office's choices, and one procedure's limit."""

    value: int
    unit: str
    pauses: bool
    due_time: str
    granularity: str
    late_after: str

    @property
    def counting(self):
        return stopwatch.Counting(self.unit, self.due_time)

    def due(self, moment):
        """Count the whole limit from a receipt."""
        return walk.due_at(OFFICE, moment, self.value, self.unit, None, self.due_time)

    def order(self, moment, due):
        """Return -1, 0, 1: before, at or after the end of the limit."""
        by_day = self.granularity == "day"
        at_midnight = self.late_after == "midnight" and self.unit in IN_DAYS
        days, minutes = _sign(moment.date(), due.date()), _sign(moment, due)
        if by_day or (minutes > 0 and at_midnight):
            return days
        return minutes


@dataclass
class Life:
    """One dossier, as it ought to stand."""

    rules: Rules
    received: object
    due: object = None
    status: str = "accepted"
    waiting: object = None
    requests: int = 0
    closed: object = None
    past: list = field(default_factory=list)
    """What was so since when: (moment, due, waiting, closed)."""

    def __post_init__(self):
        self.due = self.original = self.rules.due(self.received)
        self.note(self.received)

    def note(self, moment):
        self.past.append((moment, self.due, self.waiting, self.closed))

    def allows(self, move, *, by_leader=False):
        """Tell whether a move would pass now."""
        if self.status not in SOURCES[move]:
            return False
        standing = self.waiting is not None
        return (
            not (standing and move in NEEDS_A_RUNNING_CLOCK)
            and (standing or move != "resume")
            and (self.rules.pauses or move != "pause")
            and (move != "ask" or self.requests == 0 or by_leader)
        )

    def make(self, move, now):
        """Do what a move that passes does."""
        if move in {"complete", "cancel", "pay", "resume"} | CLOSINGS:
            self._end_wait(move, now)
        self.status = TARGETS.get(move, self.status)
        if move == "ask":
            self.requests += 1
        if move in {"ask", "pause"} or (move == "ask_payment" and self.rules.pauses):
            self.waiting = now
        if move in CLOSINGS:
            self.closed = now
        if move == "annul":
            self.waiting = None
        self.note(now)

    def is_late(self, now):
        """Tell whether it is overdue while it is open."""
        return self.rules.order(min(now, self.waiting or now), self.due) > 0

    def columns(self, first, after, now):
        """Name the columns of the report that count it for a period, as known now."""
        if self.status == "annulled" or self.received >= after:
            return
        if self.closed is not None and self.closed < first:
            return
        yield "received_total"
        yield "carried_over" if self.received < first else "received_counter_postal"
        due, waiting, closed = self._as_known(after)
        if closed is not None:
            yield "resolved_total"
            yield ("on_time", "overdue", "early")[self.rules.order(closed, due)]
            return
        yield "pending_total"
        judged = min(after - MINUTE, now, waiting or now)
        late = self.rules.order(judged, due) > 0
        yield "pending_overdue" if late else "pending_in_term"

    def _as_known(self, after):
        return next(facts for moment, *facts in reversed(self.past) if moment < after)

    def _end_wait(self, move, now):
        if self.waiting is None:
            return
        stopped = not self.rules.pauses
        if not self.is_late(now) and not (move == "cancel" and stopped):
            self.due = max(self.due, self._due_after(move, now))
        self.waiting = None

    def _due_after(self, move, now):
        if move == "complete" and not self.rules.pauses:
            return self.rules.due(now)
        return stopwatch.resumed_due(
            OFFICE, self.due, self.waiting, now, self.rules.counting
        )


def counted(lives, first, after, now):
    """Count every column of a period, one life at a time."""
    return Counter(
        column for life in lives for column in life.columns(first, after, now)
    )


def _sign(left, right):
    return (left > right) - (left < right)
