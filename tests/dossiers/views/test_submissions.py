"""What came by post or online: listed until it is answered, and answered."""

import re
from datetime import timedelta

import pytest
import time_machine

from dossiers.models import Dossier, Proposal
from dossiers.submitting import submit_dossier
from procedures.enums import Channel
from procedures.models import CalendarYear
from tests.dossiers import desk
from tests.dossiers.moves import evidence_of
from tests.dossiers.views.pages import page_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

PAGE = "/ho-so/cho-tiep-nhan/"
LATER = desk.MONDAY + timedelta(minutes=90)
THURSDAY = desk.MONDAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def _late_that_morning(office):
    desk.announce_days()
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def at_counter(client_of, clerk):
    return client_of(clerk)


@pytest.fixture
def send(office, clerk):
    def sent(procedure=None, **fields):
        facts = desk.facts(
            procedure or desk.make_status_paper(),
            **{"channel": Channel.POSTAL, **fields},
        )
        return submit_dossier(facts=facts, by=desk.logging(office, clerk))

    return sent


def address(dossier, kind=""):
    return f"/ho-so/{dossier.code}/" + (f"viec/{kind}/" if kind else "")


class TestList:
    def test_says_until_when_each_sender_is_answered(self, at_counter, send):
        send()
        page = words(page_of(at_counter.get(PAGE)))
        assert "1 hồ sơ gửi qua bưu chính, trực tuyến; cũ nhất ở trên" in page
        assert (
            "261123-0001 Tình trạng hôn nhân Nguyễn Thị Ví Dụ Bưu chính "
            "09:41 ngày 23/11/2026 17:30 thứ Tư, 25/11/2026" in page
        )

    def test_marks_a_late_answer(self, client_of, clerk, send):
        dossier = send()
        with time_machine.travel(THURSDAY, tick=False):
            at_counter = client_of(clerk)
            listed = page_of(at_counter.get(PAGE))
            own = words(page_of(at_counter.get(address(dossier))))
        assert "1 quá hạn trả lời" in words(listed)
        assert "row-late" in listed
        late = "Quá hạn trả lời: phải trả lời trước 17:30 thứ Tư, 25/11/2026."
        assert late in own

    def test_says_when_nothing_waits(self, at_counter):
        assert "Không còn hồ sơ nào chờ tiếp nhận." in page_of(at_counter.get(PAGE))

    def test_says_so_too_where_the_calendar_cannot_tell(self, at_counter, send):
        send()
        CalendarYear.objects.all().delete()
        waiting = Dossier.objects.get()
        assert at_counter.get(PAGE).status_code == 200
        assert at_counter.get(address(waiting)).status_code == 200

    def test_is_for_clerks_and_leaders(self, client_of, officer, leader):
        assert client_of(officer).get(PAGE).status_code == 403
        read_by_leader = client_of(leader).get(PAGE)
        assert read_by_leader.status_code == 200
        assert (
            "Chờ tiếp nhận"
            not in re.search(r"<nav.*?</nav>", page_of(read_by_leader), re.DOTALL)[0]
        )


class TestAnswer:
    def test_accepting_needs_one_click(self, at_counter, send):
        dossier = send()
        said = words(page_of(at_counter.get(address(dossier))))
        assert "trả lời người nộp trước 17:30 thứ Tư" in said
        assert "Tiếp nhận Chưa có Bưu chính Hẹn trả Chưa có" in said

        done = at_counter.post(address(dossier, "tiep-nhan"), {"seen": ""}, follow=True)

        assert "Tiếp nhận: đã ghi." in page_of(done)
        dossier.refresh_from_db()
        assert (dossier.status, dossier.accepted_at) == ("accepted", LATER)

    def test_accepting_asks_for_due_day_and_ground_where_they_lack(
        self, at_counter, send
    ):
        dossier = send(desk.make_incomplete())

        asked = at_counter.post(address(dossier, "tiep-nhan"), {"due_at": ""})
        assert asked.status_code == 422
        assert "Hãy nhập ngày hẹn trả" in page_of(asked)
        said = {"due_at": "27/11/2026", "due_ground": "Công văn 12"}
        at_counter.post(address(dossier, "tiep-nhan"), said)

        dossier.refresh_from_db()
        assert (dossier.due_source, dossier.due_ground) == ("stated", "Công văn 12")

    def test_accepting_asks_for_the_case(self, at_counter, send):
        limits = [
            {"value": 1, "unit": "working_day", "case": "Không xác minh"},
            {"value": 8, "unit": "working_day", "case": "Phải xác minh"},
        ]
        dossier = send(desk.make_procedure(limits=limits), case="Không xác minh")

        asked = at_counter.post(address(dossier, "tiep-nhan"), {"case": ""})
        assert "Hãy chọn trường hợp" in page_of(asked)
        at_counter.post(address(dossier, "tiep-nhan"), {"case": "Phải xác minh"})

        dossier.refresh_from_db()
        assert dossier.limit_value == 8

    def test_refusing_is_put_before_the_leader_with_the_reason(self, at_counter, send):
        dossier = send()
        page = at_counter.get(address(dossier, "khong-tiep-nhan"))
        assert "Lãnh đạo duyệt xong" in page_of(page)

        done = at_counter.post(
            address(dossier, "khong-tiep-nhan"),
            {"reason": "Không thuộc thẩm quyền"},
            follow=True,
        )

        assert "Không tiếp nhận: đã trình lãnh đạo quyết định." in page_of(done)
        waiting = Proposal.objects.get()
        assert (waiting.kind, waiting.reason) == (
            "refuse_intake",
            "Không thuộc thẩm quyền",
        )

    def test_a_leader_refuses_at_once_and_the_sender_reads_why(
        self, client_of, leader, client, send
    ):
        dossier = send()
        client_of(leader).post(
            address(dossier, "khong-tiep-nhan"), {"reason": "Không thuộc thẩm quyền"}
        )

        dossier.refresh_from_db()
        assert dossier.status == "not_accepted"
        tracked = words(page_of(client.get(f"/t/{dossier.tracking_token}/")))
        assert "Hồ sơ không được tiếp nhận" in tracked
        assert "Không thuộc thẩm quyền" in tracked

    def test_refusing_needs_a_reason(self, at_counter, send):
        dossier = send()
        response = at_counter.post(address(dossier, "khong-tiep-nhan"), {"reason": ""})
        assert response.status_code == 422
        assert [event for event, *_ in evidence_of(dossier)] == ["dossier.submitted"]
