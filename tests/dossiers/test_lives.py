"""Random lives over every move, against what the rules say of each moment.

Original due moments stay; due moments move by event rows only, as a count by hand has
them; the tallies add up and agree with a count by hand at every moment; no closed
dossier gets a better word; the chain of evidence holds.
"""

import os
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dossiers.acts import Act
from dossiers.annulling import annul
from dossiers.enums import Outcome
from dossiers.intake import register_dossier
from dossiers.models import Dossier
from dossiers.paying import ask_payment, note_payment
from dossiers.processing import close, send_back, send_for_signature, take
from dossiers.recompute import shifted
from dossiers.returning import Handing, return_result
from dossiers.supplementing import (
    Missing,
    MissingPaper,
    ask_supplement,
    cancel_supplement,
    complete_supplement,
)
from dossiers.waiting import pause, resume
from dossiers.workflow import MoveRefusedError
from procedures import office_calendar
from procedures.models import CalendarDay, CalendarYear
from reports.columns import Column
from reports.counted import Scope
from reports.periods import Period
from reports.tallies import tally
from tests import people
from tests.dossiers import desk
from tests.dossiers.random_lives import CLOSINGS, SOURCES, Life, Rules, counted
from tests.factories import OfficeFactory
from wardportal.history.chain import first_broken_link
from wardportal.office.models import Office

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LIVES = int(os.environ.get("LIVES", "12"))
"""Enough to find a planted fault in most runs; `make lives` takes more time."""

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime.fromisoformat("2026-11-20T08:00")
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
LIMITS = [(3, "working_day"), (8, "hour"), (5, "day"), (1, "same_day"), (1, "month")]
MOVES = ["annul", *sorted(set(SOURCES) - {"annul"})]
WORK = [move for move in MOVES if move not in CLOSINGS | {"annul"}]
WAITS = [
    ("ask", "complete"),
    ("ask", "cancel"),
    ("ask", "stopped"),
    ("pause", "resume"),
    ("pause", "granted"),
    ("ask_payment", "pay"),
    ("ask_payment", "withdrawn"),
]
STEPS = [0, 1, 5, 45, 60, 240, 480, 1440, 2880, 4320, 10_080]
MOST_DOSSIERS = 4
MISSING = Missing(papers=(MissingPaper("Tờ khai"),))


def columns_of(total):
    return {column.value: total.of(column) for column in Column if total.of(column)}


