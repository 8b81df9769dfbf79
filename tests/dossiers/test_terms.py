"""What a dossier is received on: version, due moment, fee; or why it cannot be."""

from datetime import UTC, date, datetime

import pytest

from dossiers.terms import IntakeRefusedError, terms_for
from procedures.deadlines import Limit
from procedures.enums import Channel, FeeStatus, LimitUnit
from procedures.models import Fee, Procedure, TimeLimit
from procedures.reference import load_catalogue
from procedures.workcalendar import CalendarYearNotLoaded
from tests.dossiers import desk
from tests.factories import ProcedureVersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture(autouse=True)
def days(office):
    desk.announce_days()


@pytest.fixture
def terms(office):
    def at(facts, moment=desk.MONDAY):
        return terms_for(facts, office=office, moment=moment)

    return at


class TestDue:
    def test_is_counted_over_the_holiday(self, terms):
        found = terms(desk.facts(desk.make_status_paper()))
        assert found.limit == Limit(3, LimitUnit.WORKING_DAY)
        assert f"{found.deadline.due_at}" == "2026-11-27 17:30:00"

    def test_follows_the_policy_of_the_office(self, terms, office):
        office.due_time = "same_time"
        found = terms(desk.facts(desk.make_status_paper()))
        assert f"{found.deadline.due_at}" == "2026-11-27 09:41:00"

    def test_after_the_cut_off_is_the_next_working_day(self, terms):
        facts = desk.facts(desk.make_certified_copies())
        at_three = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
        past_three = datetime(2026, 11, 23, 8, 1, tzinfo=UTC)
        assert terms(facts, at_three).deadline.due_at.day == 23
        assert terms(facts, past_three).deadline.due_at.day == 25

    def test_is_that_of_the_channel(self, terms):
        procedure = desk.make_status_paper()
        version = procedure.versions.get()
        version.limits.create(channel="online", value=1, unit="working_day")
        online = terms(desk.facts(procedure, channel=Channel.ONLINE))
        assert online.limit == Limit(1, LimitUnit.WORKING_DAY)
        assert terms(desk.facts(procedure)).limit == Limit(3, LimitUnit.WORKING_DAY)

    def test_is_that_of_the_case(self, terms):
        procedure = desk.make_status_paper()
        TimeLimit.objects.create(
            version=procedure.versions.get(),
            case="Phải xác minh",
            value=6,
            unit="working_day",
        )
        found = terms(desk.facts(procedure, case="Phải xác minh"))
        assert found.limit == Limit(6, LimitUnit.WORKING_DAY)

    def test_is_unknown_where_the_catalogue_has_no_limit(self, terms):
        found = terms(desk.facts(desk.make_incomplete()))
        assert (found.limit, found.deadline) == (None, None)

    def test_in_a_year_without_calendar_is_refused(self, terms):
        facts = desk.facts(desk.make_status_paper())
        with pytest.raises(CalendarYearNotLoaded, match="Chưa có lịch làm việc năm"):
            terms(facts, datetime(2026, 12, 31, 3, tzinfo=UTC))


class TestVersion:
    def test_is_the_one_in_force_on_the_day_of_receipt(self, terms):
        procedure = desk.make_status_paper()
        old = procedure.versions.get()
        old.valid_to = date(2026, 11, 22)
        old.save()
        new = ProcedureVersionFactory(
            procedure=procedure, number=2, valid_from=date(2026, 11, 23)
        )
        facts = desk.facts(Procedure.objects.get(pk=procedure.pk))
        assert terms(facts).version == new
        assert terms(facts, datetime(2026, 11, 20, 3, tzinfo=UTC)).version == old

    def test_that_has_ended_is_refused(self, terms):
        procedure = desk.make_status_paper()
        procedure.versions.update(valid_to=date(2026, 11, 22))
        with pytest.raises(IntakeRefusedError, match="không còn áp dụng") as refused:
            terms(desk.facts(procedure))
        assert refused.value.field == "procedure"


class TestChannel:
    def test_not_offered_is_refused(self, terms):
        facts = desk.facts(desk.make_certified_copies(), channel=Channel.POSTAL)
        with pytest.raises(IntakeRefusedError, match="Hãy chọn kênh khác") as refused:
            terms(facts)
        assert refused.value.field == "channel"

    def test_not_offered_is_taken_with_another_systems_code(self, terms):
        facts = desk.facts(
            desk.make_certified_copies(),
            channel=Channel.POSTAL,
            external_code="G22.99-261123-0009",
        )
        assert terms(facts).version == facts.procedure.versions.get()

    def test_of_a_procedure_that_states_none_is_never_refused(self, terms):
        facts = desk.facts(desk.make_incomplete(), channel=Channel.POSTAL)
        assert terms(facts).limit is None


class TestFee:
    def test_is_waived_on_its_ground(self, terms):
        procedure = desk.make_status_paper()
        waived = terms(desk.facts(procedure, fee_exemption=desk.GROUND)).fee
        assert (waived.amount, waived.lines) == (0, ("Được miễn theo: Hộ nghèo",))
        assert terms(desk.facts(procedure)).fee.amount == 15000

    def test_is_not_waived_on_a_ground_that_is_none(self, terms):
        found = terms(desk.facts(desk.make_status_paper(), fee_exemption="Quen biết"))
        assert found.fee.amount == 15000

    def test_is_that_of_the_day_of_receipt(self, terms):
        procedure = desk.make_status_paper()
        Fee.objects.create(
            version=procedure.versions.get(),
            status="charged",
            amount=20000,
            valid_from=date(2026, 11, 24),
        )
        tomorrow = datetime(2026, 11, 25, 3, tzinfo=UTC)
        assert terms(desk.facts(procedure)).fee.amount == 15000
        assert terms(desk.facts(procedure), tomorrow).fee.amount == 20000

    def test_unknown_is_not_nothing(self, terms):
        fee = terms(desk.facts(desk.make_incomplete())).fee
        assert (fee.amount, fee.status) == (None, FeeStatus.UNSET)

    def test_of_the_shipped_catalogue_meets_the_known_figures(self, terms):
        """TT 226/2016/TT-BTC and TT 281/2016/TT-BTC, as the ward charges them."""
        load_catalogue(day=date(2026, 11, 1))

        def fee(code, **counts):
            procedure = Procedure.objects.get(code=code)
            return terms(desk.facts(procedure, **counts)).fee.amount

        assert {
            "5 pages, 3 copies": fee("2.000815", pages=5, copies=3),
            "1 page": fee("2.000815"),
            "3 pages": fee("2.000815", pages=3),
            "197 pages": fee("2.000815", pages=197),
            "198 pages": fee("2.000815", pages=198),
            "500 pages, 2 copies": fee("2.000815", pages=500, copies=2),
            "signature": fee("2.000884"),
            "contract": fee("2.001035"),
            "2 extracts": fee("2.000635", copies=2),
        } == {
            "5 pages, 3 copies": 21_000,
            "1 page": 2_000,
            "3 pages": 5_000,
            "197 pages": 199_000,
            "198 pages": 200_000,
            "500 pages, 2 copies": 400_000,
            "signature": 10_000,
            "contract": 50_000,
            "2 extracts": 16_000,
        }
