"""Bulk entry: the same rows and evidence as single operations, all or nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from dossiers.acts import Act
from dossiers.bulk import Life, Move, enter_lives
from dossiers.enums import DossierEvent, Outcome
from dossiers.intake import Logging, register_dossier
from dossiers.models import (
    Applicant,
    DayCounter,
    Dossier,
    ExternalCode,
    ResultReturn,
)
from dossiers.people import ApplicantFacts
from dossiers.processing import close, send_for_signature, take
from dossiers.returning import Handing, log_one_visit, return_result
from dossiers.terms import IntakeRefusedError, PaperFacts, StatedDue, terms_for
from dossiers.workflow import MoveRefusedError
from procedures.enums import Channel
from tests.dossiers.desk import (
    MONDAY,
    announce_days,
    facts,
    make_certified_copies,
    make_incomplete,
    make_status_paper,
)
from wardportal.history.chain import first_broken_link
from wardportal.history.models import Event
from wardportal.office.enums import CodeAuthority

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

OTHER = ApplicantFacts(full_name="Trần Văn Ví Dụ", id_number="001086000456")
NAMELESS = ApplicantFacts(full_name="Công ty Ví Dụ", tax_code="0100000000")
OWN_ROWS = ("id", "tracking_token", "applicant", "second_party", "representative")
"""What two entries of one dossier may differ in: drawn at random, or compared apart."""


@pytest.fixture(autouse=True)
def _calendar(office):
    announce_days()


@pytest.fixture
def life_of(office, clerk):
    """Return ``life_of(facts, *moves, minutes=…)``, received so long after 09:41."""

    def life(stated, *moves, minutes=0, **given):
        moment = MONDAY + timedelta(minutes=minutes)
        by = Logging(office, clerk, accepted_at=moment, logged_at=moment)
        terms = terms_for(stated, office=office, moment=moment)
        return Life(facts=stated, by=by, terms=terms, moves=moves, **given)

    return life


@pytest.fixture
def lives(life_of, clerk, officer):
    """Lives of every kind: at once, step by step, refused, open, with other codes."""
    paper, copies = make_status_paper(), make_certified_copies()
    incomplete = make_incomplete()
    at_once = Act(clerk, MONDAY + timedelta(minutes=1))
    papers = (PaperFacts("Tờ khai", originals=1), PaperFacts("Căn cước", copies=1))
    stated = StatedDue(MONDAY + timedelta(days=9), "Thông báo số 12")
    return [
        life_of(facts(paper, papers=papers), *_steps(clerk, officer)),
        life_of(
            facts(copies, applicant=OTHER, copies=3, pages=2),
            Move(event=DossierEvent.CLOSED, by=at_once),
            Move(event=DossierEvent.RETURNED, by=at_once),
            minutes=1,
        ),
        life_of(
            facts(paper, applicant=OTHER, representative=NAMELESS),
            _closed(officer, Outcome.REFUSED, reason="Chưa đủ điều kiện"),
            minutes=2,
        ),
        life_of(facts(paper, external_code="MA-NGOAI-1"), minutes=3),
        life_of(
            facts(
                paper,
                applicant=NAMELESS,
                second_party=OTHER,
                foreign_element=True,
                note="Ghi chú",
            ),
            minutes=4,
        ),
        life_of(
            facts(incomplete, stated_due=stated, channel=Channel.ONLINE), minutes=5
        ),
    ]


def test_bulk_entry_makes_the_rows_and_evidence_of_single_operations(lives):
    with transaction.atomic():
        for life in lives:
            _play(life)
        singly = _everything()
        transaction.set_rollback(True)

    assert enter_lives(lives) == len(lives)

    assert _everything() == singly
    assert first_broken_link() is None


def test_evidence_is_chained_in_the_order_of_its_moments(lives):
    enter_lives(lives)

    moments = list(Event.objects.order_by("sequence").values_list("moment", flat=True))
    assert moments == sorted(moments)


def test_evidence_of_what_was_logged_later_than_it_happened_follows_its_receipt(
    life_of, clerk, office
):
    """A register is entered today: its closings lie before their entry."""
    life = life_of(facts(make_status_paper()), _closed(clerk))
    late = Logging(
        office, clerk, accepted_at=MONDAY, logged_at=MONDAY + timedelta(days=90)
    )

    enter_lives([Life(facts=life.facts, by=late, terms=life.terms, moves=life.moves)])

    assert list(Event.objects.order_by("sequence").values_list("event", flat=True)) == [
        "dossier.registered",
        "dossier.closed",
    ]


def test_numbers_follow_those_already_given_and_leave_no_hole(
    life_of, office, clerk, monkeypatch
):
    monkeypatch.setattr("dossiers.bulk.CHUNK", 2)
    paper = make_status_paper()
    register_dossier(facts=facts(paper), by=life_of(facts(paper)).by)

    enter_lives([life_of(facts(paper), minutes=minute) for minute in range(1, 6)])

    numbers = Dossier.objects.order_by("accepted_at").values_list("code", flat=True)
    assert list(numbers) == [f"H00.00.01-261123-000{n}" for n in range(1, 7)]
    assert DayCounter.objects.get().last_number == 6


def test_a_code_of_ours_is_kept_and_later_numbers_lie_above_it(life_of):
    paper = make_status_paper()

    enter_lives(
        [
            life_of(facts(paper)),
            life_of(facts(paper), minutes=1, own_code="H00.00.01-261123-0041"),
            life_of(facts(paper), minutes=2, own_code="H00.00.01-261120-0007"),
        ]
    )

    assert list(
        Dossier.objects.order_by("accepted_at").values_list("code", "day_number")
    ) == [
        ("H00.00.01-261123-0042", 42),
        ("H00.00.01-261123-0041", 41),
        ("H00.00.01-261120-0007", None),
    ]
    assert dict(DayCounter.objects.values_list("day", "last_number")) == {
        date(2026, 11, 20): 7,
        date(2026, 11, 23): 42,
    }


def test_where_the_city_numbers_its_code_is_the_dossiers(life_of, office):
    office.code_authority = CodeAuthority.EXTERNAL.value
    office.save()
    paper = make_status_paper()

    enter_lives(
        [
            life_of(facts(paper, external_code="MA-NGOAI-1")),
            life_of(facts(paper), minutes=1),
        ]
    )

    assert set(Dossier.objects.values_list("code", flat=True)) == {
        "MA-NGOAI-1",
        "H00.00.01.NB-261123-0001",
    }
    assert ExternalCode.objects.get().code == "MA-NGOAI-1"


def test_a_person_known_with_the_same_details_is_not_entered_again(life_of):
    paper = make_status_paper()
    enter_lives([life_of(facts(paper))])
    moved = ApplicantFacts(full_name=OTHER.full_name, id_number=OTHER.id_number)

    enter_lives(
        [
            life_of(facts(paper), minutes=1),
            life_of(facts(paper, applicant=moved), minutes=2),
            life_of(facts(paper, applicant=OTHER), minutes=3),
        ]
    )

    assert sorted(Applicant.objects.values_list("full_name", flat=True)) == [
        "Nguyễn Thị Ví Dụ",
        "Trần Văn Ví Dụ",
    ]


@pytest.mark.parametrize(
    "moves",
    [
        pytest.param(
            lambda clerk: [Move(event=DossierEvent.RETURNED, by=Act(clerk, MONDAY))],
            id="returned before it is closed",
        ),
        pytest.param(
            lambda clerk: [_closed(clerk, Outcome.REFUSED)], id="refused unexplained"
        ),
        pytest.param(
            lambda clerk: [
                Move(event=DossierEvent.CLOSED, by=Act(clerk, MONDAY - timedelta(1)))
            ],
            id="closed before receipt",
        ),
    ],
)
def test_a_move_that_is_not_allowed_enters_nothing(life_of, clerk, moves):
    paper = make_status_paper()

    with pytest.raises(MoveRefusedError):
        enter_lives([life_of(facts(paper)), life_of(facts(paper), *moves(clerk))])

    assert not Dossier.objects.exists()
    assert not Event.objects.exists()


def test_a_due_moment_before_receipt_enters_nothing(life_of):
    stated = StatedDue(MONDAY - timedelta(days=1), "Thông báo số 12")

    with pytest.raises(IntakeRefusedError, match="Hạn trả phải sau lúc tiếp nhận"):
        enter_lives([life_of(facts(make_incomplete(), stated_due=stated))])

    assert not Dossier.objects.exists()


def test_a_move_that_bulk_entry_does_not_know_is_refused(life_of, clerk):
    unknown = Move(event=DossierEvent.HANDED_OVER, by=Act(clerk, MONDAY))

    with pytest.raises(ValueError, match="no move of bulk entry"):
        enter_lives([life_of(facts(make_status_paper()), unknown)])


def _steps(clerk, officer):
    """Take, send for signature, close and return, one hour apart."""
    hour = timedelta(hours=1)
    return (
        Move(event=DossierEvent.TAKEN, by=Act(officer, MONDAY + hour)),
        Move(event=DossierEvent.SENT_FOR_SIGNATURE, by=Act(officer, MONDAY + 2 * hour)),
        Move(event=DossierEvent.CLOSED, by=Act(officer, MONDAY + 3 * hour)),
        Move(
            event=DossierEvent.RETURNED,
            by=Act(clerk, MONDAY + 4 * hour),
            collector="Nguyễn Thị Ví Dụ",
        ),
    )


def _closed(actor, outcome=Outcome.GRANTED, reason=""):
    act = Act(actor, datetime(2026, 11, 23, 8, 0, tzinfo=UTC), reason)
    return Move(event=DossierEvent.CLOSED, by=act, outcome=outcome)


def _play(life):
    """Live a life by the single operations."""
    if life.facts.procedure.same_visit:
        return log_one_visit(facts=life.facts, by=life.by)
    dossier = register_dossier(facts=life.facts, by=life.by)
    for move in life.moves:
        said = {"dossier_id": dossier.id, "by": move.by}
        match move.event:
            case DossierEvent.TAKEN:
                take(**said)
            case DossierEvent.SENT_FOR_SIGNATURE:
                send_for_signature(**said)
            case DossierEvent.CLOSED:
                close(**said, outcome=move.outcome, office=life.by.office)
            case DossierEvent.RETURNED:
                return_result(**said, handing=Handing(collector=move.collector))
    return dossier


def _everything():
    """Return all that a table, a person or the evidence tells of every dossier."""
    codes = dict(Dossier.objects.values_list("id", "code"))
    return {
        "dossiers": [_told(d) for d in Dossier.objects.order_by("accepted_at")],
        "counters": list(DayCounter.objects.values_list("day", "last_number")),
        "events": sorted(
            (
                codes[event.subject_id],
                event.moment,
                event.event,
                event.source,
                event.target,
                event.actor.username,
                str(getattr(event, "payload", None) and event.payload.words),
            )
            for event in Event.objects.with_words()
        ),
    }


def _told(dossier):
    columns = [f.name for f in Dossier._meta.concrete_fields if f.name not in OWN_ROWS]
    return {
        "columns": {name: getattr(dossier, name) for name in columns},
        "applicant": _person(dossier.applicant),
        "second_party": dossier.second_party and _person(dossier.second_party),
        "representative": dossier.representative and _person(dossier.representative),
        "papers": list(
            dossier.papers.values_list("name", "originals", "copies", "order")
        ),
        "codes": list(dossier.external_codes.values_list("code", "attached_at")),
        "hand_overs": list(
            dossier.hand_overs.values_list("moment", "giver", "receiver", "note")
        ),
        "return": list(
            ResultReturn.objects.filter(dossier=dossier).values_list(
                "way", "collector", "letter_number", "actor", "moment"
            )
        ),
    }


def _person(person):
    names = ("full_name", "folded_name", "id_number", "tax_code", "birth_date", "phone")
    return {name: getattr(person, name) for name in names}
