"""Every state × every move, through the real forms and operations.

Each is allowed, and leads where the table says, or refused with a sentence, and then
nothing has changed. The actor has every role, so that only the state decides.
"""

import pytest
from django.db import transaction

from dossiers.annulling import annul
from dossiers.enums import Outcome
from dossiers.forms.moves import form_of
from dossiers.intake import register_dossier
from dossiers.models import Dossier
from dossiers.moving import make_move
from dossiers.paying import ask_payment
from dossiers.permissions import MOVES, MoveKind
from dossiers.processing import close, send_for_signature, take
from dossiers.returning import Handing, return_result
from dossiers.submitting import refuse_submitted, submit_dossier
from dossiers.waiting import pause
from dossiers.workflow import MoveRefusedError
from procedures.enums import Channel
from tests.dossiers import desk, waits
from tests.dossiers.moves import evidence_of
from tests.dossiers.waits import by
from tests.factories import UserFactory
from tests.people import make_officer
from wardportal.accounts.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

NOW = "25 09:00"
"""When each move is asked for; what led to the state happened before."""

WHY = "Theo công văn 12/CV"
OUTCOMES = {
    "resolved": Outcome.GRANTED,
    "refused": Outcome.REFUSED,
    "withdrawn": Outcome.WITHDRAWN,
    "stopped": Outcome.STOPPED,
}
SAID = {
    "chuyen": {"receiver": "dong.nghiep"},
    "tra-ket-qua": {"collector": "Nguyễn Thị Ví Dụ"},
    "yeu-cau-bo-sung": {"name_1": "Tờ khai", "stage": "before_appraisal"},
    "hen-lai": {"promised_at": "30/11/2026"},
    "doi-thu-tuc": {"procedure": "thu-tuc-dung"},
}
"""What a form asks for besides a reason."""

ALLOWED = {
    "submitted": "tiep-nhan:accepted khong-tiep-nhan:not_accepted huy:annulled",
    "not_accepted": "huy:annulled",
    "accepted": "nhan:processing trinh-ky:awaiting_signature ket-qua:resolved "
    "chuyen:accepted tu-choi:refused yeu-cau-bo-sung:awaiting_supplement "
    "yeu-cau-nop-tien:awaiting_payment rut:withdrawn dung:stopped hen-lai:accepted "
    "huy:annulled doi-thu-tuc:annulled xac-minh:accepted",
    "processing": "trinh-ky:awaiting_signature ket-qua:resolved chuyen:processing "
    "tu-choi:refused yeu-cau-bo-sung:awaiting_supplement "
    "yeu-cau-nop-tien:awaiting_payment tam-dung:processing rut:withdrawn dung:stopped "
    "hen-lai:processing huy:annulled doi-thu-tuc:annulled xac-minh:processing",
    "paused": "tinh-tiep:processing ket-qua:resolved chuyen:processing tu-choi:refused "
    "rut:withdrawn dung:stopped hen-lai:processing huy:annulled doi-thu-tuc:annulled",
    "awaiting_signature": "tra-lai:processing ket-qua:resolved "
    "chuyen:awaiting_signature tu-choi:refused rut:withdrawn dung:stopped "
    "hen-lai:awaiting_signature huy:annulled doi-thu-tuc:annulled "
    "xac-minh:awaiting_signature",
    "awaiting_supplement": "da-bo-sung:processing thoi-bo-sung:processing "
    "chuyen:awaiting_supplement tu-choi:refused rut:withdrawn dung:stopped "
    "hen-lai:awaiting_supplement huy:annulled doi-thu-tuc:annulled",
    "awaiting_payment": "da-nop-tien:processing chuyen:awaiting_payment "
    "tu-choi:refused rut:withdrawn dung:stopped hen-lai:awaiting_payment "
    "huy:annulled doi-thu-tuc:annulled",
    "resolved": "tra-ket-qua:returned huy:annulled",
    "refused": "tra-ket-qua:returned huy:annulled",
    "returned": "huy:annulled",
    "withdrawn": "huy:annulled",
    "stopped": "huy:annulled",
    "annulled": "",
}
"""What passes in each state, and the status it leads to; all else is refused."""


