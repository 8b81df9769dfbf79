"""The demo wards: their published figures, counted from rows by SQL of the tests'."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError
from django.db.models import F
from django.utils import timezone

from dossiers.models import Dossier
from procedures.models import CalendarYear, ProcedureVersion
from procedures.office_calendar import to_local_minute, working_calendar
from tests.dossiers.demo.seeds import NOW, reference, rows, seed, seeded
from wardportal.accounts.models import User
from wardportal.history.chain import first_broken_link
from wardportal.history.models import Event
from wardportal.office.models import Office
from wardportal.office.setup import OfficeFacts, set_up_office

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BY_PROCEDURE = """
SELECT p.code, count(*),
       sum(CASE WHEN d.resolved_at >= %s AND d.resolved_at < %s THEN 1 ELSE 0 END),
       sum(CASE WHEN d.foreign_element THEN 1 ELSE 0 END)
FROM dossiers_dossier d JOIN procedures_procedure p ON p.id = d.procedure_id
WHERE d.accepted_at >= %s AND d.accepted_at < %s AND d.annulled_at IS NULL
GROUP BY p.code
"""
STANDINGS = """
SELECT CASE WHEN d.channel = 'online' THEN 'online' ELSE 'counter and post' END,
       CASE WHEN d.resolved_at < %s THEN
                CASE WHEN d.resolved_at < d.due_at THEN 'early'
                     WHEN d.resolved_at = d.due_at THEN 'on time' ELSE 'late' END
            WHEN d.due_at > %s THEN 'pending in term' ELSE 'pending late' END,
       count(*)
