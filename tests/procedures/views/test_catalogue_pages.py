from datetime import date

import pytest
import time_machine

from procedures.models import (
    CalendarYear,
    OfferedChannel,
    Procedure,
    Sector,
    UnansweredQuery,
)
from tests.factories import (
    ProcedureFactory,
    ProcedureVersionFactory,
    SectorFactory,
    SectorGroupFactory,
)

pytestmark = pytest.mark.django_db


def enter(name, **fields):
    """Enter a procedure, in one sector with the others: lists stand by sector first."""
    fields.setdefault("sector", Sector.objects.first() or SectorFactory())
    version = ProcedureVersionFactory(procedure=ProcedureFactory(name=name, **fields))
    procedure = version.procedure
    procedure.search_text = procedure.searchable()
    procedure.save()
    return version


def names(response):
    return [result.procedure.name for result in response.context["results"]]


def test_home_shows_frequent_procedures_and_groups(client, office):
    enter("Chứng thực bản sao từ bản chính", short_name="Bản sao", favourite_order=1)

    page = client.get("/").content.decode()

    assert "Bạn cần làm thủ tục gì?" in page
    assert "Bản sao" in page
    assert "1 thủ tục" in page


def test_the_list_is_searched_without_marks(client, office):
    enter("Đăng ký khai sinh")
    enter("Đăng ký kết hôn")

    assert names(client.get("/thu-tuc/", {"q": "ket hon"})) == ["Đăng ký kết hôn"]
    assert names(client.get("/thu-tuc/", {"q": "dang ky"})) == [
        "Đăng ký khai sinh",
        "Đăng ký kết hôn",
    ]


def test_the_list_is_narrowed_by_sector_group_and_channel(client, office):
    sector = SectorFactory(name="Hộ tịch", slug="ho-tich")
    kept = enter("Khai sinh", sector=sector)
    OfferedChannel.objects.create(version=kept, channel="postal")
    enter("Khai tử", sector=SectorFactory(name="Khác", slug="khac"))

    for query in (
        {"linh_vuc": "ho-tich"},
        {"kenh": "postal"},
        {"nhom": "tu-phap-ho-tich", "kenh": "postal"},
    ):
        assert names(client.get("/thu-tuc/", query)) == ["Khai sinh"]


def test_an_empty_result_says_what_to_try(client, office):
    enter("Khai sinh", favourite_order=1)

    page = client.get("/thu-tuc/", {"q": "không có gì"}).content.decode()

    assert "Không tìm thấy thủ tục nào khớp “không có gì”." in page
    assert "Thử từ ngắn hơn, bỏ bớt điều kiện lọc, hoặc gọi 024 0000 0000." in page
    assert "Khai sinh" in page


def test_twenty_stand_on_a_page(client, office):
    for number in range(21):
        enter(f"Thủ tục {number:02d}")

    assert len(names(client.get("/thu-tuc/"))) == 20
    assert names(client.get("/thu-tuc/", {"page": 2})) == ["Thủ tục 20"]


def test_internal_and_ended_procedures_are_not_listed(client, office):
    enter("Nội bộ", internal=True)
    ended = enter("Đã bãi bỏ")
    ended.valid_to = date(2025, 12, 31)
    ended.save()

    assert names(client.get("/thu-tuc/")) == []
    assert (
        client.get(Procedure.objects.get(internal=True).get_absolute_url()).status_code
        == 404
    )


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_the_same_number_of_questions(
    client, office, django_assert_num_queries, count
):
    for number in range(count):
        enter(f"Thủ tục {number}")

    # office, opening hours, two for paging, rows, versions, limits, fees, channels,
    # and the sectors to choose from
    with django_assert_num_queries(9):
        client.get("/thu-tuc/")


def test_a_procedure_is_found_by_code_and_by_name(client, office):
    coded = enter("Có mã", code="9.123456").procedure
    nameless = enter("Chưa có mã", code=None, slug="chua-co-ma").procedure

    assert coded.get_absolute_url() == "/thu-tuc/9.123456/"
    assert nameless.get_absolute_url() == "/thu-tuc/chua-co-ma/"
    assert "Có mã" in client.get("/thu-tuc/9.123456/").content.decode()
    assert "Chưa có mã" in client.get("/thu-tuc/chua-co-ma/").content.decode()


def test_an_incomplete_procedure_says_so(client, office):
    version = enter("Thiếu", code="9.123456")
    version.missing = ["limit", "fee"]
    version.save()

    page = client.get("/thu-tuc/9.123456/").content.decode()

    assert "thời hạn giải quyết, phí, lệ phí" in page


