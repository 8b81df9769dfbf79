"""What narrows a heap and what looks everywhere, from the address line."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from dossiers.buckets import DeskDay
from dossiers.filters import DossierFilter
from dossiers.models import Dossier
from tests.dossiers import desk
from tests.dossiers.moves import make_dossier
from tests.factories import DossierFactory, ProcedureVersionFactory, SectorFactory
from tests.people import make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def filtered(office, officer):
    """Return ``filtered("nguoi=~toi")``: the filter as an officer's address says."""
    desk.announce_days()

    def asked(query):
        return DossierFilter(
            QueryDict(query),
            Dossier.objects.order_by("code"),
            user=officer,
            day=DeskDay(office, desk.MONDAY),
        )

    return asked


def listed(asked):
    """Return what was found, in the order of the list."""
    return list(asked.order.sort(asked.qs))


def in_sector(slug, **fields):
    version = ProcedureVersionFactory(procedure__sector=SectorFactory(slug=slug))
    return make_dossier(procedure_version=version, **fields)


class TestOneCondition:
    def test_sector(self, filtered):
        mine, _ = in_sector("ho-tich"), in_sector("dat-dai")
        assert list(filtered("linh_vuc=ho-tich").qs) == [mine]

    def test_channel(self, filtered):
        posted, _ = make_dossier(channel="postal"), make_dossier()
        assert list(filtered("kenh=postal").qs) == [posted]

    def test_status(self, filtered):
        signed, _ = make_dossier(status="awaiting_signature"), make_dossier()
        assert list(filtered("tinh_trang=awaiting_signature").qs) == [signed]

    def test_officer(self, filtered, officer):
        other = make_officer(username="dong.nghiep")
        mine, hers, nobodys = (
            make_dossier(officer=who) for who in (officer, other, None)
        )
        assert list(filtered("nguoi=~toi").qs) == [mine]
        assert list(filtered("nguoi=dong.nghiep").qs) == [hers]
        assert list(filtered("nguoi=~chua-giao").qs) == [nobodys]

    def test_text(self, filtered):
        found = make_dossier(applicant__folded_name="dang thi ngoc anh")
        make_dossier()
        assert list(filtered("q=Đặng+Thị").qs) == [found]

    def test_todays_number(self, filtered):
        today, _ = make_dossier(day_number=41), DossierFactory(day_number=41)
        assert list(filtered("q=41").qs) == [today]

    def test_due_days_hold_both_ends(self, filtered):
        midnight = datetime(2026, 11, 24, 17, tzinfo=UTC)  # 25/11 00:00 at the office
        before, first, last, after = (
            make_dossier(due_at=moment)
            for moment in (
                midnight - timedelta(seconds=1),
                midnight,
                midnight + timedelta(days=1, seconds=-1),
                midnight + timedelta(days=1),
            )
        )
        assert list(filtered("han_tu=25/11/2026&han_den=25/11/2026").qs) == [
            first,
            last,
        ]
        assert list(filtered("han_tu=25/11/2026").qs) == [first, last, after]
        assert list(filtered("han_den=24/11/2026").qs) == [before]

    def test_timeliness_of_open_dossiers_is_told_as_of_now(self, filtered):
        stale = {"timeliness": "pending_in_term"}
        late = make_dossier(
            accepted_at=desk.MONDAY - timedelta(days=7),
            due_at=desk.MONDAY - timedelta(minutes=1),
            **stale,
        )
        in_term = make_dossier(
            due_at=desk.MONDAY, accepted_at=late.accepted_at, **stale
        )
        assert list(filtered("thoi_han=pending_overdue").qs) == [late]
        assert list(filtered("thoi_han=pending_in_term").qs) == [in_term]

    def test_timeliness_of_closed_dossiers(self, filtered):
        early, _ = (
            make_dossier(closed_at=desk.MONDAY, timeliness=word)
            for word in ("early", "overdue")
        )
        assert list(filtered("thoi_han=early").qs) == [early]