@pytest.fixture
def anyone(office):
    desk.announce_days()
    make_officer(username="dong.nghiep", full_name="Vũ Thị Đồng")
    desk.make_procedure(
        slug="thu-tuc-dung", limits=[{"value": 3, "unit": "working_day"}]
    )
    return UserFactory(roles=[Role.CLERK, Role.OFFICER, Role.LEADER])


def dossier_in(state, office, actor):
    """Bring a dossier into a state by the moves that lead there."""
    procedure = desk.make_status_paper()
    procedure.versions.update(pause_allowed=True, verification_days=5)
    if state in {"submitted", "not_accepted"}:
        facts = desk.facts(procedure, channel=Channel.POSTAL, letter_number="BC 12")
        sent = submit_dossier(facts=facts, by=desk.logging(office, actor))
        if state == "not_accepted":
            refuse_submitted(dossier_id=sent.id, by=by(actor, "23 10:00", WHY))
        return sent
    dossier = register_dossier(
        facts=desk.facts(procedure), by=desk.logging(office, actor)
    )
    _bring(dossier, state, office, actor)
    return dossier


def _bring(dossier, state, office, actor):
    act = by(actor, "23 11:00", WHY)
    steps = {
        "accepted": lambda _: None,
        "processing": lambda _: None,
        "paused": lambda pk: pause(dossier_id=pk, by=act),
        "awaiting_signature": lambda pk: send_for_signature(dossier_id=pk, by=act),
        "awaiting_supplement": lambda _: waits.ask(dossier, office, act),
        "awaiting_payment": lambda pk: ask_payment(dossier_id=pk, by=act),
        "annulled": lambda pk: annul(dossier_id=pk, by=act),
    }
    if state != "accepted":
        take(dossier_id=dossier.id, by=by(actor, "23 10:00"))
    if state in steps:
        steps[state](dossier.id)
        return
    outcome = OUTCOMES.get(state, Outcome.GRANTED)
    close(dossier_id=dossier.id, outcome=outcome, office=office, by=act)
    if state == "returned":
        handing = Handing(collector="Nguyễn Thị Ví Dụ")
        return_result(dossier_id=dossier.id, by=act, handing=handing)


def attempt(dossier, kind, office, actor):
    """Fill in the form of a move and make it; return the status, or the refusal."""
    said = {"reason": WHY, **SAID.get(kind.value, {})}
    if kind is MoveKind.COMPLETE_SUPPLEMENT:
        said["papers"] = [
            paper.pk
            for request in dossier.supplements.all()
            for paper in request.papers.all()
        ]
    form = form_of(kind, dossier, said)
    assert form.is_valid(), form.errors
    act = by(actor, NOW, form.reason_given)
    try:
        with transaction.atomic():
            make_move(dossier_id=dossier.id, kind=kind, move=form.move(office), by=act)
    except MoveRefusedError as refused:
        return None, str(refused)
    return Dossier.objects.get(pk=dossier.pk).status, ""


def told_of(dossier):
    """Return all that a refused move must leave as it was."""
    return (
        Dossier.objects.filter(pk=dossier.pk).values().get(),
        evidence_of(dossier),
        waits.operations(dossier),
    )


@pytest.mark.parametrize("state", ALLOWED)
def test_a_move_leads_on_or_is_refused_with_a_sentence(state, office, anyone):
    dossier = dossier_in(state, office, anyone)
    before = told_of(dossier)
    expected = dict(pair.split(":") for pair in ALLOWED[state].split())
    for kind in MoveKind:
        with transaction.atomic():
            status, sentence = attempt(
                Dossier.objects.get(pk=dossier.pk), kind, office, anyone
            )
            assert (kind, status) == (kind, expected.get(kind.value))
            if status is None:
                assert sentence.endswith((".", "”"))
                assert sentence[0].isupper()
                assert told_of(dossier) == before
            else:
                assert told_of(dossier) != before
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", ALLOWED)
def test_what_passes_is_offered_by_the_table_of_moves(state):
    status = "processing" if state == "paused" else state
    offered = {kind.value for kind in MoveKind if status in MOVES[kind].sources}
    assert {pair.split(":")[0] for pair in ALLOWED[state].split()} <= offered
