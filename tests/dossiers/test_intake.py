"""Logging a dossier: all of it or nothing, once, with its evidence."""

import uuid
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.forms.models import model_to_dict

from dossiers.enums import DueSource, Outcome, Status
from dossiers.intake import register_dossier
from dossiers.models import Applicant, DayCounter, Dossier, DossierPaper, ExternalCode
from dossiers.people import ApplicantFacts
from dossiers.returning import log_one_visit
from dossiers.terms import IntakeRefusedError, PaperFacts, StatedDue
from procedures.enums import Channel
from tests.dossiers import desk
from tests.dossiers.test_numbering import Clerks
from tests.people import make_clerk
from wardportal.history.chain import first_broken_link
from wardportal.history.models import Event

KEY = uuid.UUID("11111111-1111-4111-8111-111111111111")
DUE = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
"""17:30 of 27/11/2026, three working days after Monday over a holiday."""


@pytest.fixture
def by(office, clerk):
    desk.announce_days()
    return desk.logging(office, clerk)


@pytest.fixture
def procedure(db):
    return desk.make_status_paper()


def nothing_is_stored():
    kinds = (Dossier, Applicant, DayCounter, DossierPaper, ExternalCode, Event)
    return not any(kind.objects.exists() for kind in kinds)


@pytest.mark.django_db
@pytest.mark.embedded
class TestLogging:
    def test_keeps_every_moment_and_fact(self, by, procedure):
        stated = desk.facts(
            procedure,
            copies=2,
            foreign_element=True,
            note="Cần gấp",
            intake_key=KEY,
            papers=(PaperFacts(name="Tờ khai theo mẫu", originals=1),),
        )
        saved = Dossier.objects.get(pk=register_dossier(facts=stated, by=by).pk)
        kept = model_to_dict(
            saved, exclude=["applicant", "procedure_version", "sector", "procedure"]
        )
        assert kept == {
            "code": "H00.00.01-261123-0001",
            "receipt_day": date(2026, 11, 23),
            "day_number": 1,
            "channel": "in_person",
            "foreign_element": True,
            "representative": None,
            "second_party": None,
            "status": "accepted",
            "outcome": "",
            "timeliness": "pending_in_term",
            "submitted_at": desk.MONDAY,
            "accepted_at": desk.MONDAY,
            "original_due_at": DUE,
            "due_at": DUE,
            "promised_at": None,
            "waiting_since": None,
            "resolved_at": None,
            "returned_at": None,
            "annulled_at": None,
            "logged_at": desk.MONDAY,
            "due_source": "computed",
            "due_ground": "",
            "compared_by_day": False,
            "limit_value": 3,
            "limit_unit": "working_day",
            "limit_cutoff": None,
            "due_time_policy": "end_of_day",
            "copies": 2,
            "pages": 1,
            "delivery": "counter",
            "postmark_day": None,
            "letter_number": "",
            "fee_status": "charged",
            "fee_amount": 30000,
            "fee_lines": ["2 trường hợp × 15.000 đồng = 30.000 đồng"],
            "fee_exemption": "",
            "note": "Cần gấp",
            "receiving_clerk": by.clerk.pk,
            "officer": None,
        }
        assert (saved.code_authority, saved.intake_key) == ("own", KEY)
        assert saved.sector == procedure.sector
        assert saved.applicant.id_number == desk.ID_NUMBER
        assert [str(paper) for paper in saved.papers.all()] == ["Tờ khai theo mẫu"]

    def test_leaves_one_link_of_evidence(self, by, procedure):
        dossier = register_dossier(facts=desk.facts(procedure), by=by)
        event = Event.objects.get()
        assert (event.event, event.target) == ("dossier.registered", "accepted")
        assert (event.subject_id, event.actor_id) == (dossier.pk, by.clerk.pk)
        assert event.payload.words == {
            "code": dossier.code,
            "channel": "in_person",
            "accepted_at": "2026-11-23T02:41:00+00:00",
            "due_at": "2026-11-27T17:30:00+07:00",
            "due_source": "computed",
        }
        assert first_broken_link() is None

    def test_writes_nothing_personal_into_the_evidence(self, by, procedure):
        register_dossier(facts=desk.facts(procedure, note="bí mật"), by=by)
        words = str(Event.objects.get().payload.words)
        assert not any(part in words for part in ("Ví Dụ", desk.ID_NUMBER, "bí mật"))

    def test_keeps_who_handed_in_for_another(self, by, procedure):
        other = ApplicantFacts(full_name="Trần Văn Ví Dụ", id_number="001090000456")
        stated = desk.facts(procedure, representative=other)
        dossier = register_dossier(facts=stated, by=by)
        assert dossier.applicant.full_name == "Nguyễn Thị Ví Dụ"
        assert dossier.representative.full_name == "Trần Văn Ví Dụ"

    def test_keeps_the_postmark_apart_from_the_receipt(self, by, procedure):
        posted = datetime(2026, 11, 19, 17, tzinfo=UTC)
        stated = desk.facts(
            procedure,
            channel=Channel.POSTAL,
            submitted_at=posted,
            postmark_day=date(2026, 11, 20),
            letter_number="EV123456789VN",
        )
        dossier = register_dossier(facts=stated, by=by)
        assert (dossier.submitted_at, dossier.accepted_at) == (posted, desk.MONDAY)
        assert dossier.letter_number == "EV123456789VN"


