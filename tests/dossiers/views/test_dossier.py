"""A dossier's own page: what it tells, and the moves made there."""

import re
from datetime import timedelta

import pytest
import time_machine

from dossiers.acts import Act
from dossiers.enums import Outcome
from dossiers.intake import register_dossier
from dossiers.models import Dossier
from dossiers.processing import close, hand_over, take
from dossiers.terms import PaperFacts
from tests.dossiers import desk
from tests.dossiers.moves import act, evidence_of, last_event, make_dossier
from tests.dossiers.views.pages import hidden_value, main_of, page_of, told, words
from tests.factories import ApplicantFactory
from tests.people import make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

LATER = desk.MONDAY + timedelta(minutes=90)
CLOSED = "Giải quyết xong 10:01 ngày 23/11/2026 · Trần Văn Thụ"
TAKEN = "Nhận giải quyết 09:51 ngày 23/11/2026 · Trần Văn Thụ"
HANDED = "Chuyển người xử lý 09:46 ngày 23/11/2026 · Lê Thị Tiếp"
HISTORY = [
    f"{CLOSED} Đang giải quyết → Từ chối. Lý do: Thiếu giấy tờ",
    f"{TAKEN} Đã tiếp nhận → Đang giải quyết",
    f"{HANDED} Người nhận: Trần Văn Thụ. Lý do: Chuyển tiếp",
    "Tiếp nhận hồ sơ 09:41 ngày 23/11/2026 · Lê Thị Tiếp",
]
TOO_LATE = (
    "Vũ Thị Đồng vừa ghi “Giải quyết xong” lúc 10:41 ngày 23/11/2026, hồ sơ nay "
    "ở tình trạng “Có kết quả”. Hãy xem lại rồi làm tiếp."
)


@pytest.fixture(autouse=True)
def _late_that_morning(office):
    desk.announce_days()
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def dossier(office, clerk):
    papers = (
        PaperFacts("Tờ khai theo mẫu", originals=1, copies=2),
        PaperFacts("Căn cước"),
    )
    facts = desk.facts(desk.make_status_paper(), papers=papers, note="Cần gấp")
    return register_dossier(facts=facts, by=desk.logging(office, clerk))


@pytest.fixture
def colleague(db):
    return make_officer(username="dong.nghiep", full_name="Vũ Thị Đồng")


@pytest.fixture
def at_desk(client_of, officer):
    return client_of(officer)


@pytest.fixture
def at_counter(client_of, clerk):
    return client_of(clerk)


def address(dossier, kind=""):
    return f"/ho-so/{dossier.code}/" + (f"viec/{kind}/" if kind else "")


def summary_of(response):
    """Return the page's questions and answers."""
    rows = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page_of(response), re.DOTALL)
    return {words(label): words(value) for label, value in rows}


def history_of(response):
    """Return the timeline, an entry's lines joined."""
    entries = re.findall(r'<li class="is-.*?</li>', page_of(response), re.DOTALL)
    return [words(entry) for entry in entries]


def offered(response):
    """Return the moves on the page, as their addresses name them."""
    return re.findall(
        r'(?:action|href)="/ho-so/[^"/]+/viec/([^"/]+)/"', page_of(response)
    )


