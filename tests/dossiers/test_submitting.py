"""What came by post or online: its code, its answer, its acceptance or refusal."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dossiers.acts import Act
from dossiers.deciding import decide
from dossiers.enums import ProposalKind
from dossiers.finding import matching
from dossiers.intake import register_dossier
from dossiers.models import Dossier, Proposal
from dossiers.proposals import propose
from dossiers.submitting import (
    Acceptance,
    accept_submitted,
    answer_due,
    count_waiting,
    refuse_submitted,
    submit_dossier,
)
from dossiers.terms import IntakeRefusedError, StatedDue
from dossiers.workflow import MoveRefusedError
from procedures.enums import Channel
from tests.dossiers import desk
from tests.dossiers.moves import evidence_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

WEDNESDAY = desk.MONDAY + timedelta(days=2)
FRIDAY = desk.MONDAY + timedelta(days=4)


@pytest.fixture(autouse=True)
def _days(office):
    desk.announce_days()


def send(office, clerk, procedure=None, moment=desk.MONDAY, **fields):
    said = {"channel": Channel.POSTAL, "letter_number": "BC 12", **fields}
    facts = desk.facts(procedure or desk.make_status_paper(), **said)
    return submit_dossier(facts=facts, by=desk.logging(office, clerk, moment))


def accept(dossier, office, clerk, moment=WEDNESDAY, **added):
    return accept_submitted(
        dossier_id=dossier.id,
        office=office,
        by=Act(clerk, moment),
        added=Acceptance(**added),
    )


class TestSubmitting:
    def test_gives_a_code_of_the_day_and_no_clock(self, office, clerk):
        sent = send(office, clerk)

        sent.refresh_from_db()
        assert (sent.code, sent.status) == ("H00.00.01-261123-0001", "submitted")
        assert (sent.receipt_day, sent.day_number) == (date(2026, 11, 23), 1)
        assert (sent.accepted_at, sent.due_at, sent.original_due_at) == (None,) * 3
        assert (sent.fee_amount, sent.letter_number) == (15000, "BC 12")
        assert not Dossier.objects.counted().exists()
        words = {"code": sent.code, "channel": "postal"}
        assert evidence_of(sent) == [
            ("dossier.submitted", "", "submitted", clerk, words)
        ]

    def test_shares_the_days_numbers_with_the_counter(self, office, clerk):
        procedure = desk.make_status_paper()
        send(office, clerk, procedure)
        by = desk.logging(office, clerk)

        received = register_dossier(facts=desk.facts(procedure), by=by)

        assert received.code == "H00.00.01-261123-0002"

    def test_of_one_form_is_one_dossier(self, office, clerk):
        procedure = desk.make_status_paper()
        key = "6f9619ff-8b86-d011-b42d-00cf4fc964ff"

        first = send(office, clerk, procedure, intake_key=key)

        assert send(office, clerk, procedure, intake_key=key) == first
        assert count_waiting() == 1

    def test_of_a_channel_that_is_not_offered_is_refused(self, office, clerk):
        with pytest.raises(IntakeRefusedError, match="không nhận qua kênh"):
            send(office, clerk, desk.make_certified_copies())


class TestAnswering:
    @pytest.mark.parametrize(
        ("channel", "moment", "due"),
        [
            # The 24th is a holiday: 09:41 Monday and 8 working hours, or one day.
            (Channel.ONLINE, desk.MONDAY, datetime(2026, 11, 25, 2, 41, tzinfo=UTC)),
            (Channel.POSTAL, desk.MONDAY, datetime(2026, 11, 25, 10, 30, tzinfo=UTC)),
            (Channel.ONLINE, FRIDAY, datetime(2026, 11, 30, 2, 41, tzinfo=UTC)),
        ],
    )
    def test_is_due_in_8_working_hours_or_a_working_day(
        self, office, clerk, channel, moment, due
    ):
        sent = send(office, clerk, channel=channel, moment=moment)
        assert answer_due(sent, office) == due

    def test_counts_from_the_arrival_not_from_the_postmark(self, office, clerk):
        earlier = desk.MONDAY - timedelta(days=10)
        sent = send(office, clerk, submitted_at=earlier)
        assert answer_due(sent, office) == datetime(2026, 11, 25, 10, 30, tzinfo=UTC)


class TestAccepting:
    def test_starts_clock_and_period_and_keeps_the_code(self, office, clerk):
        sent = send(office, clerk)

        accept(sent, office, clerk)

        taken_in = Dossier.objects.get()
        assert (taken_in.code, taken_in.status) == (sent.code, "accepted")
        assert taken_in.accepted_at == WEDNESDAY
        assert taken_in.receipt_day == date(2026, 11, 25)
        assert taken_in.day_number is None
        assert (taken_in.limit_value, taken_in.limit_unit) == (3, "working_day")
        due = datetime(2026, 11, 30, 10, 30, tzinfo=UTC)
        assert taken_in.due_at == taken_in.original_due_at == due
        assert taken_in.timeliness == "pending_in_term"
        assert taken_in.submitted_at == taken_in.logged_at == desk.MONDAY
        event, source, target, actor, _ = evidence_of(sent)[-1]
        assert (event, source, target, actor) == (
            "dossier.accepted",
            "submitted",
            "accepted",
            clerk,
        )

    def test_on_the_day_it_came_keeps_the_days_number(self, office, clerk):
        sent = send(office, clerk)
        later = desk.MONDAY + timedelta(hours=1)
        assert accept(sent, office, clerk, later).day_number == 1

    def test_is_still_found_by_the_day_and_number_of_its_code(self, office, clerk):
        sent = send(office, clerk)
        accept(sent, office, clerk)
        by = desk.logging(office, clerk, WEDNESDAY)
        facts = desk.facts(sent.procedure)
        first_today = register_dossier(facts=facts, by=by)

        def found(text):
            today = date(2026, 11, 25)
            return list(matching(Dossier.objects.all(), text, today=today))

        assert found("261123-0001") == [sent]
        assert found("261125-0001") == found("1") == [first_today]

    def test_asks_for_a_due_moment_where_the_catalogue_has_none(self, office, clerk):
        sent = send(office, clerk, desk.make_incomplete())

        with pytest.raises(MoveRefusedError, match="Hãy ghi ngày hẹn trả"):
            accept(sent, office, clerk)
        stated = StatedDue(FRIDAY, "Công văn 12")
        accept(sent, office, clerk, stated_due=stated)

        taken_in = Dossier.objects.get()
        assert (taken_in.due_at, taken_in.due_source) == (FRIDAY, "stated")

    def test_counts_the_limit_of_the_case_chosen(self, office, clerk):
        procedure = desk.make_procedure(
            limits=[
                {"value": 3, "unit": "working_day"},
                {"value": 1, "unit": "working_day", "case": "Không xác minh"},
            ]
        )
        sent = send(office, clerk, procedure)
        assert accept(sent, office, clerk, case="Không xác minh").limit_value == 1

    def test_is_done_once(self, office, clerk):
        sent = send(office, clerk)
        accept(sent, office, clerk)
        with pytest.raises(MoveRefusedError, match="Đã tiếp nhận"):
            accept(sent, office, clerk)

    def test_of_a_withdrawn_procedure_says_so(self, office, clerk):
        sent = send(office, clerk)
        sent.procedure.versions.update(valid_to=date(2026, 11, 24))
        with pytest.raises(MoveRefusedError, match="không còn áp dụng"):
            accept(sent, office, clerk)


class TestRefusing:
    def test_is_proposed_by_a_clerk_and_approved_by_a_leader(
        self, office, clerk, leader
    ):
        sent = send(office, clerk)
        by = Act(clerk, WEDNESDAY, "Không thuộc thẩm quyền")
        propose(dossier_id=sent.id, kind=ProposalKind.REFUSE_INTAKE, by=by)

        decide(
            proposal_id=Proposal.objects.get().id,
            granted=True,
            answer="",
            office=office,
            by=Act(leader, WEDNESDAY),
        )

        sent.refresh_from_db()
        assert (sent.status, sent.accepted_at) == ("not_accepted", None)
        refused = (
            "dossier.not_accepted",
            "submitted",
            "not_accepted",
            leader,
            {"reason": "Không thuộc thẩm quyền"},
        )
        assert evidence_of(sent)[-1] == refused

    def test_needs_a_reason(self, office, clerk, leader):
        sent = send(office, clerk)
        with pytest.raises(MoveRefusedError, match="Hãy ghi lý do"):
            refuse_submitted(dossier_id=sent.id, by=Act(leader, WEDNESDAY))

    def test_comes_too_late_for_what_was_accepted(self, office, clerk, leader):
        sent = send(office, clerk)
        accept(sent, office, clerk)
        with pytest.raises(MoveRefusedError, match="Đã tiếp nhận"):
            refuse_submitted(dossier_id=sent.id, by=Act(leader, WEDNESDAY, "Nhầm"))