class TestOrder:
    """Rows come in an order that an index holds, whatever is looked for."""

    @pytest.fixture
    def two(self):
        return [
            make_dossier(accepted_at=at, due_at=due)
            for at, due in (
                (desk.MONDAY, desk.MONDAY + timedelta(days=9)),
                (desk.MONDAY - timedelta(days=1), desk.MONDAY + timedelta(days=10)),
            )
        ]

    def test_is_the_newest_first(self, filtered, two):
        assert listed(filtered("tinh_trang=accepted")) == two

    def test_of_due_days_is_the_earliest_first(self, filtered, two):
        asked = filtered("han_tu=23/11/2026")
        assert asked.by_due_day
        assert listed(asked) == two
        later, earlier = two
        later.due_at += timedelta(days=5)
        later.save()
        assert listed(filtered("han_tu=23/11/2026")) == [earlier, later]


class TestTogether:
    def test_all_conditions_hold(self, filtered, officer):
        wanted = in_sector("ho-tich", channel="postal", officer=officer)
        in_sector("dat-dai", channel="postal", officer=officer)
        make_dossier(officer=officer)
        found = filtered("linh_vuc=ho-tich&kenh=postal&nguoi=~toi&q=Nguyễn")
        assert list(found.qs) == [wanted]

    @pytest.mark.parametrize(
        "query", ["", "linh_vuc=ho-tich", "kenh=postal&nguoi=~toi"]
    )
    def test_sector_channel_and_officer_narrow_a_heap(self, filtered, query):
        SectorFactory(slug="ho-tich")
        assert not filtered(query).looks_everywhere

    @pytest.mark.parametrize(
        "query",
        [
            "q=41",
            "tinh_trang=resolved",
            "thoi_han=early",
            "han_tu=05/11/2026",
            "han_den=05112026",
        ],
    )
    def test_the_rest_looks_everywhere(self, filtered, query):
        assert filtered(query).looks_everywhere

    def test_a_heap_is_narrowed_by_what_narrows_alone(self, filtered):
        posted, _ = make_dossier(channel="postal"), make_dossier()
        asked = filtered("kenh=postal&q=khong+co+ai")
        assert list(asked.narrow(Dossier.objects.all())) == [posted]
        assert asked.said_narrowing == {"kenh"}


class TestBadInput:
    @pytest.mark.parametrize(
        ("query", "name", "message"),
        [
            (
                "han_tu=31/02/2026",
                "han_tu",
                "Hạn trả từ ngày phải theo ngày/tháng/năm, ví dụ 05/11/1986",
            ),
            (
                "han_den=hôm+nay",
                "han_den",
                "Hạn trả đến ngày phải theo ngày/tháng/năm, ví dụ 05/11/1986",
            ),
            ("kenh=bo-cau", "kenh", "Hãy chọn lại kênh nộp trong danh sách"),
            ("linh_vuc=%00", "linh_vuc", "Hãy chọn lại lĩnh vực trong danh sách"),
            ("nguoi=nghi.viec", "nguoi", "Hãy chọn lại người xử lý trong danh sách"),
            (
                "q=" + "a" * 101,
                "q",
                "Mã, họ tên hoặc căn cước dài quá 100 ký tự, hãy rút gọn",
            ),
        ],
    )
    def test_is_named_and_the_rest_still_narrows(self, filtered, query, name, message):
        late, _ = make_dossier(status="processing"), make_dossier()
        asked = filtered(f"{query}&tinh_trang=processing")
        assert asked.form.errors == {name: [message]}
        assert list(asked.qs) == [late]

    def test_a_day_is_read_day_first(self, filtered):
        make_dossier()
        assert (
            filtered("han_den=05/11/2026").said["han_den"].isoformat() == "2026-11-05"
        )

    @pytest.mark.parametrize(
        "query", ["han_den=31/12/9999", "han_tu=01/01/1900", "q=%00"]
    )
    def test_at_the_edges_is_survived(self, filtered, query):
        make_dossier()
        list(filtered(query).qs)


def test_choices_are_read_once_a_minute(filtered, django_assert_num_queries):
    filtered("")
    with django_assert_num_queries(0):
        filtered("")