@pytest.mark.django_db
@pytest.mark.embedded
class TestStatedDue:
    def test_of_an_incomplete_procedure_flags_the_dossier(self, by):
        stated = desk.facts(
            desk.make_incomplete(), stated_due=StatedDue(DUE, "Thông báo số 12")
        )
        dossier = register_dossier(facts=stated, by=by)
        assert (dossier.due_at, dossier.original_due_at) == (DUE, DUE)
        assert dossier.due_source == DueSource.STATED
        assert dossier.due_ground == "Thông báo số 12"
        assert (dossier.limit_value, dossier.limit_unit) == (None, "")

    def test_missing_is_asked_for_and_nothing_is_stored(self, by):
        with pytest.raises(IntakeRefusedError, match="Hãy ghi ngày hẹn") as refused:
            register_dossier(facts=desk.facts(desk.make_incomplete()), by=by)
        assert refused.value.field == "due_at"
        assert nothing_is_stored()

    @pytest.mark.parametrize("due", [desk.MONDAY, datetime(2026, 11, 20, tzinfo=UTC)])
    def test_not_after_the_receipt_is_refused_and_nothing_is_stored(self, by, due):
        stated = desk.facts(
            desk.make_incomplete(), stated_due=StatedDue(due, "Thông báo số 12")
        )
        with pytest.raises(IntakeRefusedError, match="phải sau lúc") as refused:
            register_dossier(facts=stated, by=by)
        assert refused.value.field == "due_at"
        assert nothing_is_stored()


@pytest.mark.django_db
@pytest.mark.embedded
class TestOtherSystemsCode:
    CODE = "G22.99-261123-0009"

    def test_stands_beside_ours_where_we_give_the_codes(self, by, procedure):
        stated = desk.facts(procedure, external_code=self.CODE)
        dossier = register_dossier(facts=stated, by=by)
        assert dossier.code == "H00.00.01-261123-0001"
        assert [str(code) for code in dossier.external_codes.all()] == [self.CODE]

    def test_is_the_code_where_the_city_gives_them(self, by, procedure):
        by.office.code_authority = "external"
        stated = desk.facts(procedure, external_code=self.CODE)
        dossier = register_dossier(facts=stated, by=by)
        assert (dossier.code, dossier.day_number) == (self.CODE, None)
        assert dossier.code_authority == "external"

    def test_missing_there_makes_a_number_of_a_visibly_different_series(
        self, by, procedure
    ):
        by.office.code_authority = "external"
        dossier = register_dossier(facts=desk.facts(procedure), by=by)
        assert dossier.code == "H00.00.01.NB-261123-0001"

    @pytest.mark.parametrize("authority", ["own", "external"])
    def test_twice_is_refused_and_nothing_more_is_stored(
        self, by, procedure, authority
    ):
        by.office.code_authority = authority
        stated = desk.facts(procedure, external_code=self.CODE)
        register_dossier(facts=stated, by=by)
        with pytest.raises(IntakeRefusedError, match="đã gắn với") as refused:
            register_dossier(facts=stated, by=by)
        assert refused.value.field == "external_code"
        assert Dossier.objects.count() == 1

    def test_that_is_the_code_of_another_dossier_is_refused(self, by, procedure):
        code = register_dossier(facts=desk.facts(procedure), by=by).code
        with pytest.raises(IntakeRefusedError, match="đã gắn với"):
            register_dossier(facts=desk.facts(procedure, external_code=code), by=by)


