"""From a scanned receipt to the returned result: the address, the form, the ways."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from dossiers.models import ResultReturn
from tests.dossiers import desk
from tests.dossiers.moves import make_dossier
from tests.dossiers.views.pages import main_of, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

LATER = desk.MONDAY + timedelta(minutes=90)


@pytest.fixture(autouse=True)
def _late_that_morning(office):
    desk.announce_days()
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def ready(office):
    return make_dossier(
        closed_at=desk.MONDAY,
        applicant__full_name="Nguyễn Thị Ví Dụ",
        code="H00.00.01-261123-0041",
        day_number=41,
        receipt_day=desk.MONDAY.date(),
    )


@pytest.fixture
def at_counter(client_of, clerk):
    return client_of(clerk)


def receipt_of(dossier):
    """Return what the receipt's QR holds."""
    path = reverse("dossiers:track_token", args=[dossier.tracking_token])
    return f"https://motcua.example.vn{path}"


def page_address(dossier, query="?quet=1"):
    return f"/ho-so/{dossier.code}/{query}"


def focused(response):
    field = re.search(r"<input[^>]*\bautofocus\b[^>]*>", page_of(response))
    return re.search(r'name="([^"]+)"', field[0])[1] if field else None


def post_return(client, dossier, **said):
    return client.post(f"/ho-so/{dossier.code}/viec/tra-ket-qua/", said)


class TestScan:
    @pytest.mark.parametrize(
        "line",
        [
            receipt_of,
            lambda dossier: dossier.code,
            lambda _: "261123-0041",
            lambda _: "0041",
        ],
        ids=["qr", "whole code", "day and number", "number today"],
    )
    def test_in_the_counters_box_opens_the_dossier(self, at_counter, ready, line):
        answer = at_counter.post("/tiep-nhan/", {"lenh": line(ready), "do": "box"})
        assert (answer.status_code, answer.url) == (302, page_address(ready))

    def test_in_the_search_of_any_desk_page_opens_the_dossier(self, at_counter, ready):
        answer = at_counter.post("/ho-so/tim/", {"q": receipt_of(ready)})
        assert (answer.status_code, answer.url) == (302, page_address(ready))

    def test_loses_no_form_that_is_half_typed(self, at_counter, ready):
        half = {"lenh": receipt_of(ready), "full_name": "Trần Văn Ví Dụ"}
        answer = at_counter.post("/tiep-nhan/", half)
        assert answer.status_code == 200
        assert "Đang nhập dở một hồ sơ" in main_of(answer)
        assert f'href="{page_address(ready)}"' in page_of(answer)
        assert 'value="Trần Văn Ví Dụ"' in page_of(answer)

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("0042", "Hôm nay không có hồ sơ số 0042."),
            (
                "https://x.vn/t/bcghkmnpqtv234567892345678/",
                "Không tìm thấy hồ sơ của mã QR vừa quét.",
            ),
        ],
    )
    def test_of_what_nobody_knows_says_what_to_type(self, at_counter, line, said):
        assert said in main_of(at_counter.post("/tiep-nhan/", {"lenh": line}))

    def test_makes_the_keyboard_ready_to_return(self, at_counter, ready):
        page = at_counter.get(page_address(ready))
        assert focused(page) == "collector"
        assert 'data-key="F8"' in page_of(page)
        assert 'value="Nguyễn Thị Ví Dụ"' in page_of(page)

    def test_of_what_is_not_ready_only_opens_it(self, at_counter):
        page = at_counter.get(page_address(make_dossier()))
        assert (page.status_code, focused(page)) == (200, None)

    def test_with_a_telephone_leads_staff_to_the_desks_page(
        self, at_counter, client_of, officer, citizen, ready
    ):
        path = reverse("dossiers:track_token", args=[ready.tracking_token])
        assert "Mở hồ sơ để trả kết quả" in main_of(at_counter.get(path))
        at_desk = main_of(client_of(officer).get(path))
        assert "Mở hồ sơ" in at_desk
        assert "để trả kết quả" not in at_desk
        assert "Mở hồ sơ" not in main_of(client_of(citizen).get(path))


class TestWays:
    @pytest.mark.parametrize(
        ("way", "field"),
        [("counter", "collector"), ("post", "letter_number"), ("electronic", "reason")],
    )
    def test_each_asks_for_one_thing(self, at_counter, ready, way, field):
        page = page_of(at_counter.get(page_address(ready, f"?cach={way}")))
        fields = re.findall(r'id="id_tra-ket-qua_(\w+)"', page)
        assert [name for name in fields if not name.endswith("helptext")] == [
            "way",
            field,
        ]
        links = re.findall(r'href="\?cach=(\w+)#viec"', page)
        assert set(links) == {"counter", "post", "electronic"} - {way}

    def test_begin_with_the_one_asked_for_at_receipt(self, at_counter):
        by_post = make_dossier(closed_at=desk.MONDAY, delivery="post")
        page = page_of(at_counter.get(page_address(by_post, "")))
        assert 'id="id_tra-ket-qua_letter_number"' in page

    def test_that_are_odd_are_the_usual_one(self, at_counter, ready):
        page = at_counter.get(page_address(ready, "?cach=%00bay"))
        assert focused(page) == "collector"

    def test_by_post_is_kept_and_told(self, at_counter, ready):
        answer = post_return(
            at_counter, ready, way="post", letter_number="EM123456789VN"
        )
        assert answer.status_code == 303
        row = ResultReturn.objects.get()
        assert (row.way, row.letter_number) == ("post", "EM123456789VN")
        said = main_of(at_counter.get(answer.url))
        assert "Trả kết quả 11:11 ngày 23/11/2026 · Bưu chính" in said
        assert "Phương thức: Bưu chính. Số bưu gửi: EM123456789VN" in said

    @pytest.mark.parametrize(
        ("said", "fault"),
        [
            ({"way": "post", "letter_number": ""}, "Hãy nhập số bưu gửi"),
            ({"way": "post", "letter_number": "?"}, "Số bưu gửi cần 3 đến 40 chữ cái"),
            ({"way": "counter", "collector": ""}, "Hãy nhập họ tên người nhận kết quả"),
            (
                {"collector": "https://x.vn/t/bcghkmnpqtv234567892345678/"},
                "Ô này vừa nhận mã QR của một giấy hẹn",
            ),
        ],
    )
    def test_with_a_fault_return_nothing(self, at_counter, ready, said, fault):
        answer = post_return(at_counter, ready, **said)
        assert answer.status_code == 422
        assert fault in main_of(answer)
        assert not ResultReturn.objects.exists()

    def test_electronic_without_file_or_place_is_refused_with_what_to_do(
        self, at_counter, ready
    ):
        answer = post_return(at_counter, ready, way="electronic", reason="")
        assert answer.status_code == 409
        assert "Hồ sơ chưa có tệp kết quả" in main_of(answer)
