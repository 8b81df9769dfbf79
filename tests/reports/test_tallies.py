"""The tallies: every column against a count by hand, identities, edges, queries."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from reports.columns import Column
from reports.counted import Scope, in_column
from reports.figures import (
    ChannelCounts,
    Counts,
    DayCount,
    LineCount,
    OutcomeCount,
)
from reports.models import ReportLine
from reports.periods import Period
from reports.tallies import tally
from tests.factories import (
    DossierFactory,
    OfficeFactory,
    ProcedureVersionFactory,
    SectorFactory,
)
from tests.reports.lives import Catalogue, counted_by_hand, lives

AUGUST = Period(date(2025, 8, 1), date(2025, 8, 31))
JULY = AUGUST.previous()
LATER = datetime(2026, 1, 15, tzinfo=UTC)
POPULATIONS = st.lists(lives(), min_size=1, max_size=25)
OFFICES = st.builds(
    OfficeFactory.build,
    granularity=st.sampled_from(["minute", "day"]),
    late_after=st.sampled_from(["due_time", "midnight"]),
)
WITH_DATABASE = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def catalogue(db):
    return Catalogue()


@contextmanager
def undone():
    """Give each Hypothesis example a database without the rows of the one before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def count(period, office, moment=LATER):
    return tally(Scope(period, office, moment))


def figures(counts):
    return {column.value: counts.of(column) for column in Column if counts.of(column)}


@WITH_DATABASE
@given(population=POPULATIONS, office=OFFICES)
def test_every_figure_is_what_a_count_by_hand_gives(catalogue, population, office):
    total, by_procedure, receipts = counted_by_hand(
        population, AUGUST.start, AUGUST.end, office
    )
    with undone():
        catalogue.enter(population)
        tallies = count(AUGUST, office)
    assert figures(tallies.total) == dict(total)
    by_sector = {}
    for procedure, counts in by_procedure.items():
        sector = catalogue.versions[procedure].procedure.sector.name
        by_sector[sector] = by_sector.get(sector, type(counts)()) + counts
    assert {row.sector: figures(row.counts) for row in tallies.rows} == {
        sector: dict(counts) for sector, counts in by_sector.items()
    }
    assert tallies.channels == ChannelCounts(
        **{name: receipts[name] for name in ("online", "in_person", "postal")}
    )
    assert {
        (day.day, name): getattr(day.channels, name)
        for day in tallies.days
        for name in ("online", "in_person", "postal")
        if getattr(day.channels, name)
    } == {key: number for key, number in receipts.items() if isinstance(key, tuple)}


@WITH_DATABASE
@given(population=POPULATIONS, office=OFFICES)
def test_what_a_period_carries_over_was_pending_in_the_one_before(
    catalogue, population, office
):
    with undone():
        catalogue.enter(population)
        before, after = count(JULY, office), count(AUGUST, office)
    assert after.total.carried_over == before.total.pending_total
    carried = {row.sector: row.counts.carried_over for row in after.rows}
    for row in before.rows:
        assert carried.get(row.sector, 0) == row.counts.pending_total


@WITH_DATABASE
@given(population=POPULATIONS, office=OFFICES)
def test_the_dossiers_behind_each_figure_are_as_many_as_the_figure(
    catalogue, population, office
):
    scope = Scope(AUGUST, office, LATER)
    with undone():
        catalogue.enter(population)
        total = tally(scope).total
        assert (
            Counts(
                **{column.value: in_column(scope, column).count() for column in Column}
            )
            == total
        )


@WITH_DATABASE
@given(population=POPULATIONS, later=st.integers(0, 400))
def test_a_month_counted_later_keeps_its_figures(office, catalogue, population, later):
    with undone():
        catalogue.enter(population)
        soon = count(AUGUST, office, AUGUST.ends_at)
        late = count(AUGUST, office, AUGUST.ends_at + timedelta(days=later))
    assert soon == late


