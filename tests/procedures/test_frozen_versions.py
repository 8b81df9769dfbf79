"""Whatever editors do, in any order, a dossier keeps its version and its terms.

Hypothesis plays random sequences of imports, edits, withdrawals, returns, undoings
and receipts against the real database, with the days going on between them.
"""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from procedures import changing
from procedures.changing import Author, ChangeRefusedError, Ground
from procedures.comparing import parsed
from procedures.holdings import version_facts
from procedures.models import CatalogueChange, Procedure, ProcedureVersion
from procedures.verdicts import Order
from tests.factories import DossierFactory
from wardportal.tabular import SourceRow

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

START = date(2026, 11, 2)
CODES = ("9.000001", "9.000002")
WITH_DATABASE = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

codes = st.sampled_from(CODES)
ahead = st.integers(0, 2)
values = st.integers(1, 9)
TERMS = {
    "limits": lambda n: [{"value": n, "unit": "working_day"}],
    "fees": lambda n: [{"status": "charged", "amount": n * 1000, "basis": "per_case"}],
    "documents": lambda n: [{"name": f"Giấy {n}", "originals": 1, "copies": 0}],
    "channels": lambda n: [["online"], ["in_person"], ["online", "in_person"]][n % 3],
}
stated = st.dictionaries(st.sampled_from(sorted(TERMS)), values, max_size=2)
imports = st.tuples(
    st.just("import"),
    st.dictionaries(codes, stated, min_size=1),
    ahead,
    st.booleans(),
    st.lists(codes, max_size=1),
)
edits = st.tuples(st.just("edit"), codes, stated, ahead)
receipts = st.just(("receive",))
steps = st.one_of(
    imports,
    edits,
    edits,
    receipts,
    receipts,
    st.tuples(st.just("withdraw"), codes, ahead),
    st.tuples(st.just("republish"), codes, ahead),
    st.tuples(st.just("undo"), st.integers(0, 3)),
    st.tuples(st.just("wait"), st.integers(1, 3)),
)
OPENING = ("import", {code: {"channels": 1} for code in CODES}, 0, False, [])


@contextmanager
def undone():
    """Give each example a catalogue without the rows of the one before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def facts_from(stated):
    return {name: TERMS[name](number) for name, number in stated.items()}


class Play:
    """A catalogue in the hands of editors while the counter receives dossiers."""

    def __init__(self):
        self.day = START
        self.second = 0
        self.received = {}
        """What each dossier was received on: its version and all that it stated."""

    def by(self):
        self.second += 1
        noon = datetime(self.day.year, self.day.month, self.day.day, 5, tzinfo=UTC)
        return Author(noon + timedelta(seconds=self.second))

    def ground(self, days):
        return Ground(self.day + timedelta(days=days))

    def do(self, step):
        name, *details = step
        try:
            with transaction.atomic():
                getattr(self, f"do_{name}")(*details)
        except (ChangeRefusedError, Procedure.DoesNotExist):
            pass  # a sentence for the editor; everything stands as it stood

    def do_import(self, entries, days, is_whole, abolished):
        rows = [
            {"code": code, "name": f"Thủ tục {code}", "sector": "Hộ tịch"}
            | facts_from(stated)
            for code, stated in entries.items()
        ]
        ground = self.ground(days)
        order = Order(
            day=ground.day,
            in_force_before=False,
            whole="sector:ho-tich" if is_whole else "",
            abolished=tuple(abolished),
        )
        read = parsed(SourceRow(n, row) for n, row in enumerate(rows, start=1))
        changing.import_rows(
            title="ds.json", rows=read, order=order, ground=ground, by=self.by()
        )

    def do_edit(self, code, stated, days):
        key = Procedure.objects.get(code=code).pk
        facts = facts_from(stated)
        changing.edit(
            procedure_id=key, facts=facts, ground=self.ground(days), by=self.by()
        )

    def do_withdraw(self, code, days):
        key = Procedure.objects.get(code=code).pk
        changing.withdraw(procedure_id=key, ground=self.ground(days), by=self.by())

    def do_republish(self, code, days):
        key = Procedure.objects.get(code=code).pk
        changing.republish(procedure_id=key, ground=self.ground(days), by=self.by())

    def do_undo(self, which):
        applied = CatalogueChange.objects.filter(state="applied")
        changes = list(applied.order_by("-applied_at"))
        if changes:
            change = changes[which % len(changes)]
            changing.undo_change(change_id=change.pk, by=self.by())

    def do_receive(self):
        """Receive one dossier of each procedure that is in force."""
        for procedure in Procedure.objects.with_versions():
            version = procedure.version_on(self.day)
            if version:
                dossier = DossierFactory(procedure_version=version)
                self.received[dossier.pk] = (version.pk, all_of(version))

    def do_wait(self, days):
        self.day += timedelta(days=days)


def all_of(version):
    """Return everything a version states, as of the database now."""
    held = ProcedureVersion.objects.get(pk=version.pk)
    return {name: value for name, value in version_facts(held).items() if value}


def overlaps():
    """Return the pairs of versions that cover one day."""
    versions = list(ProcedureVersion.objects.order_by("pk"))
    return [
        (one, other)
        for number, one in enumerate(versions)
        for other in versions[number + 1 :]
        if one.procedure_id == other.procedure_id
        and one.valid_from <= (other.valid_to or date.max)
        and other.valid_from <= (one.valid_to or date.max)
    ]


@WITH_DATABASE
@given(played=st.lists(steps, min_size=4, max_size=20))
def test_a_running_dossier_keeps_its_version_and_its_terms(played):
    play = Play()
    with undone():
        for step in [OPENING, *played]:
            play.do(step)
            assert overlaps() == []
        for key, (version, terms) in play.received.items():
            held = DossierFactory._meta.model.objects.get(pk=key).procedure_version
            assert (held.pk, all_of(held)) == (version, terms)


@WITH_DATABASE
@given(played=st.lists(steps, min_size=2, max_size=12), last=steps)
def test_what_is_undone_at_once_leaves_the_catalogue_as_it_was(played, last):
    play = Play()
    with undone():
        for step in [OPENING, *played]:
            play.do(step)
        before, changes = everything(), CatalogueChange.objects.count()
        play.do(last)
        if CatalogueChange.objects.count() > changes:
            play.do(("undo", 0))
            assert everything() == before


def everything():
    """Return the catalogue as its pages would show it, key by key."""
    versions = ProcedureVersion.objects.order_by("pk").select_related("procedure")
    return [
        (
            version.pk,
            version.procedure.code,
            version.valid_from,
            version.valid_to,
            all_of(version),
        )
        for version in versions
    ]
