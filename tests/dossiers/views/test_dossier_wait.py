"""Waits on a dossier's own page: asked for, shown, completed, given up."""

import re

import pytest
import time_machine

from dossiers.models import Dossier, Proposal, SupplementRequest
from tests.dossiers import desk, waits
from tests.dossiers.moves import last_event
from tests.dossiers.views.pages import main_of, page_of, told, words
from tests.dossiers.waits import at, by, on_clock

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

WHY = "Giấy chứng sinh mờ, không đọc được"


@pytest.fixture(autouse=True)
def clock(office):
    desk.announce_days()
    with time_machine.travel(at("25 10:00"), tick=False) as moved:
        yield moved


@pytest.fixture
def dossier(office, clerk, officer):
    return waits.in_work(office, clerk, officer)


@pytest.fixture
def at_desk(client_of, officer):
    return Patient(client_of, officer)


@pytest.fixture
def at_counter(client_of, clerk):
    return Patient(client_of, clerk)


class Patient:
    """A browser whose owner signs in again whenever the session is over."""

    def __init__(self, client_of, user):
        self.sign_in = lambda: client_of(user)

    def get(self, *args, **kwargs):
        return self.sign_in().get(*args, **kwargs)

    def post(self, *args, **kwargs):
        return self.sign_in().post(*args, **kwargs)


def address(dossier, kind=""):
    return f"/ho-so/{dossier.code}/" + (f"viec/{kind}/" if kind else "")


def send(browser, dossier, kind, **said):
    return browser.post(
        address(dossier, kind), {"seen": last_event(dossier), **said}, follow=True
    )


def offered(response):
    found = re.findall(
        r'(?:action|href)="/ho-so/[^"/]+/viec/([^"/]+)/', page_of(response)
    )
    return set(found)


def rows_of(response, title):
    """Return a panel's questions and answers."""
    panel = re.search(rf"<h2>{title}</h2>.*?</section>", page_of(response), re.DOTALL)
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", panel[0], re.DOTALL)
    return {words(label): words(value) for label, value in pairs}


def ask(at_desk, dossier, **said):
    paper = dossier.procedure_version.documents.get(name="Tờ khai theo mẫu")
    return send(
        at_desk,
        dossier,
        "yeu-cau-bo-sung",
        **{
            "papers": [paper.pk],
            "name_1": "Giấy chứng sinh",
            "quantity_1": "2",
            "note_1": "Bản rõ chữ",
            "reason": WHY,
            "stage": "before_appraisal",
            "contact": "Trần Văn Thụ, quầy 2",
            **said,
        },
    )


class TestAsking:
    def test_offers_the_papers_of_the_procedure_and_free_rows(self, at_desk, dossier):
        page = at_desk.get(address(dossier, "yeu-cau-bo-sung"))
        said = main_of(page)
        assert "Hãy ghi một lần tất cả giấy tờ còn thiếu." in said
        assert "Tờ khai theo mẫu" in said
        assert page_of(page).count("Giấy tờ khác") == 6

    def test_is_kept_and_shown(self, at_desk, dossier):
        answer = ask(at_desk, dossier)

        assert answer.redirect_chain[0][1] == 303
        assert told(answer) == ["Yêu cầu bổ sung: đã ghi."]
        assert "Chờ bổ sung đến hết ngày 25/12/2026." in main_of(answer)
        assert rows_of(answer, "Yêu cầu bổ sung lần 1") == {
            "Yêu cầu": "10:00 ngày 25/11/2026, Trần Văn Thụ, trước thẩm định",
            "Lý do": WHY,
            "Tờ khai theo mẫu": "1 bản",
            "Giấy chứng sinh": "2 bản. Bản rõ chữ",
            "Liên hệ": "Trần Văn Thụ, quầy 2",
            "Kết thúc": "Chờ đến hết ngày 25/12/2026",
        }
        assert rows_of(answer, "Việc với thời hạn") == {
            "Tạm dừng tính thời hạn": "10:00 ngày 25/11/2026, Trần Văn Thụ "
            "Yêu cầu bổ sung lần 1"
        }

    def test_takes_a_day_of_its_own(self, at_desk, dossier):
        answer = ask(at_desk, dossier, expires_on="04/12/2026")
        assert "Chờ bổ sung đến hết ngày 04/12/2026." in main_of(answer)

    @pytest.mark.parametrize(
        ("said", "told_back"),
        [
            (
                {"papers": [], "name_1": "", "note_1": "", "quantity_1": ""},
                "Hãy chọn hoặc ghi ít nhất một giấy tờ còn thiếu",
            ),
            ({"name_1": ""}, "Hãy nhập tên giấy tờ 1"),
            ({"reason": ""}, "Hãy nhập lý do"),
            ({"quantity_1": "0"}, "Số lượng 1 phải từ 1 trở lên"),
            ({"expires_on": "31/02/2026"}, "phải theo ngày/tháng/năm"),
        ],
    )
    def test_with_something_missing_keeps_what_was_typed(
        self, at_desk, dossier, said, told_back
    ):
        answer = ask(at_desk, dossier, **said)
        assert answer.status_code == 422
        assert told_back in main_of(answer)
        assert 'value="Trần Văn Thụ, quầy 2"' in page_of(answer)
        assert not SupplementRequest.objects.exists()

    def test_that_the_rules_refuse_says_why(self, at_desk, dossier, clock):
        clock.move_to(at("2026-12-04 10:00"))
        answer = ask(at_desk, dossier, stage="after_appraisal")
        assert answer.status_code == 409
        assert "chỉ trả lại để bổ sung trong 3 ngày làm việc" in main_of(answer)

    def test_of_a_procedure_without_papers_asks_for_rows_only(self, at_desk, dossier):
        dossier.procedure_version.documents.all().delete()
        answer = send(
            at_desk, dossier, "yeu-cau-bo-sung", reason=WHY, stage="before_appraisal"
        )
        assert answer.status_code == 422
        assert "Hãy chọn hoặc ghi ít nhất một giấy tờ còn thiếu" in main_of(answer)


