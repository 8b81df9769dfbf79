"""What a dossier is judged by never changes, and the rows of its life stay as written."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from dossiers.models import (
    Annulment,
    ClockOperation,
    Dossier,
    DueChange,
    Extension,
    HandOver,
    LateEntry,
    Proposal,
    ResultReturn,
    SupplementPaper,
    SupplementRequest,
)
from tests.factories import DossierFactory
from wardportal.history.triggers import COMPLETED_COLUMNS

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

REFUSED = "dossiers_dossier is refused: it is evidence"
MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STAYS = "is refused: it is evidence"


@pytest.fixture
def dossier(office):
    return DossierFactory()


@pytest.mark.parametrize("column", ["accepted_at", "original_due_at"])
def test_no_statement_moves_the_moments_it_is_judged_by(dossier, column):
    earlier = getattr(dossier, column) - timedelta(days=1)
    for value in (earlier, None):
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(**{column: value})


def test_no_statement_changes_its_number(dossier):
    with pytest.raises(IntegrityError, match=REFUSED):
        Dossier.objects.filter(pk=dossier.pk).update(code="H00.00.01-261123-9999")


def test_a_numbered_dossier_is_not_deleted(dossier):
    with pytest.raises(IntegrityError, match=REFUSED):
        Dossier.objects.filter(pk=dossier.pk)._raw_delete("default")


def rows_of_a_life(dossier, by):
    """Make one row of every table that only grows, none of them completed."""
    moment = dossier.accepted_at + timedelta(hours=1)
    later = dossier.due_at + timedelta(days=2)
    asked = SupplementRequest.objects.create(
        dossier=dossier,
        asked_at=moment,
        asked_by=by,
        reason="Thiếu giấy",
        expires_on=later.date(),
    )
    return [
        asked,
        SupplementPaper.objects.create(request=asked, name="Tờ khai"),
        DueChange.objects.create(
            dossier=dossier,
            moment=moment,
            previous_due_at=dossier.due_at,
            due_at=later,
            ground="Đã bổ sung đủ",
            actor=by,
        ),
        ClockOperation.objects.create(
            dossier=dossier, kind="pause", moment=moment, ground="Chờ", actor=by
        ),
        Extension.objects.create(
            dossier=dossier,
            made_at=moment,
            made_by=by,
            signed_by=by,
            due_at=dossier.due_at,
            promised_at=later,
            reason="Chờ xác minh",
            in_time=True,
        ),
        Proposal.objects.create(
            dossier=dossier,
            kind="extension",
            reason="Chờ",
            proposed_at=moment,
            proposed_by=by,
        ),
        LateEntry.objects.create(dossier=dossier, reason="Mất điện", paper_number="12"),
        Annulment.objects.create(
            dossier=dossier, moment=moment, actor=by, reason="Nhập nhầm"
        ),
        ResultReturn.objects.create(
            dossier=dossier, way="counter", actor=by, moment=moment
        ),
        HandOver.objects.create(
            dossier=dossier, moment=moment, giver=by, receiver=by, note="nghỉ phép"
        ),
    ]


def update(row, **values):
    with transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**values)


def test_every_table_that_only_grows_is_tried(dossier, clerk):
    tables = {row._meta.db_table for row in rows_of_a_life(dossier, clerk)}
    assert tables == set(COMPLETED_COLUMNS)


def test_no_row_of_a_life_is_rewritten(dossier, clerk):
    other = DossierFactory()
    for row in rows_of_a_life(dossier, clerk):
        before = type(row)._base_manager.filter(pk=row.pk).values().get()
        changes = [
            *({name: timedelta(1) + value} for name, value in moments_of(before)),
            *({name: f"{value}, khác"} for name, value in texts_of(before)),
            {"dossier_id": other.pk} if "dossier_id" in before else {"order": 5},
        ]
        for change in changes:
            with pytest.raises(IntegrityError, match=STAYS):
                update(row, **change)
        assert type(row)._base_manager.filter(pk=row.pk).values().get() == before


def moments_of(values):
    return [(n, v) for n, v in values.items() if hasattr(v, "isoformat")]


def texts_of(values):
    plain = {"id", "kind", "way", "stage"}
    return [
        (n, v) for n, v in values.items() if v and isinstance(v, str) and n not in plain
    ]


def test_no_row_of_a_life_is_deleted(dossier, clerk):
    for row in reversed(rows_of_a_life(dossier, clerk)):
        with pytest.raises(IntegrityError, match=STAYS), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk)._raw_delete("default")


@pytest.mark.parametrize(
    ("table", "end", "other_end"),
    [
        (
            SupplementRequest,
            {"ended_at": MOMENT, "end": "completed"},
            {"end": "expired"},
        ),
        (
            Proposal,
            {"decided_at": MOMENT, "granted": False, "answer": "Chưa đủ căn cứ"},
            {"granted": True},
        ),
        (LateEntry, {"approved_at": MOMENT}, {"approved_at": None}),
    ],
)
def test_a_row_is_completed_once(dossier, clerk, table, end, other_end):
    row = next(row for row in rows_of_a_life(dossier, clerk) if type(row) is table)
    people = {SupplementRequest: "ended_by", Proposal: "decided_by"}
    update(row, **end, **{people.get(table, "approved_by"): clerk})
    with pytest.raises(IntegrityError, match=STAYS):
        update(row, **other_end)


def test_an_annulled_entry_is_linked_once_with_what_replaces_it(dossier, clerk):
    rows = rows_of_a_life(dossier, clerk)
    row = next(row for row in rows if isinstance(row, Annulment))
    update(row, replaced_by=DossierFactory())
    with pytest.raises(IntegrityError, match=STAYS):
        update(row, replaced_by=DossierFactory())