class Lives(RuleBasedStateMachine):
    dossiers = Bundle("dossiers")

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = START
        self.lives = {}

    @initialize(
        due_time=st.sampled_from(["end_of_day", "same_time"]),
        granularity=st.sampled_from(["minute", "day"]),
        late_after=st.sampled_from(["due_time", "midnight"]),
    )
    def open_the_office(self, **choices):
        self.office = OfficeFactory()
        Office.objects.update(**choices)
        self.office.refresh_from_db()
        office_calendar._built.cache_clear()
        self.choices = choices
        CalendarYear.objects.bulk_create(
            CalendarYear(year=year) for year in (2026, 2027, 2028)
        )
        CalendarDay.objects.create(date=date(2026, 11, 24), name="Ngày nghỉ")
        self.clerk, self.officer, self.leader = (
            people.make_clerk(),
            people.make_officer(),
            people.make_leader(),
        )
        self.procedures = {}

    @rule(minutes=st.sampled_from(STEPS))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(dossier=dossiers, minutes=st.sampled_from([-1, 0, 1]))
    def it_is_nearly_due(self, dossier, minutes):
        moment = self.lives[dossier].due + timedelta(minutes=minutes)
        self.now = max(self.now, moment)

    @precondition(lambda self: len(self.lives) < MOST_DOSSIERS)
    @rule(target=dossiers, limit=st.sampled_from(LIMITS), pauses=st.booleans())
    def receive(self, limit, pauses):
        procedure = self._procedure(limit, pauses)
        dossier = register_dossier(
            facts=desk.facts(procedure),
            by=desk.logging(self.office, self.clerk, self._moment()),
        )
        self.lives[dossier.id] = Life(
            Rules(*limit, pauses, **self.choices), received=self.now
        )
        return dossier.id

    @rule(dossier=dossiers, number=st.integers(0, 20), leads=st.booleans())
    def make_a_move_that_passes(self, dossier, number, leads):
        life = self.lives[dossier]
        open_to = [m for m in WORK if life.allows(m, by_leader=leads)]
        if open_to:
            self._try(dossier, open_to[number % len(open_to)], leads=leads)

    @rule(dossier=dossiers, move=st.sampled_from(MOVES), leads=st.booleans())
    def ask_for_any_move(self, dossier, move, leads):
        self._try(dossier, move, leads=leads)

    @rule(
        dossier=dossiers,
        wait=st.sampled_from(WAITS),
        begins=st.sampled_from([None, -1, 0, 1, 600]),
        minutes=st.sampled_from(STEPS),
    )
    def wait(self, dossier, wait, begins, minutes):
        """Wait from about the due moment, or now, and end the wait somehow."""
        begin, end = wait
        if begins is not None:
            self.it_is_nearly_due(dossier=dossier, minutes=begins)
        self._try(dossier, begin, leads=True)
        self.the_tallies_are_a_count_by_hand()
        self.time_passes(minutes=minutes)
        self.the_tallies_are_a_count_by_hand()
        self._try(dossier, end, leads=True)

    def _try(self, dossier, move, *, leads):
        """Ask for a move: it happens exactly where the rules let it pass."""
        life = self.lives[dossier]
        actor = self.leader if leads or move == "annul" else self.officer
        operation = partial(
            self._operation(move),
            dossier_id=dossier,
            by=Act(actor, self._moment(), "Theo công văn 12/CV"),
        )
        if life.allows(move, by_leader=leads):
            operation()
            life.make(move, self.now)
        else:
            with transaction.atomic(), pytest.raises(MoveRefusedError) as refused:
                operation()
            assert str(refused.value).endswith(".")

    @invariant()
    def rows_tell_what_the_rules_say(self):
        for dossier in Dossier.objects.prefetch_related("due_changes"):
            life = self.lives[dossier.id]
            assert (
                dossier.status,
                self._local(dossier.original_due_at),
                self._local(dossier.due_at),
                self._local(dossier.waiting_since),
                self._local(dossier.resolved_at),
            ) == (life.status, life.original, life.due, life.waiting, life.closed)
            due_at = dossier.original_due_at
            for change in dossier.due_changes.all():
                assert change.previous_due_at == due_at
                due_at = change.due_at
            assert due_at == dossier.due_at

    @invariant()
    def the_tallies_are_a_count_by_hand(self):
        if not self.lives:
            return
        # Yesterday as it was, whatever has been moved since.
        yesterday = self.now.date() - timedelta(days=1)
        for period in (NOVEMBER, Period(yesterday, yesterday)):
            scope = Scope(period, self.office, self._moment())
            first, after = self._local(period.begins_at), self._local(period.ends_at)
            expected = counted(self.lives.values(), first, after, self.now)
            assert columns_of(tally(scope).total) == expected

    @invariant()
    def words_of_closed_dossiers_are_their_first(self):
        for dossier in Dossier.objects.filter(resolved_at__isnull=False):
            life = self.lives[dossier.id]
            order = life.rules.order(life.closed, life.due)
            assert dossier.timeliness == ("on_time", "overdue", "early")[order]

    @invariant()
    def an_unchanged_calendar_moves_no_promise(self):
        if self.lives:
            assert shifted(office=self.office, moment=self._moment()) == []

    def teardown(self):
        assert first_broken_link() is None
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def _procedure(self, limit, pauses):
        if (limit, pauses) not in self.procedures:
            value, unit = limit
            procedure = desk.make_procedure(limits=[{"value": value, "unit": unit}])
            procedure.versions.update(pause_allowed=pauses)
            self.procedures[limit, pauses] = procedure
        return self.procedures[limit, pauses]

    def _operation(self, move):
        office = self.office
        if move in CLOSINGS:
            return partial(close, outcome=Outcome(move), office=office)
        return {
            "take": take,
            "sign": send_for_signature,
            "send_back": send_back,
            "ask": partial(ask_supplement, missing=MISSING, office=office),
            "complete": partial(complete_supplement, office=office),
            "cancel": partial(cancel_supplement, office=office),
            "ask_payment": ask_payment,
            "pay": partial(note_payment, receipt_number="", office=office),
            "pause": pause,
            "resume": partial(resume, office=office),
            "return": partial(return_result, handing=Handing(collector="Nguyễn Ví Dụ")),
            "annul": annul,
        }[move]

    def _moment(self):
        return self.now.replace(tzinfo=ZONE)

    def _local(self, moment):
        return moment and moment.astimezone(ZONE).replace(tzinfo=None)


def test_lives_keep_the_rules():
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