class TestPage:
    def test_tells_facts_people_and_papers(self, at_desk, dossier):
        assert summary_of(at_desk.get(address(dossier))) == {
            "Tiếp nhận": "09:41 ngày 23/11/2026 Trực tiếp",
            "Hẹn trả": "17:30 thứ Sáu, 27/11/2026 3 ngày làm việc",
            "Người xử lý": "Chưa giao cho ai",
            "Phí, lệ phí": "15.000 đồng",
            "Thủ tục": "Cấp giấy xác nhận tình trạng hôn nhân",
            "Nhận kết quả": "Tại quầy",
            "Người tiếp nhận": "Lê Thị Tiếp",
            "Ghi chú": "Cần gấp",
            "Họ và tên": "Nguyễn Thị Ví Dụ",
            "Số căn cước": "0011••••0123",
            "Ngày sinh": "05/11/1986",
            "Điện thoại": "0912000111",
            "Nơi cư trú": "12 ngõ 34 đường Ví Dụ",
            "Tờ khai theo mẫu": "1 bản chính, 2 bản sao",
            "Căn cước": "đã nhận",
        }

    def test_never_shows_a_whole_id_number(self, at_desk, dossier):
        assert desk.ID_NUMBER not in page_of(at_desk.get(address(dossier)))

    def test_tells_who_hands_in_for_another(self, at_desk):
        represented = make_dossier(
            representative=ApplicantFactory(
                full_name="Trần Văn Thay", id_number="001086000456"
            )
        )
        said = main_of(at_desk.get(address(represented)))
        assert (
            "Người được ủy quyền Họ và tên Trần Văn Thay Số căn cước 0010••••0456"
            in said
        )

    def test_tells_the_ground_of_a_due_moment_that_was_stated(self, at_desk):
        stated = make_dossier(
            limit_value=None,
            limit_unit="",
            due_source="stated",
            due_ground="Theo thỏa thuận ngày 20/11",
            postmark_day=desk.MONDAY.date(),
            letter_number="VN 123",
            fee_status="council",
        )
        said = summary_of(at_desk.get(address(stated)))
        assert said["Hẹn trả"].endswith("27/11/2026 Theo thỏa thuận ngày 20/11")
        assert said["Dấu bưu điện"] == "23/11/2026 · VN 123"
        assert said["Phí, lệ phí"] == "Chưa có trong danh mục"

    def test_leads_to_the_counting_of_the_deadline_and_the_slip(self, at_desk, dossier):
        html = page_of(at_desk.get(address(dossier)))
        assert f'href="/ho-so/{dossier.code}/can-cu-han"' in html
        for number in ("01", "06"):
            assert f'href="/ho-so/{dossier.code}/mau-{number}.pdf"' in html
        assert f'href="/ho-so/{dossier.code}/mau-02.pdf"' not in html

    def test_tells_its_history_from_the_evidence_the_latest_first(
        self, at_desk, dossier, clerk, officer, office
    ):
        hand_over(
            dossier_id=dossier.id, receiver=officer, by=act(clerk, 5, "Chuyển tiếp")
        )
        take(dossier_id=dossier.id, by=act(officer, 10))
        close(
            dossier_id=dossier.id,
            outcome=Outcome.REFUSED,
            office=office,
            by=act(officer, 20, "Thiếu giấy tờ"),
        )
        assert history_of(at_desk.get(address(dossier))) == HISTORY

    def test_says_how_it_stands(self, at_desk, dossier):
        said = main_of(at_desk.get(address(dossier)))
        assert said.startswith(f"{dossier.code} Tình trạng hôn nhân Đã tiếp nhận")

    def test_takes_as_many_queries_however_long_the_history(
        self, at_desk, dossier, officer, colleague, django_assert_num_queries
    ):
        def queries():
            # session, user, roles, office, dossier, events, codes, papers, receivers,
            # officers, clock operations, proposals, what else is known of it
            with django_assert_num_queries(14):
                at_desk.get(address(dossier))

        hand_over(dossier_id=dossier.id, receiver=officer, by=act(officer, 1))
        at_desk.get(address(dossier))  # the calendar is kept
        queries()
        for minute in range(2, 12):
            receiver = colleague if minute % 2 == 0 else officer
            hand_over(dossier_id=dossier.id, receiver=receiver, by=act(officer, minute))
        queries()

    @pytest.mark.parametrize("who", ["stranger", "administrator"])
    def test_is_closed_to_whoever_handles_no_dossiers(
        self, who, dossier, client_of, request
    ):
        browser = client_of(request.getfixturevalue(who))
        assert browser.get(address(dossier)).status_code == 403

    @pytest.mark.parametrize("code", ["H00.00.01-261123-9999", "%00abc", "a" * 65])
    def test_of_an_unknown_code_is_missing(self, at_desk, code):
        assert at_desk.get(f"/ho-so/{code}/").status_code == 404