def test_an_ended_procedure_stays_readable_and_says_so(client, office):
    version = enter("Cũ", code="9.123456")
    version.valid_to = date(2025, 12, 31)
    version.save()

    assert "Đã bãi bỏ" in client.get("/thu-tuc/9.123456/").content.decode()


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-23T09:00+07:00", "Đang mở cửa đến 12:00"),
        ("2026-11-23T12:30+07:00", "Đang đóng cửa"),
        ("2026-11-22T09:00+07:00", "Đang đóng cửa"),
        ("2029-11-22T09:00+07:00", "Đang đóng cửa"),
    ],
)
def test_the_page_says_whether_the_counter_is_open(client, office, now, words):
    CalendarYear.objects.create(year=2026)
    enter("Có mã", code="9.123456")

    with time_machine.travel(now, tick=False):
        page = client.get("/thu-tuc/9.123456/").content.decode()

    assert words in page


@pytest.mark.parametrize(
    "path",
    ["/thu-tuc/9.999999/", "/thu-tuc/%00/", "/thu-tuc/khong-co/", "/thu-tuc/9.1/"],
)
def test_an_unknown_or_odd_address_is_not_found(client, office, path):
    assert client.get(path).status_code == 404


def test_odd_values_in_the_address_line_are_no_error(client, office):
    query = {"q": "\x00%_'", "linh_vuc": "khong-co", "kenh": "bo-cau", "page": "x"}

    assert client.get("/thu-tuc/", query).status_code == 200


@pytest.mark.parametrize("name", ["q", "nhom", "linh_vuc", "kenh", "page"])
def test_a_null_character_in_the_address_line_is_no_error(client, office, name):
    assert client.get("/thu-tuc/", {name: "\x00"}).status_code == 200


def test_a_code_with_a_local_suffix_leads_to_its_national_page(client, office):
    enter("Có mã", code="9.123456")

    response = client.get("/thu-tuc/9.123456.000.00.00.H26/")

    assert (response.status_code, response.url) == (301, "/thu-tuc/9.123456/")


def test_a_code_with_a_suffix_of_no_known_shape_is_not_found(client, office):
    enter("Có mã", code="9.123456")

    assert client.get("/thu-tuc/9.123456.abcd/").status_code == 404


def test_groups_stand_in_the_order_wards_list_them(client, office):
    for order, name in enumerate(["Tư pháp - Hộ tịch", "Công thương"]):
        group = SectorGroupFactory(name=name, slug=f"nhom-{order}", order=order)
        enter(name, sector=SectorFactory(name=name, slug=f"s-{order}", group=group))

    groups = client.get("/").context["groups"]

    assert [(group["label"], group["count"]) for group in groups] == [
        ("Tư pháp - Hộ tịch", 1),
        ("Công thương", 1),
    ]


def test_what_editors_note_of_a_source_is_not_shown_to_citizens(client, office):
    version = enter("Có mã", code="9.123456")
    version.source_note = "Mã cần kiểm lại."
    version.save()

    assert "Mã cần kiểm lại" not in client.get("/thu-tuc/9.123456/").content.decode()


def test_the_list_answers_what_people_mean_best_first(client, office):
    enter("Đăng ký khai sinh lưu động")
    wanted = enter("Đăng ký khai sinh", favourite_order=5)
    enter("Đăng ký kết hôn")

    page = client.get("/thu-tuc/", {"q": "ddawng kys khaisinh"})

    assert names(page) == [wanted.procedure.name, "Đăng ký khai sinh lưu động"]


def test_what_is_searched_can_be_narrowed_too(client, office):
    enter("Khai sinh", sector=SectorFactory(name="Hộ tịch", slug="ho-tich"))
    enter("Khai sinh lưu động", sector=SectorFactory(name="Khác", slug="khac"))

    query = {"q": "khai sinh", "linh_vuc": "khac"}

    assert names(client.get("/thu-tuc/", query)) == ["Khai sinh lưu động"]


def test_a_search_that_finds_nothing_is_noted_for_the_editor(client, office):
    for query in ({"q": "xyzt"}, {"q": "XYZT"}, {"q": "0912 345 678"}, {}):
        client.get("/thu-tuc/", query)
    client.get("/thu-tuc/", {"q": "xyzt", "kenh": "online"})

    kept = UnansweredQuery.objects.get()
    assert (kept.text, kept.count) == ("xyzt", 2)
