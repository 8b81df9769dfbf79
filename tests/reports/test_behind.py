"""The dossiers behind a figure are those that the figure counts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from dossiers.enums import Outcome
from procedures.enums import Channel
from reports.behind import Figure, Outside, dossiers_behind
from reports.columns import Column
from reports.counted import Scope
from reports.models import ReportLine
from reports.tallies import tally
from tests.factories import DossierFactory, OfficeFactory
from tests.reports.figures import AUGUST
from tests.reports.lives import Catalogue
from tests.reports.test_tallies import POPULATIONS, WITH_DATABASE, undone

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

LATER = AUGUST.ends_at + timedelta(days=100)
RECEIVED = datetime(2025, 8, 4, 3, tzinfo=UTC)
OFFICE = OfficeFactory.build()
SCOPE = Scope(AUGUST, OFFICE, LATER)


def count(**figure):
    return dossiers_behind(SCOPE, Figure(**figure)).count()


@pytest.fixture
def catalogue(db):
    made = Catalogue()
    procedures = [version.procedure for version in made.versions]
    procedures[3].foreign_element = True
    procedures[3].save(update_fields=["foreign_element"])
    ReportLine.objects.create(
        label="Hai thủ tục",
        unit="hồ sơ",
        codes=procedures[0].code,
        foreign_codes=procedures[1].code,
    )
    return made


@WITH_DATABASE
@given(population=POPULATIONS)
def test_each_figure_of_the_tallies_lists_as_many_dossiers(catalogue, population):
    procedures = {v.procedure.code: v.procedure for v in catalogue.versions}
    with undone():
        catalogue.enter(population)
        tallies = tally(SCOPE)
        for row in tallies.rows:
            sector = next(
                p.sector for p in procedures.values() if p.sector.name == row.sector
            )
            for column in Column:
                listed = count(column=column, sector=sector)
                assert listed == row.counts.of(column), (row.sector, column)
        for line in tallies.lines:
            known = ReportLine.objects.get(pk=line.line_id)
            assert count(line=known, new=True) == line.received
            assert count(line=known, new=True, foreign=True) == line.foreign_element
        for row in tallies.by_procedure:
            chosen = {"procedure": procedures[row.code], "new": True}
            assert count(**chosen) == row.received
            assert count(**chosen, column=Column.RESOLVED_TOTAL) == row.resolved
            assert count(**chosen, foreign=True) == row.foreign_element
        for channel in Channel:
            listed = count(channel=channel, new=True)
            assert listed == getattr(tallies.channels, channel.value)
        for end in tallies.closed_otherwise:
            outcome = Outcome(end.outcome)
            assert count(column=Column.RESOLVED_TOTAL, outcome=outcome) == end.total


def test_what_stands_outside_the_columns_is_listed_too(office):
    DossierFactory(
        accepted_at=None,
        due_at=None,
        submitted_at=RECEIVED,
        logged_at=RECEIVED,
        receipt_day=RECEIVED.date(),
        status="not_accepted",
    )
    annulled = DossierFactory(
        accepted_at=RECEIVED, annulled_at=RECEIVED, status="annulled"
    )
    assert count(outside=Outside.NOT_ACCEPTED) == 1
    listed = dossiers_behind(SCOPE, Figure(outside=Outside.ANNULLED))
    assert list(listed) == [annulled]


def test_dossiers_come_in_the_order_of_their_receipt(office):
    later = DossierFactory(accepted_at=RECEIVED + timedelta(hours=1))
    first = DossierFactory(accepted_at=RECEIVED)
    assert list(dossiers_behind(SCOPE, Figure())) == [first, later]


@pytest.mark.parametrize(
    ("figure", "title"),
    [
        ({}, "Tiếp nhận: tổng số"),
        ({"new": True}, "Tiếp nhận trong kỳ"),
        ({"column": Column.OVERDUE}, "Đã giải quyết quá hạn"),
        ({"outside": Outside.ANNULLED}, "Hủy do nhập nhầm"),
        (
            {
                "new": True,
                "line": ReportLine(label="Đăng ký khai sinh"),
                "channel": Channel.POSTAL,
                "foreign": True,
            },
            "Tiếp nhận trong kỳ, Đăng ký khai sinh, bưu chính, có yếu tố nước ngoài",
        ),
        (
            {"column": Column.RESOLVED_TOTAL, "outcome": Outcome.WITHDRAWN},
            "Đã giải quyết: tổng số, công dân rút",
        ),
    ],
)
def test_a_figure_is_named_in_words(figure, title):
    assert Figure(**figure).title == title