class TestAskingAgain:
    @pytest.fixture
    def asked_once(self, at_desk, at_counter, dossier):
        ask(at_desk, dossier)
        complete(at_counter, dossier)
        return dossier

    def test_by_an_officer_is_put_before_a_leader(
        self, at_desk, asked_once, office, leader, client_of
    ):
        answer = ask(at_desk, asked_once)

        assert told(answer) == ["Yêu cầu bổ sung: đã trình lãnh đạo quyết định."]
        assert Dossier.objects.get().status == "processing"
        proposal = Proposal.objects.get()
        assert (proposal.kind, proposal.reason) == ("further_supplement", WHY)

    def test_by_a_leader_happens_at_once(self, asked_once, leader, client_of):
        answer = ask(client_of(leader), asked_once)

        assert told(answer) == ["Yêu cầu bổ sung: đã ghi."]
        said = rows_of(answer, "Yêu cầu bổ sung lần 2")
        assert said["Lý do"] == f"{WHY}, Nguyễn Thị Lãnh duyệt"


def complete(browser, dossier, **said):
    papers = SupplementRequest.objects.latest("number").papers
    ticked = list(papers.values_list("pk", flat=True))
    return send(browser, dossier, "da-bo-sung", **{"papers": ticked, **said})


class TestCompleting:
    def test_needs_every_paper(self, at_desk, at_counter, dossier):
        ask(at_desk, dossier)
        paper = SupplementRequest.objects.get().papers.get(name="Tờ khai theo mẫu")

        answer = complete(at_counter, dossier, papers=[paper.pk])

        assert answer.status_code == 422
        assert "Còn thiếu: Giấy chứng sinh." in main_of(answer)

    def test_shows_the_new_due_moment_and_its_ground(
        self, at_desk, at_counter, dossier, clock
    ):
        ask(at_desk, dossier)
        clock.move_to(at("27 09:00"))

        answer = complete(at_counter, dossier)

        said = main_of(answer)
        assert "17:30 thứ Ba, 01/12/2026" in said
        assert "Đã bổ sung đủ, 09:00 ngày 27/11/2026" in said
        assert rows_of(answer, "Việc với thời hạn")["Tính tiếp thời hạn"] == (
            "09:00 ngày 27/11/2026, Lê Thị Tiếp Đã bổ sung đủ theo yêu cầu bổ sung "
            "lần 1 Hạn trả mới: 17:30 thứ Ba, 01/12/2026"
        )

    def test_is_the_likeliest_work_at_the_counter(self, at_desk, at_counter, dossier):
        ask(at_desk, dossier)
        assert "da-bo-sung" in offered(at_counter.get(address(dossier)))