@pytest.mark.django_db
@pytest.mark.embedded
class TestSameForm:
    def test_sent_twice_is_one_dossier(self, by, procedure):
        stated = desk.facts(procedure, intake_key=KEY)
        first = register_dossier(facts=stated, by=by)
        assert register_dossier(facts=stated, by=by) == first
        assert (Dossier.objects.count(), Event.objects.count()) == (1, 1)

    def test_sent_again_after_others_is_still_that_dossier(self, by, procedure):
        stated = desk.facts(procedure, intake_key=KEY)
        first = register_dossier(facts=stated, by=by)
        second = register_dossier(facts=desk.facts(procedure), by=by)
        assert register_dossier(facts=stated, by=by) == first
        assert second.day_number == 2
        assert DayCounter.objects.get().last_number == 2

    def test_forms_without_a_token_are_dossiers_of_their_own(self, by, procedure):
        for _ in range(2):
            register_dossier(facts=desk.facts(procedure), by=by)
        assert Dossier.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.embedded
class TestOneVisit:
    def test_is_logged_signed_and_returned_in_one_go(self, by):
        dossier = log_one_visit(facts=desk.facts(desk.make_certified_copies()), by=by)
        saved = Dossier.objects.get(pk=dossier.pk)
        assert (saved.status, saved.outcome) == (Status.RETURNED, Outcome.GRANTED)
        assert saved.accepted_at == saved.resolved_at == saved.returned_at
        assert saved.timeliness == "early"
        moves = Event.objects.order_by("sequence").values_list("source", "target")
        assert list(moves) == [
            ("", "accepted"),
            ("accepted", "resolved"),
            ("resolved", "returned"),
        ]

    def test_sent_twice_is_one_dossier_returned_once(self, by):
        stated = desk.facts(desk.make_certified_copies(), intake_key=KEY)
        first = log_one_visit(facts=stated, by=by)
        assert log_one_visit(facts=stated, by=by) == first
        assert Event.objects.count() == 3

    def test_refused_stores_nothing(self, by):
        stated = desk.facts(desk.make_certified_copies(), channel=Channel.ONLINE)
        with pytest.raises(IntakeRefusedError):
            log_one_visit(facts=stated, by=by)
        assert nothing_is_stored()


@pytest.fixture
def two_doors(transactional_db, office):
    """Offer an office and a clerk whom several connections can serve at once."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    desk.announce_days()
    return SimpleNamespace(office=office, clerk=make_clerk())


@pytest.mark.parametrize("log", [register_dossier, log_one_visit])
def test_form_sent_by_many_at_once_is_one_dossier(two_doors, log):
    stated = desk.facts(desk.make_certified_copies(), intake_key=KEY)
    by, made = desk.logging(two_doors.office, two_doors.clerk), []
    clerks = Clerks(lambda _number: made.append(log(facts=stated, by=by).pk))
    clerks.run()
    assert clerks.faults == []
    assert set(made) == {Dossier.objects.get().pk}
    assert len(made) == Clerks.COUNT
    assert DayCounter.objects.get().last_number == 1


def test_external_code_taken_by_many_at_once_is_one_dossier_and_refusals(two_doors):
    stated = desk.facts(desk.make_status_paper(), external_code="G22.99-261123-0009")
    by = desk.logging(two_doors.office, two_doors.clerk)
    clerks = Clerks(lambda _number: register_dossier(facts=stated, by=by))
    clerks.run()
    assert Dossier.objects.count() == 1
    assert clerks.faults == [IntakeRefusedError] * (Clerks.COUNT - 1)