FROM dossiers_dossier d
WHERE d.accepted_at >= %s AND d.accepted_at < %s
GROUP BY 1, 2
"""
EARLIER = "SELECT count(*) FROM dossiers_dossier WHERE accepted_at < %s"
HOLES = """
SELECT receipt_day FROM dossiers_dossier
GROUP BY receipt_day
HAVING count(*) <> max(day_number) OR min(day_number) <> 1
"""


class TestThanhLiet:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def said(cls, django_db_setup, django_db_blocker):
        with seeded(django_db_blocker, "thanh-liet") as said:
            yield said

    def test_august_2025_has_the_published_counts_received_and_resolved(self):
        start, end = _moments("2025-08-01", "2025-09-01")

        assert set(rows(BY_PROCEDURE, start, end, start, end)) == {
            ("2.000815", 557, 557, 0),
            ("2.000884", 463, 463, 0),
            ("1.001193", 119, 119, 0),
            ("2.000528", 1, 1, 1),
            ("1.000656", 25, 25, 0),
            ("1.000894", 17, 17, 0),
            ("2.000806", 1, 1, 1),
            ("2.000635", 183, 183, 0),
            ("1.004859", 8, 8, 0),
            ("1.001022", 2, 2, 0),
            ("1.004873", 147, 147, 0),
        }

    def test_nothing_was_received_before(self):
        assert rows(EARLIER, _moment("2025-08-01")) == [(0,)]

    def test_the_office_is_the_ward_and_its_people_can_sign_in(self, said):
        office = Office.objects.get()
        names = {"clerk", "officer", "leader", "admin"}

        assert said == "Đã nạp phường Thanh Liệt: 1.873 hồ sơ."
        assert (office.short_name, office.demo_ward) == (
            "phường Thanh Liệt",
            "thanh-liet",
        )
        can_sign_in = {user.username for user in User.objects.all() if _can(user)}
        assert can_sign_in == names

    def test_work_is_spread_over_clerks_and_officers(self):
        clerks = Counter(Dossier.objects.values_list("receiving_clerk", flat=True))
        officers = Counter(
            Dossier.objects.filter(officer__isnull=False).values_list(
                "officer", flat=True
            )
        )

        assert [len(clerks), len(officers)] == [3, 3]
        for shares in (clerks, officers):
            assert min(shares.values()) > shares.total() // 4

    def test_what_was_received_happened_in_opening_hours(self):
        calendar = working_calendar()

        for dossier in Dossier.objects.all():
            assert calendar.is_open(to_local_minute(dossier.accepted_at)), dossier
            assert dossier.submitted_at <= dossier.accepted_at
        online = Dossier.objects.filter(channel="online")
        outside = [d for d in online if not calendar.is_open(_local(d.submitted_at))]
        assert len(outside) > len(online) // 10

    def test_every_channel_is_one_that_the_procedure_offers(self):
        versions = {
            version.pk: {row.channel for row in version.offered_channels.all()}
            for version in ProcedureVersion.objects.prefetch_related("offered_channels")
        }

        for dossier in Dossier.objects.all():
            assert dossier.channel in versions[dossier.procedure_version_id], dossier

    def test_people_are_plainly_made_up(self):
        for dossier in Dossier.objects.select_related("applicant"):
            person = dossier.applicant
            assert (person.id_number[:3], person.phone[:7]) == ("000", "0900000")
            assert "đường Hoa " in person.address

    def test_codes_leave_no_hole(self):
        assert rows(HOLES) == []

    def test_the_evidence_holds_and_lies_in_order(self):
        assert first_broken_link() is None
        moments = list(
            Event.objects.order_by("sequence").values_list("moment", flat=True)
        )
        assert moments == sorted(moments)
        assert moments[-1] <= NOW

    def test_the_desk_has_work_in_every_state(self):
        still_open = Dossier.objects.open()
        today = timezone.make_aware(datetime(2026, 11, 19))  # noqa: DTZ001 -- made aware

        assert Counter(still_open.values_list("status", flat=True)) == {
            "accepted": 18,
            "processing": 31,
            "awaiting_signature": 11,
        }
        assert still_open.filter(due_at__lt=NOW).count() == 2
        assert still_open.due_between(NOW, today + timedelta(days=1)).count() == 8
        assert Dossier.objects.awaiting_return().count() >= 24

    def test_the_recent_life_is_of_this_month_and_the_one_before(self):
        recent = Dossier.objects.filter(accepted_at__gte=_moment("2025-09-01"))

        assert recent.count() == 350
        assert recent.filter(accepted_at__lt=_moment("2026-10-01")).count() == 0
        assert recent.filter(accepted_at__gt=NOW).count() == 0
        assert recent.filter(resolved_at__gt=F("due_at")).count() == 0

    def test_seeding_again_changes_nothing(self):
        before = [*Dossier.objects.order_by("code").values()], Event.objects.count()

        assert seed("thanh-liet") == (
            "Đã có dữ liệu mẫu của phường Thanh Liệt, không nạp thêm."
        )

        assert before == (
            [*Dossier.objects.order_by("code").values()],
            Event.objects.count(),
        )

    def test_the_other_ward_is_refused(self):
        with pytest.raises(CommandError, match="đang dùng cho phường Thanh Liệt"):
            seed("tay-tuu")

        assert Office.objects.get().demo_ward == "thanh-liet"


class TestTayTuu:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def said(cls, django_db_setup, django_db_blocker):
        with seeded(django_db_blocker, "tay-tuu") as said:
            yield said

    def test_the_published_period_has_the_published_counts(self):
        start, end = _moments("2025-07-01", "2025-09-15")
        counts = Counter()
        for channel, standing, count in rows(STANDINGS, end, end, start, end):
            counts[channel] += count
            counts[standing] += count

        assert counts == {
            "online": 2585,
            "counter and post": 1576,
            "early": 3990,
            "on time": 1,
            "pending in term": 170,
        }

    def test_nothing_was_received_before(self):
        assert rows(EARLIER, _moment("2025-07-01")) == [(0,)]

    def test_dossiers_are_of_many_sectors(self):
        start, end = _moments("2025-07-01", "2025-09-15")
        published = Dossier.objects.accepted_between(start, end)

        sectors = set(published.values_list("sector__name", flat=True))
        assert sectors >= {
            "Chứng thực",
            "Hộ tịch",
            "Thành lập và hoạt động hộ kinh doanh",
            "Đất đai",
            "Bảo trợ xã hội",
        }

    def test_what_was_pending_is_closed_in_time_afterwards(self):
        start, end = _moments("2025-07-01", "2025-09-15")
        pending = Dossier.objects.accepted_between(start, end).filter(
            resolved_at__gte=end
        )

        assert pending.count() == 170
        assert pending.filter(resolved_at__gte=F("due_at")).count() == 0

    def test_the_evidence_holds(self):
        assert first_broken_link() is None

    def test_codes_leave_no_hole(self):
        assert rows(HOLES) == []


class TestScaled:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def said(cls, django_db_setup, django_db_blocker):
        with seeded(django_db_blocker, "thanh-liet", dossiers="2500") as said:
            yield said

    def test_the_number_asked_for_is_there_and_one_in_twenty_more_is_open(self):
        assert Dossier.objects.count() == 2500
        assert Dossier.objects.open().count() == 60 + (2500 - 1873) // 20

    def test_the_published_figures_stay(self):
        start, end = _moments("2025-08-01", "2025-09-01")

        assert Dossier.objects.accepted_between(start, end).count() == 1523
        assert Dossier.objects.resolved_between(start, end).count() == 1523

    def test_codes_leave_no_hole_and_the_evidence_holds(self):
        assert rows(HOLES) == []
        assert first_broken_link() is None


class TestRefused:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _reference(cls, django_db_setup, django_db_blocker):
        with reference(django_db_blocker):
            yield

    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ({"ward": "hoa-sen"}, "Không có phường mẫu “hoa-sen”"),
            ({"dossiers": "nhiều"}, "Hãy ghi --dossiers là một số nguyên"),
            ({"dossiers": "1000"}, "Số hồ sơ ghi thiếu 873 so với phường mẫu"),
        ],
    )
    def test_a_wrong_wish_is_answered_with_what_to_do(self, options, sentence):
        _check_refused(sentence, **options)

    def test_a_real_ward_is_left_alone(self):
        set_up_office(
            facts=OfficeFacts(
                name="Ủy ban nhân dân phường Hoa Sen",
                short_name="phường Hoa Sen",
                place_name="Hoa Sen",
                agency_code="H00.00.01",
            )
        )

        _check_refused("đang dùng cho phường Hoa Sen")

    def test_without_the_catalogue_nothing_is_made(self):
        ProcedureVersion.objects.update(valid_from="2025-12-01")

        _check_refused("Hãy chạy lệnh load_reference trước")

    def test_a_year_that_is_not_loaded_is_named(self):
        CalendarYear.objects.filter(year=2025).delete()

        _check_refused("Chưa có lịch làm việc năm 2025")


def _check_refused(sentence, **options):
    before = [*Office.objects.values()]
    with pytest.raises(CommandError, match=sentence):
        seed(**{"ward": "thanh-liet", **options})
    assert [*Office.objects.values()] == before
    assert not User.objects.exists()
    assert not Dossier.objects.exists()


def _moment(day):
    return timezone.make_aware(datetime.fromisoformat(day))


def _moments(*days):
    return tuple(map(_moment, days))


def _local(moment):
    return to_local_minute(moment)


def _can(user):
    return user.is_active and user.has_usable_password()