class TestOffer:
    def test_follows_role_and_status(self, at_desk, at_counter, dossier):
        assert offered(at_desk.get(address(dossier))) == [
            "nhan",
            "trinh-ky",
            "ket-qua",
            "chuyen",
            "tu-choi",
            "yeu-cau-bo-sung",
            "yeu-cau-nop-tien",
            "rut",
            "dung",
            "hen-lai",
        ]
        assert offered(at_counter.get(address(dossier))) == [
            "chuyen",
            "rut",
        ]

    def test_leaves_out_taking_what_another_has(self, at_desk, colleague):
        hers = make_dossier(officer=colleague)
        assert "nhan" not in offered(at_desk.get(address(hers)))

    def test_of_nothing_says_so(self, at_desk):
        done = make_dossier(closed_at=desk.MONDAY)
        said = main_of(at_desk.get(address(done)))
        assert "Ở tình trạng này bạn không phải làm gì." in said

    def test_names_the_applicant_as_the_likely_collector(self, at_counter):
        ready = make_dossier(
            closed_at=desk.MONDAY, applicant__full_name="Nguyễn Thị Ví Dụ"
        )
        page = at_counter.get(address(ready))
        assert offered(page) == ["tra-ket-qua"]
        assert 'value="Nguyễn Thị Ví Dụ"' in page_of(page)

    def test_of_a_receiver_leaves_out_whoever_has_it(
        self, at_counter, officer, colleague
    ):
        page = page_of(at_counter.get(address(make_dossier(officer=officer))))
        choices = re.findall(r'<option value="([^"]+)"', page)
        assert choices == ["dong.nghiep"]


class TestMove:
    def test_is_made_recorded_and_told(self, at_desk, dossier, officer):
        answer = at_desk.post(address(dossier, "nhan"), {"seen": last_event(dossier)})

        assert (answer.status_code, answer.url) == (303, address(dossier))
        assert told(at_desk.get(answer.url)) == ["Nhận giải quyết: đã ghi."]
        dossier.refresh_from_db()
        assert (dossier.status, dossier.officer) == ("processing", officer)
        taken = ("dossier.taken", "accepted", "processing", officer, {})
        assert evidence_of(dossier)[-1] == taken

    def test_carries_the_last_event_that_the_page_showed(self, at_desk, dossier):
        page = at_desk.get(address(dossier))
        assert int(hidden_value(page, "seen")) == last_event(dossier)

    def test_of_a_result_keeps_who_came_for_it(self, at_counter, clerk):
        ready = make_dossier(closed_at=desk.MONDAY)
        at_counter.post(
            address(ready, "tra-ket-qua"), {"collector": "  Lê  Văn Ví Dụ "}
        )
        words_kept = {"collector": "Lê Văn Ví Dụ"}
        assert evidence_of(ready) == [
            ("dossier.returned", "resolved", "returned", clerk, words_kept)
        ]

    def test_hands_over_to_the_officer_chosen(self, at_counter, dossier, officer):
        said = {"receiver": officer.username, "reason": "Nhận sau 15 giờ"}
        at_counter.post(address(dossier, "chuyen"), said)
        dossier.refresh_from_db()
        assert dossier.officer == officer
        assert dossier.hand_overs.get().note == "Nhận sau 15 giờ"

    @pytest.mark.parametrize(
        ("kind", "typed", "said"),
        [
            ("chuyen", {"reason": "Nghỉ phép"}, "Hãy chọn người nhận"),
            (
                "chuyen",
                {"receiver": "tiep.nhan", "reason": "Nghỉ phép"},
                "Hãy chọn lại người nhận trong danh sách",
            ),
            (
                "chuyen",
                {"receiver": "dong.nghiep", "reason": "n" * 301},
                "Ghi chú dài quá 300 ký tự, hãy rút gọn",
            ),
        ],
    )
    @pytest.mark.usefixtures("clerk", "colleague")
    def test_with_something_missing_keeps_what_was_typed(
        self, at_desk, dossier, kind, typed, said
    ):
        answer = at_desk.post(address(dossier, kind), typed)

        assert answer.status_code == 422
        assert said in main_of(answer)
        assert f'value="{typed["reason"]}"' in page_of(answer)
        assert len(evidence_of(dossier)) == 1

    def test_that_came_too_late_is_refused_with_who_did_what(
        self, at_desk, dossier, colleague, office
    ):
        seen = last_event(dossier)
        by = Act(colleague, desk.MONDAY + timedelta(minutes=60))
        close(dossier_id=dossier.id, outcome=Outcome.GRANTED, office=office, by=by)

        answer = at_desk.post(address(dossier, "ket-qua"), {"seen": seen})

        assert answer.status_code == 409
        assert told(answer) == [TOO_LATE]
        assert "Tình trạng hôn nhân Có kết quả" in main_of(answer)
        assert len(evidence_of(dossier)) == 2

    def test_refused_keeps_what_was_typed_and_can_be_sent_again(
        self, at_desk, dossier, officer, clerk, colleague
    ):
        seen = last_event(dossier)
        hand_over(dossier_id=dossier.id, receiver=officer, by=act(clerk, 80))
        said = {"receiver": "dong.nghiep", "reason": "Nghỉ phép"}

        answer = at_desk.post(address(dossier, "chuyen"), {"seen": seen, **said})

        assert answer.status_code == 409
        assert 'value="Nghỉ phép"' in page_of(answer)
        seen_now = hidden_value(answer, "seen")
        again = at_desk.post(address(dossier, "chuyen"), {"seen": seen_now, **said})
        assert again.status_code == 303
        dossier.refresh_from_db()
        assert dossier.officer == colleague

    def test_a_double_click_happens_once(self, at_desk, dossier):
        seen = {"seen": last_event(dossier)}
        answers = [at_desk.post(address(dossier, "nhan"), seen) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [303, 409]
        assert told(answers[1])[-1].startswith(
            "Bạn vừa ghi “Nhận giải quyết” lúc 11:11"
        )
        assert len(evidence_of(dossier)) == 2

    @pytest.mark.parametrize(
        "kind", ["nhan", "ket-qua", "tu-choi", "trinh-ky", "tra-lai"]
    )
    def test_is_forbidden_to_roles_the_table_does_not_name(
        self, at_counter, dossier, kind
    ):
        for ask in (at_counter.get, at_counter.post):
            assert ask(address(dossier, kind)).status_code == 403
        assert len(evidence_of(dossier)) == 1

    def test_nobody_knows_is_missing(self, at_desk, dossier):
        assert at_desk.post(address(dossier, "xoa")).status_code == 404

    def test_of_an_unknown_dossier_is_missing(self, at_desk):
        assert (
            at_desk.post("/ho-so/H00.00.01-261123-9999/viec/nhan/").status_code == 404
        )

    def test_asked_for_by_a_link_shows_the_dossier(self, at_desk, dossier):
        answer = at_desk.get(address(dossier, "nhan"))
        assert (answer.status_code, answer.url) == (302, address(dossier))

    @pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "\0"])
    def test_with_an_odd_token_never_breaks(self, at_desk, dossier, seen):
        answer = at_desk.post(address(dossier, "nhan"), {"seen": seen})
        assert answer.status_code in {303, 422}


