"""The desk's list: what it opens on, how it is narrowed, one move on several rows."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import quote

import pytest
import time_machine

from dossiers.models import Dossier
from dossiers.views.paging import PAGE_SIZE
from procedures.models import Sector
from tests.dossiers import desk
from tests.dossiers.moves import evidence_of, make_dossier
from tests.dossiers.views.pages import hidden_value, main_of, page_of, rows_of, told
from tests.factories import (
    ApplicantFactory,
    ProcedureVersionFactory,
    SectorFactory,
)
from tests.people import make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

LIST = "/ho-so/"
BULK = "/ho-so/viec-chung/"
RECEIVED = datetime(2026, 11, 16, 2, tzinfo=UTC)
TODAY_1730 = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
FRIDAY_1730 = TODAY_1730 - timedelta(days=3)
TOMORROW_1730 = TODAY_1730 + timedelta(days=2)
"""The next working day is Wednesday: Tuesday is a holiday."""

NOT_YET = (
    "Hồ sơ đang ở tình trạng “Đã tiếp nhận”, không chuyển sang “Đã trả kết quả” được. "
    "Hãy tải lại trang để xem tình trạng mới nhất."
)


@pytest.fixture(autouse=True)
def _monday(office):
    desk.announce_days()
    with time_machine.travel(desk.MONDAY, tick=False):
        yield


@pytest.fixture
def at_desk(client_of, officer):
    return client_of(officer)


@pytest.fixture
def at_counter(client_of, clerk):
    return client_of(clerk)


def make(number, **fields):
    code = {"code": f"H00.00.01-261116-{number:04d}", "day_number": number}
    defaults = {"accepted_at": RECEIVED, "due_at": TODAY_1730}
    return make_dossier(**code | defaults | fields)


def beside(response, rel):
    """Return the address of the page before ("prev") or after ("next"), "" without."""
    found = re.search(rf'href="([^"]*)" rel="{rel}"', page_of(response))
    return unescape(found[1]) if found else ""


def codes(response):
    return [row[1] for row in rows_of(response)]


class TestList:
    def test_opens_on_what_is_to_be_done_today_the_most_urgent_first(self, at_desk):
        make(1)
        make(2, due_at=FRIDAY_1730)
        make(3, due_at=TOMORROW_1730)
        make(4, due_at=desk.MONDAY + timedelta(minutes=108))

        page = at_desk.get(LIST)

        assert codes(page) == ["261116-0002", "261116-0004", "261116-0001"]
        assert "Cần làm hôm nay (3 hồ sơ, gần hạn nhất ở trên)" in main_of(page)

    def test_says_of_each_row_all_that_is_needed_to_go_on(self, at_desk, officer):
        version = ProcedureVersionFactory(
            procedure__name="Chứng thực bản sao từ bản chính",
            procedure__short_name="Chứng thực bản sao",
        )
        applicant = ApplicantFactory(full_name="Mai Anh Ví Dụ")
        make(1, due_at=FRIDAY_1730, status="awaiting_signature", officer=officer)
        make(
            2,
            procedure_version=version,
            applicant=applicant,
            copies=5,
            channel="postal",
        )

        late, today = rows_of(at_desk.get(LIST))

        assert late[4:] == [
            "20/11, 17:30 Quá hạn 1 ngày",
            "Chờ ký",
            "Trần Văn Thụ",
            "Ghi kết quả",
        ]
        assert today == [
            "",
            "261116-0002",
            "Chứng thực bản sao, 5 bản Bưu chính",
            "Mai Anh Ví Dụ",
            "Hôm nay, 17:30 Còn 6 giờ 19 phút",
            "Đã tiếp nhận",
            "–",
            "Nhận giải quyết",
        ]

    def test_tints_late_rows_only(self, at_desk):
        make(1, due_at=FRIDAY_1730)
        make(2)
        assert page_of(at_desk.get(LIST)).count('class="row-late"') == 1

    def test_offers_each_role_its_own_next_work(self, at_desk, at_counter):
        make(1, status="processing")
        make(2, closed_at=RECEIVED)
        assert [rows_of(who.get(LIST))[0][-1] for who in (at_desk, at_counter)] == [
            "Ghi kết quả",
            "Xem hồ sơ",
        ]
        waiting = f"{LIST}?nhom=cho-tra"
        assert [rows_of(who.get(waiting))[0][-1] for who in (at_desk, at_counter)] == [
            "Xem hồ sơ",
            "Trả kết quả",
        ]

    def test_leads_from_each_row_to_its_dossier_and_its_work(self, at_desk):
        dossier = make(1)
        html = page_of(at_desk.get(LIST))
        address = f"/ho-so/{dossier.code}/?ds=nhom%3Dhom-nay"
        assert f'href="{address}"' in html
        assert f'href="{address}#viec"' in html

    def test_links_to_the_counter_for_clerks(self, at_desk, at_counter):
        link = 'class="btn btn-primary" href="/tiep-nhan/"'
        assert link in page_of(at_counter.get(LIST))
        assert link not in page_of(at_desk.get(LIST))


class TestBuckets:
    def test_are_links_with_counts(self, at_desk):
        make(1, due_at=FRIDAY_1730)
        make(2)
        make(3, due_at=TOMORROW_1730)
        make(4, status="awaiting_supplement")
        make(5, closed_at=RECEIVED)

        buckets = at_desk.get(LIST).context["buckets"]

        assert [(b["label"], b["count"], b["url"]) for b in buckets] == [
            ("Cần làm hôm nay", 2, "?nhom=hom-nay"),
            ("Quá hạn", 1, "?nhom=qua-han"),
            ("Hạn thứ Tư, 25/11", 1, "?nhom=ngay-mai"),
            ("Còn hạn", 2, "?nhom=con-han"),
            ("Chờ bổ sung", 1, "?nhom=cho-bo-sung"),
            ("Chờ trả", 1, "?nhom=cho-tra"),
        ]

    def test_name_tomorrow_where_it_is_a_working_day(self, client_of, officer):
        with time_machine.travel(desk.MONDAY + timedelta(days=2), tick=False):
            buckets = client_of(officer).get(LIST).context["buckets"]
        assert buckets[2]["label"] == "Hạn ngày mai"

    def test_list_what_they_count(self, at_desk):
        make(1)
        make(2, closed_at=RECEIVED)
        page = at_desk.get(f"{LIST}?nhom=cho-tra")
        assert codes(page) == ["261116-0002"]
        assert [b["label"] for b in page.context["buckets"] if b["active"]] == [
            "Chờ trả"
        ]

    def test_keep_what_narrows_and_count_by_it(self, at_desk):
        make(1, channel="postal")
        make(2)
        page = at_desk.get(f"{LIST}?kenh=postal&nhom=con-han")
        assert codes(page) == ["261116-0001"]
        first = page.context["buckets"][0]
        assert (first["count"], first["url"]) == (1, "?nhom=hom-nay&kenh=postal")

    @pytest.mark.parametrize("typed", ["khong-co", "%00", ""])
    def test_of_a_name_nobody_knows_are_todays(self, at_desk, typed):
        make(1)
        assert codes(at_desk.get(f"{LIST}?nhom={typed}")) == ["261116-0001"]


class TestSearch:
    @pytest.mark.parametrize("text", ["H00.00.01-261116-0007", "261116-0007", "Lê Ví"])
    def test_looks_among_all_dossiers_whatever_heap_is_open(self, at_desk, text):
        applicant = ApplicantFactory(full_name="Lê Ví Dụ", folded_name="le vi du")
        done = {"closed_at": RECEIVED, "returned_at": RECEIVED, "status": "returned"}
        make(7, applicant=applicant, **done)
        make(1)

        page = at_desk.get(LIST, {"nhom": "hom-nay", "q": text})

        assert codes(page) == ["261116-0007"]
        assert "Kết quả tìm (trong tất cả hồ sơ, mới nhất ở trên)" in main_of(page)

    def test_finds_what_was_not_accepted_yet_and_has_no_due_moment(self, at_desk):
        make(
            1,
            status="submitted",
            accepted_at=None,
            due_at=None,
            submitted_at=RECEIVED,
            logged_at=RECEIVED,
            receipt_day=RECEIVED.date(),
        )
        (row,) = rows_of(at_desk.get(f"{LIST}?tinh_trang=submitted"))
        assert row[4:] == ["", "Chờ tiếp nhận", "–", "Xem hồ sơ"]

    def test_shows_the_newest_first(self, at_desk):
        make(1)
        make(2, accepted_at=RECEIVED + timedelta(minutes=1))
        page = at_desk.get(f"{LIST}?q=nguyen")
        assert codes(page) == ["261116-0002", "261116-0001"]

    def test_keeps_what_was_typed_and_says_what_to_mend(self, at_desk):
        page = at_desk.get(f"{LIST}?han_tu=31/02/2026&kenh=postal")
        assert page.status_code == 422
        html = page_of(page)
        assert 'value="31/02/2026"' in html
        assert "Hạn trả từ ngày phải theo ngày/tháng/năm, ví dụ 05/11/1986" in html
        assert '<option value="postal" selected>' in html
        assert "Lỗi:" in re.search(r"<title>.*?</title>", html, re.DOTALL)[0]


class TestSearchForm:
    """What is typed is sent, not shown in the address."""

    FIND = "/ho-so/tim/"

    @pytest.mark.parametrize("text", ["Lê Ví", desk.ID_NUMBER])
    def test_keeps_names_and_id_numbers_out_of_the_address(self, at_desk, text):
        person = {"full_name": "Lê Ví Dụ", "folded_name": "le vi du"}
        applicant = ApplicantFactory(**person, id_number=desk.ID_NUMBER)
        make(7, applicant=applicant)
        make(1)

        answer = at_desk.post(self.FIND, {"q": text, "nhom": "hom-nay", "kenh": ""})

        assert answer.status_code == 303
        assert answer.url.startswith(f"{LIST}?nhom=hom-nay&q=~")
        assert quote(text) not in answer.url
        assert text not in answer.url
        page = at_desk.get(answer.url)
        assert codes(page) == ["261116-0007"]
        assert f'value="{text}"' in page_of(page)

    def test_says_a_code_plainly_and_leaves_out_what_is_empty(self, at_desk):
        asked = {"q": " 261116-0007 ", "linh_vuc": "", "han_tu": "05/11/2026"}
        answer = at_desk.post(self.FIND, asked)
        assert answer.url == f"{LIST}?q=261116-0007&han_tu=05%2F11%2F2026"

    def test_of_nothing_shows_the_list(self, at_desk):
        assert at_desk.post(self.FIND, {"csrfmiddlewaretoken": "x"}).url == LIST

    def test_of_too_much_says_so(self, at_desk):
        page = at_desk.get(at_desk.post(self.FIND, {"q": "a" * 5000}).url)
        assert page.status_code == 422
        assert "dài quá 100 ký tự, hãy rút gọn" in main_of(page)

    def test_is_the_one_at_the_top_of_every_page_too(self, at_desk):
        forms = re.findall(
            r'<form[^>]*action="/ho-so/tim/"[^>]*>', page_of(at_desk.get(LIST))
        )
        assert len(forms) == 2
        assert all('method="post"' in form for form in forms)

    def test_is_no_page(self, at_desk):
        assert at_desk.get(self.FIND).status_code == 405


class TestEmpty:
    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("", "Hôm nay không còn hồ sơ nào đến hạn. Xem ngày làm việc tới"),
            ("?nhom=cho-tra", "Nhóm này không có hồ sơ nào."),
            (
                "?nhom=con-han&kenh=postal",
                "Không có hồ sơ nào khớp điều kiện lọc. Bỏ điều kiện lọc",
            ),
            ("?q=khong+co+ai", "Không tìm thấy hồ sơ nào khớp. Họ tên tìm từ chữ đầu"),
        ],
    )
    def test_list_says_what_that_means(self, at_desk, query, said):
        assert said in main_of(at_desk.get(f"{LIST}{query}"))


class TestPages:
    @pytest.fixture
    def many(self):
        return [make(n) for n in range(1, PAGE_SIZE + 2)]

    def test_hold_so_many_rows_and_lead_on_and_back(self, at_desk, many):
        first = at_desk.get(LIST)
        second = at_desk.get(LIST + beside(first, "next"))
        again = at_desk.get(LIST + beside(second, "prev"))
        assert [len(rows_of(page)) for page in (first, second)] == [PAGE_SIZE, 1]
        assert rows_of(again) == rows_of(first)
        assert "1–30 trong 31" in main_of(first)
        assert "31–31 trong 31" in main_of(second)
        assert (beside(first, "prev"), beside(second, "next")) == ("", "")

    def test_of_a_search_are_not_counted(self, at_desk, many):
        page = at_desk.get(f"{LIST}?q=nguyen")
        assert "1–30" in main_of(page)
        assert "trong 31" not in main_of(page)
        assert beside(page, "next").startswith("?q=nguyen&sau=")

    @pytest.mark.parametrize("name", ["sau", "truoc", "dong"])
    @pytest.mark.parametrize("typed", ["0", "-1", "x", "٣", "%00", "9" * 40])
    def test_of_odd_places_are_the_first(self, at_desk, name, typed):
        make(1)
        page = at_desk.get(f"{LIST}?{name}={typed}")
        assert "1–1 trong 1" in main_of(page)

    def test_that_have_slipped_to_the_beginning_begin_there(self, at_desk, many):
        back = beside(at_desk.get(LIST + beside(at_desk.get(LIST), "next")), "prev")
        Dossier.objects.filter(pk=many[0].pk).update(
            status="returned", outcome="granted", resolved_at=RECEIVED
        )
        page = at_desk.get(LIST + back)
        assert "1–30 trong 30" in main_of(page)


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("query", ["", "?q=nguyen", "?nguoi=~toi&kenh=in_person"])
def test_the_list_takes_six_queries(
    at_desk, officer, count, query, django_assert_num_queries
):
    for number in range(count):
        make(number, officer=officer)
    at_desk.get(LIST)  # the calendar and the choices are kept for a while
    with django_assert_num_queries(6):  # session, user, roles, office, counts, rows
        assert len(rows_of(at_desk.get(f"{LIST}{query}"))) == count


def test_sectors_and_officers_can_be_chosen(at_desk):
    sector = SectorFactory(name="Hộ tịch", slug="ho-tich")
    make_officer(username="dong.nghiep", full_name="Vũ Thị Đồng")
    html = page_of(at_desk.get(f"{LIST}?linh_vuc=ho-tich"))
    assert Sector.objects.get() == sector
    assert re.search(r'<option value="ho-tich" selected>\s*Hộ tịch', html)
    assert re.search(r'<option value="dong.nghiep">Vũ Thị Đồng', html)


class TestBulkMove:
    def test_of_results_returns_what_it_can_and_names_the_rest(self, at_counter, clerk):
        ready, open_one, too = (
            make(1, closed_at=RECEIVED),
            make(2),
            make(3, closed_at=RECEIVED),
        )

        answer = at_counter.post(
            BULK,
            {
                "viec": "tra-ket-qua",
                "ho_so": [ready.code, open_one.code, too.code],
                "tro_lai": "nhom=cho-tra&trang=2",
            },
        )

        assert (answer.status_code, answer.url) == (303, f"{LIST}?nhom=cho-tra&trang=2")
        assert told(at_counter.get(answer.url)) == [
            "Trả kết quả: 2 hồ sơ.",
            f"Chưa làm được với 261116-0002: {NOT_YET}",
        ]
        statuses = Dossier.objects.order_by("code").values_list("status", flat=True)
        assert list(statuses) == ["returned", "accepted", "returned"]
        returned = ("dossier.returned", "resolved", "returned", clerk, {})
        assert evidence_of(ready) == [returned]

    def test_takes_for_the_officer_who_asks(self, at_desk, officer):
        mine = [make(1), make(2)]
        at_desk.post(BULK, {"viec": "nhan", "ho_so": [d.code for d in mine]})
        assert {d.officer for d in Dossier.objects.all()} == {officer}

    def test_hands_over_to_the_one_chosen(self, at_counter):
        colleague = make_officer(username="dong.nghiep")
        dossier = make(1)
        at_counter.post(
            BULK,
            {"viec": "chuyen", "nguoi_nhan": "dong.nghiep", "ho_so": dossier.code},
        )
        dossier.refresh_from_db()
        assert dossier.officer == colleague

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"viec": "nhan"}, "Hãy chọn ít nhất một hồ sơ trong danh sách."),
            (
                {"viec": "nhan", "ho_so": "\0"},
                "Hãy chọn ít nhất một hồ sơ trong danh sách.",
            ),
            ({"ho_so": "H00.00.01-261116-0001"}, "Hãy chọn việc"),
            (
                {"viec": "tu-choi", "ho_so": "H00.00.01-261116-0001"},
                "Hãy chọn lại việc trong danh sách",
            ),
            (
                {
                    "viec": "chuyen",
                    "nguoi_nhan": "khong-co",
                    "ho_so": "H00.00.01-261116-0001",
                },
                "Hãy chọn lại người nhận trong danh sách",
            ),
        ],
    )
    def test_without_all_it_needs_moves_nothing(self, at_desk, sent, said):
        dossier = make(1)
        answer = at_desk.post(BULK, sent)
        assert told(at_desk.get(answer.url)) == [said]
        assert evidence_of(dossier) == []

    def test_to_nobody_says_so(self, at_desk):
        dossier = make(1)
        answer = at_desk.post(BULK, {"viec": "chuyen", "ho_so": dossier.code})
        assert told(at_desk.get(answer.url)) == ["Hãy chọn người nhận."]

    def test_is_forbidden_to_roles_that_may_not(self, at_counter):
        dossier = make(1)
        answer = at_counter.post(BULK, {"viec": "nhan", "ho_so": dossier.code})
        assert answer.status_code == 403
        assert evidence_of(dossier) == []

    def test_of_an_unknown_code_does_nothing(self, at_desk):
        answer = at_desk.post(BULK, {"viec": "nhan", "ho_so": "H00.00.01-261116-9999"})
        assert told(at_desk.get(answer.url)) == []

    def test_leads_back_to_the_list_and_nowhere_else(self, at_desk):
        answer = at_desk.post(BULK, {"tro_lai": "//vi-du.vn/?x=1"})
        assert answer.url == f"{LIST}?%2F%2Fvi-du.vn%2F%3Fx=1"

    def test_is_offered_by_role_and_carries_the_way_back(self, at_desk, at_counter):
        make(1)
        query = f"{LIST}?kenh=in_person"
        for browser, offered in ((at_desk, "nhan"), (at_counter, "tra-ket-qua")):
            page = browser.get(query)
            buttons = re.findall(r'name="viec"\s+value="([^"]+)"', page_of(page))
            assert buttons == [offered, "chuyen"]
            assert hidden_value(page, "tro_lai") == "kenh=in_person"
            assert hidden_value(page, "csrfmiddlewaretoken")


def test_a_row_shows_the_day_that_was_promised_anew(at_desk, office):
    promised = desk.MONDAY + timedelta(days=7)
    make_dossier(promised_at=promised)
    listed = main_of(at_desk.get(f"{LIST}?nhom=con-han"))
    assert "27/11, 17:30, hẹn lại 30/11, 09:41" in listed