def test_months_are_cut_at_the_offices_midnight(office):
    half_past_midnight = datetime(2025, 8, 31, 17, 30, tzinfo=UTC)
    DossierFactory(accepted_at=half_past_midnight)
    DossierFactory(accepted_at=half_past_midnight - timedelta(minutes=31))
    september = Period(date(2025, 9, 1), date(2025, 9, 30))
    assert count(AUGUST, office).total.received_total == 1
    assert count(september, office).total.received_new == 1
    assert [day.day for day in count(september, office).days] == [date(2025, 9, 1)]


def test_an_open_dossier_is_judged_at_the_periods_end_not_today(office):
    received = datetime(2025, 8, 29, 3, tzinfo=UTC)
    DossierFactory(accepted_at=received, due_at=received + timedelta(days=5))
    DossierFactory(accepted_at=received, due_at=received + timedelta(days=1))
    assert figures(count(AUGUST, office).total) == {
        "received_total": 2,
        "received_counter_postal": 2,
        "pending_total": 2,
        "pending_in_term": 1,
        "pending_overdue": 1,
    }


def test_a_running_period_is_judged_now(office):
    received = datetime(2025, 8, 4, 3, tzinfo=UTC)
    DossierFactory(accepted_at=received, due_at=received + timedelta(days=2))
    now = received + timedelta(days=1)
    assert count(AUGUST, office, now).total.pending_in_term == 1
    assert count(AUGUST, office).total.pending_overdue == 1


@pytest.mark.parametrize(
    ("asked", "column"), [(1, "pending_in_term"), (3, "pending_overdue")]
)
def test_what_waited_at_the_periods_end_is_judged_as_when_the_wait_began(
    office, officer, asked, column
):
    received = datetime(2025, 8, 25, 3, tzinfo=UTC)
    dossier = DossierFactory(
        accepted_at=received, due_at=received + timedelta(days=2), limit_unit="hour"
    )
    for kind, days in (("pause", asked), ("resume", 20)):
        dossier.clock_operations.create(
            kind=kind,
            moment=received + timedelta(days=days),
            ground="Thiếu giấy tờ",
            actor=officer,
        )
    assert figures(count(AUGUST, office).total) == {
        "received_total": 1,
        "received_counter_postal": 1,
        "pending_total": 1,
        column: 1,
    }


def test_todays_status_and_the_cached_word_are_not_asked(office):
    received = datetime(2025, 8, 4, 3, tzinfo=UTC)
    DossierFactory(
        accepted_at=received,
        closed_at=datetime(2025, 9, 3, 3, tzinfo=UTC),
        timeliness="early",
    )
    assert figures(count(AUGUST, office).total) == {
        "received_total": 1,
        "received_counter_postal": 1,
        "pending_total": 1,
        "pending_overdue": 1,
    }


def test_lines_stand_above_codes(office):
    births = ProcedureVersionFactory(procedure__code="1.001193")
    foreign = ProcedureVersionFactory(
        procedure__code="2.000528", procedure__sector=births.procedure.sector
    )
    copies = ProcedureVersionFactory(procedure__code="2.000815")
    line = ReportLine.objects.create(
        label="Đăng ký khai sinh",
        unit="hồ sơ",
        codes="1.001193\n2.000528",
        foreign_codes="2.000528",
    )
    DossierFactory.create_batch(3, procedure_version=births)
    DossierFactory(procedure_version=births, foreign_element=True)
    DossierFactory(procedure_version=foreign)
    DossierFactory(procedure_version=copies, foreign_element=True)
    tallies = count(AUGUST, office)
    assert tallies.lines == (LineCount(line.pk, "Đăng ký khai sinh", "hồ sơ", 5, 2),)
    assert [
        (row.code, row.received, row.resolved, row.foreign_element)
        for row in tallies.by_procedure
    ] == [("1.001193", 4, 0, 1), ("2.000528", 1, 0, 1), ("2.000815", 1, 0, 1)]


def test_lines_and_procedures_leave_the_carry_over_out(office):
    version = ProcedureVersionFactory(procedure__code="2.000815")
    ReportLine.objects.create(label="Bản sao", unit="hồ sơ", codes="2.000815")
    july = datetime(2025, 7, 30, 3, tzinfo=UTC)
    august = datetime(2025, 8, 5, 3, tzinfo=UTC)
    DossierFactory(procedure_version=version, accepted_at=july, closed_at=august)
    DossierFactory(procedure_version=version, accepted_at=august, closed_at=august)
    tallies = count(AUGUST, office)
    assert (tallies.total.carried_over, tallies.total.resolved_total) == (1, 2)
    assert [line.received for line in tallies.lines] == [1]
    assert [(row.received, row.resolved) for row in tallies.by_procedure] == [(1, 1)]
    assert tallies.channels.total == 1


