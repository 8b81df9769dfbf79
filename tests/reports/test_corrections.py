"""What was put right or delayed is counted by its own moment, beside the chain's head."""

from datetime import timedelta
from uuid import UUID

import pytest

from dossiers.models import (
    Annulment,
    ClockOperation,
    DueChange,
    Extension,
    LateEntry,
)
from reports.corrections import take_evidence
from reports.counted import Scope
from reports.figures import Evidence
from tests.factories import DossierFactory
from tests.reports.figures import AUGUST
from wardportal.history.chain import Draft, current_head, record

pytestmark = pytest.mark.django_db

FIRST = AUGUST.begins_at
LAST = AUGUST.ends_at - timedelta(microseconds=1)
OUTSIDE = (FIRST - timedelta(microseconds=1), AUGUST.ends_at)
MOMENTS = (FIRST, LAST, *OUTSIDE)
"""Two moments of August and the two beside it."""


@pytest.fixture
def taken(office):
    """Return ``taken(moment)``: August's evidence without the head, not 0."""

    def take(moment=AUGUST.ends_at, period=AUGUST):
        found = vars(take_evidence(Scope(period, office, moment)))
        return {
            name: count
            for name, count in found.items()
            if count and name not in {"sequence", "mac"}
        }

    return take


def extend(dossier, clerk, made_at, *, in_time=False):
    return Extension.objects.create(
        dossier=dossier,
        made_at=made_at,
        made_by=clerk,
        signed_by=clerk,
        due_at=dossier.due_at,
        promised_at=dossier.due_at + timedelta(days=9),
        reason="Chờ xác minh",
        in_time=in_time,
    )


def test_an_empty_month_tells_the_head_alone(office):
    record(Draft("office.opened", FIRST, "office", UUID(int=1)))
    head = current_head()
    assert take_evidence(Scope(AUGUST, office, LAST)) == Evidence(
        head.sequence, head.mac, due_changes=0
    )


def test_changes_of_due_moments(taken, clerk):
    dossier = DossierFactory()
    for moment in MOMENTS:
        DueChange.objects.create(
            dossier=dossier,
            moment=moment,
            previous_due_at=dossier.due_at,
            due_at=dossier.due_at,
            ground="Lịch nghỉ thay đổi",
            actor=clerk,
        )
    assert taken() == {"due_changes": 2}


def test_waits_and_restarts(taken, clerk):
    dossier = DossierFactory()
    for kind in ("pause", "stop", "resume", "restart"):
        for moment in MOMENTS:
            ClockOperation.objects.create(
                dossier=dossier, kind=kind, moment=moment, ground="Chờ", actor=clerk
            )
    assert taken() == {"waits": 4, "restarts": 2}


def test_entries_made_anew_but_not_those_only_annulled(taken, clerk):
    for moment in MOMENTS:
        for replacement in (None, DossierFactory()):
            Annulment.objects.create(
                dossier=DossierFactory(status="annulled", annulled_at=moment),
                moment=moment,
                actor=clerk,
                reason="Sai thủ tục",
                replaced_by=replacement,
            )
    assert taken() == {"replaced": 2}


def test_corrected_names_by_their_events(taken):
    dossier = DossierFactory()
    for moment in MOMENTS:
        for event in ("dossier.corrected", "dossier.taken"):
            record(Draft(event, moment, "dossier", dossier.pk))
    assert taken() == {"renamed": 2}


def test_re_entries_by_when_they_were_typed(taken):
    for moment in MOMENTS:
        dossier = DossierFactory(
            accepted_at=moment - timedelta(hours=5), logged_at=moment
        )
        LateEntry.objects.create(dossier=dossier, reason="Mất điện", paper_number="12")
    assert taken() == {"re_entries": 2}


def test_late_closings_with_an_apology(taken, clerk):
    late = {"due_at": FIRST + timedelta(days=5), "closed_at": FIRST + timedelta(days=9)}
    in_time, told, _silent = (DossierFactory(**late) for _ in range(3))
    early = DossierFactory(closed_at=FIRST + timedelta(days=3, hours=9))
    for dossier, timely in ((in_time, True), (told, False), (early, True)):
        extend(dossier, clerk, FIRST + timedelta(days=4), in_time=timely)
    assert taken() == {"apologised": 2, "apologised_in_time": 1}


def test_late_and_open_with_an_apology_as_the_month_left_them(taken, clerk):
    open_late, told_later, _silent = (DossierFactory() for _ in range(3))
    in_term = DossierFactory(due_at=AUGUST.ends_at + timedelta(days=5))
    extend(open_late, clerk, LAST)
    extend(told_later, clerk, AUGUST.ends_at)
    extend(in_term, clerk, FIRST + timedelta(days=4))
    assert taken() == {"pending_apologised": 1}
    for dossier in (open_late, told_later, in_term):
        dossier.resolved_at = AUGUST.ends_at + timedelta(days=2)
        dossier.status, dossier.outcome = "resolved", "granted"
        dossier.save(update_fields=["resolved_at", "status", "outcome"])
    assert taken(AUGUST.ends_at + timedelta(days=300)) == {"pending_apologised": 1}


def test_three_queries_however_much_was_corrected(
    office, clerk, django_assert_num_queries
):
    for dossier in DossierFactory.create_batch(4):
        extend(dossier, clerk, LAST)
        with django_assert_num_queries(3):
            take_evidence(Scope(AUGUST, office, LAST))