class TestGivingUp:
    def test_a_request_that_expired_is_offered_to_be_stopped(
        self, at_desk, dossier, clock
    ):
        ask(at_desk, dossier)
        clock.move_to(at("2026-12-28 09:00"))

        page = at_desk.get(address(dossier))
        assert (
            "Hết hạn bổ sung ngày 25/12/2026 mà giấy tờ chưa đủ. Dừng giải quyết"
            in main_of(page)
        )
        answer = send(at_desk, dossier, "dung", reason="Quá hạn bổ sung")

        ended = Dossier.objects.get()
        assert (ended.status, ended.timeliness) == ("stopped", "early")
        assert rows_of(answer, "Yêu cầu bổ sung lần 1")["Kết thúc"] == (
            "Hết hạn bổ sung, 09:00 ngày 28/12/2026"
        )

    def test_a_clerk_is_not_offered_what_only_officers_decide(
        self, at_desk, at_counter, dossier, clock
    ):
        ask(at_desk, dossier)
        clock.move_to(at("2026-12-28 09:00"))
        page = at_counter.get(address(dossier))
        assert "Hết hạn bổ sung ngày 25/12/2026" in main_of(page)
        assert "dung" not in offered(page)

    def test_taking_back_needs_a_reason(self, at_desk, dossier):
        ask(at_desk, dossier)
        assert send(at_desk, dossier, "thoi-bo-sung").status_code == 422
        answer = send(at_desk, dossier, "thoi-bo-sung", reason="Đã có bản điện tử")
        assert told(answer) == ["Không cần bổ sung nữa: đã ghi."]

    def test_withdrawing_is_for_the_counter_too(self, at_counter, dossier):
        page = at_counter.get(address(dossier, "rut"))
        assert "Hồ sơ đã kết thúc thì không mở lại được." in main_of(page)
        send(at_counter, dossier, "rut", reason="Người nộp xin rút")
        assert Dossier.objects.get().outcome == "withdrawn"


class TestPausing:
    def test_is_offered_only_where_the_procedure_allows_it(self, at_desk, dossier):
        assert "tam-dung" in offered(at_desk.get(address(dossier)))
        dossier.procedure.versions.update(pause_allowed=False)
        assert "tam-dung" not in offered(at_desk.get(address(dossier)))

    def test_changes_what_is_offered(self, at_desk, dossier):
        answer = send(at_desk, dossier, "tam-dung", reason="Chờ xác minh số 12")

        assert "Đang tạm dừng thời hạn: từ 10:00 ngày 25/11/2026." in main_of(answer)
        moves = offered(answer)
        assert "tinh-tiep" in moves
        assert not moves & {"tam-dung", "trinh-ky", "yeu-cau-bo-sung"}

    def test_ends_with_a_ground(self, at_desk, dossier, clock):
        send(at_desk, dossier, "tam-dung", reason="Chờ xác minh số 12")
        clock.move_to(at("27 09:00"))
        answer = send(at_desk, dossier, "tinh-tiep", reason="Đã có kết quả xác minh")
        assert answer.status_code == 200
        assert on_clock(Dossier.objects.get().due_at) == "01/12 17:30"


class TestPaying:
    @pytest.mark.parametrize(
        ("pauses", "clock_words"), [(True, "tạm dừng"), (False, "vẫn chạy")]
    )
    def test_says_whether_the_clock_runs(
        self, at_desk, office, clerk, officer, pauses, clock_words
    ):
        dossier = waits.in_work(office, clerk, officer, pauses=pauses)
        answer = send(at_desk, dossier, "yeu-cau-nop-tien", reason="15.000 đồng")
        assert (
            "Chờ người nộp thực hiện nghĩa vụ tài chính: "
            f"thời hạn giải quyết {clock_words} trong lúc chờ."
        ) in main_of(answer)

    def test_keeps_the_number_of_the_receipt(self, at_desk, at_counter, dossier):
        send(at_desk, dossier, "yeu-cau-nop-tien", reason="15.000 đồng")
        answer = send(at_counter, dossier, "da-nop-tien", receipt_number="BL-0012")
        assert "Số biên lai: BL-0012" in main_of(answer)


class TestList:
    def test_says_until_when_papers_are_waited_for(
        self, at_desk, dossier, officer, clock
    ):
        ask(at_desk, dossier)
        said = main_of(at_desk.get("/ho-so/?nhom=cho-bo-sung"))
        assert "Tạm dừng từ 25/11" in said
        assert "Chờ bổ sung đến hết ngày 25/12/2026" in said
        clock.move_to(at("2026-12-28 09:00"))
        said = main_of(at_desk.get("/ho-so/?nhom=cho-bo-sung"))
        assert "Chờ bổ sung hết hạn ngày 25/12/2026" in said

    def test_counts_lateness_only_until_the_wait(
        self, at_desk, office, officer, dossier, clock
    ):
        clock.move_to(at("2026-12-01 09:00"))
        waits.ask(dossier, office, by(officer, "2026-12-01 09:00", "Thiếu"))
        clock.move_to(at("2026-12-22 09:00"))
        said = main_of(at_desk.get("/ho-so/?nhom=qua-han"))
        assert "Quá hạn 2 ngày" in said