def test_refused_withdrawn_and_stopped_are_resolved_and_shown_within(office):
    received = datetime(2025, 8, 4, 3, tzinfo=UTC)
    for outcome, days in [("refused", 1), ("withdrawn", 1), ("withdrawn", 9)]:
        DossierFactory(
            accepted_at=received,
            due_at=received + timedelta(days=3),
            closed_at=received + timedelta(days=days),
            outcome=outcome,
            status=outcome,
        )
    DossierFactory(accepted_at=received, closed_at=received + timedelta(days=1))
    tallies = count(AUGUST, office)
    assert (tallies.total.resolved_total, tallies.total.overdue) == (4, 1)
    assert tallies.closed_otherwise == (
        OutcomeCount("refused", total=1, in_time=1),
        OutcomeCount("withdrawn", total=2, in_time=1),
    )


def test_what_was_not_accepted_or_annulled_is_counted_apart(office):
    received = datetime(2025, 8, 4, 3, tzinfo=UTC)
    DossierFactory(
        accepted_at=None,
        due_at=None,
        submitted_at=received,
        logged_at=received,
        receipt_day=received.date(),
        status="not_accepted",
    )
    DossierFactory(
        accepted_at=datetime(2025, 7, 30, 3, tzinfo=UTC),
        annulled_at=received,
        status="annulled",
    )
    tallies = count(AUGUST, office)
    assert figures(tallies.total) == {}
    assert (tallies.apart.not_accepted, tallies.apart.annulled) == (1, 1)


def test_late_entries_and_same_minute_closings_are_told(office):
    received = datetime(2025, 8, 4, 3, tzinfo=UTC)
    DossierFactory(accepted_at=received, logged_at=received + timedelta(days=1))
    DossierFactory(accepted_at=received, closed_at=received + timedelta(seconds=20))
    DossierFactory(accepted_at=received, closed_at=received + timedelta(minutes=1))
    apart = count(AUGUST, office).apart
    assert (apart.late_entries, apart.same_minute) == (1, 1)


def test_days_are_told_by_channel_in_order(office):
    monday = datetime(2025, 8, 4, 3, tzinfo=UTC)
    DossierFactory(accepted_at=monday + timedelta(days=1), channel="online")
    DossierFactory(accepted_at=monday, channel="postal")
    DossierFactory(accepted_at=monday, channel="in_person")
    assert count(AUGUST, office).days == (
        DayCount(date(2025, 8, 4), ChannelCounts(in_person=1, postal=1)),
        DayCount(date(2025, 8, 5), ChannelCounts(online=1)),
    )


def test_sectors_come_in_the_catalogues_order(office):
    second, first = SectorFactory(order=2), SectorFactory(order=1)
    for sector in (second, first):
        DossierFactory(procedure_version__procedure__sector=sector)
    assert [row.sector for row in count(AUGUST, office).rows] == [
        first.name,
        second.name,
    ]


def test_a_dossier_stays_in_the_sector_of_its_receipt(office):
    dossier = DossierFactory()
    moved = SectorFactory()
    dossier.procedure.sector = moved
    dossier.procedure.save(update_fields=["sector"])
    assert [row.sector for row in count(AUGUST, office).rows] == [dossier.sector.name]


def test_an_empty_month_has_no_rows_and_zeros(office):
    tallies = count(AUGUST, office)
    assert (tallies.rows, tallies.total) == ((), Counts())


@pytest.mark.parametrize("dossiers", [1, 30])
def test_a_period_is_counted_in_six_queries(
    office, catalogue, django_assert_num_queries, dossiers
):
    DossierFactory.create_batch(dossiers, procedure_version=catalogue.versions[0])
    with django_assert_num_queries(6):
        count(AUGUST, office)