class TestRefusal:
    def test_is_confirmed_on_a_page_of_its_own(self, at_desk, dossier):
        page = at_desk.get(address(dossier, "tu-choi"))
        said = main_of(page)
        assert "Hồ sơ đã từ chối thì không mở lại được." in said
        assert "Người nộp là Nguyễn Thị Ví Dụ." in said
        assert offered(page) == ["tu-choi"]
        assert int(hidden_value(page, "seen")) == last_event(dossier)

    def test_needs_a_reason(self, at_desk, dossier):
        answer = at_desk.post(address(dossier, "tu-choi"), {"reason": " "})
        assert answer.status_code == 422
        assert "Hãy nhập lý do từ chối" in main_of(answer)
        assert offered(answer) == ["tu-choi"]

    def test_ends_the_dossier_with_its_reason(self, at_desk, dossier, officer):
        at_desk.post(address(dossier, "tu-choi"), {"reason": "Thiếu giấy chứng sinh."})
        dossier.refresh_from_db()
        assert (dossier.status, dossier.outcome) == ("refused", "refused")
        assert dossier.resolved_at == LATER
        assert evidence_of(dossier)[-1][-1] == {"reason": "Thiếu giấy chứng sinh."}

    def test_of_what_is_closed_shows_the_dossier(self, at_desk):
        done = make_dossier(closed_at=desk.MONDAY)
        answer = at_desk.post(address(done, "tu-choi"), {"reason": "Sai"})
        assert answer.status_code == 409
        assert "Ở tình trạng này bạn không phải làm gì." in main_of(answer)
        assert Dossier.objects.get().outcome == "granted"
