"""Posters for the notice board, read back from paper."""

from datetime import date
from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from procedures.models import Fee, OfferedChannel, TimeLimit
from procedures.noticeboard.boards import group_board, sector_board
from procedures.noticeboard.poster import poster_pdf
from tests.factories import (
    ProcedureFactory,
    ProcedureVersionFactory,
    SectorFactory,
    SectorGroupFactory,
)
from tests.papers import A4, code_in, modules, page_sizes, page_texts, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DAY = date(2026, 11, 23)
SITE = "https://mot-cua.example"
LONGEST_NAME = "Quản lý giá, phí và lệ phí thuộc ngân sách nhà nước ở địa phương " * 3


@pytest.fixture
def sector(db):
    group = SectorGroupFactory(name="Tư pháp - Hộ tịch", slug="tu-phap-ho-tich")
    return SectorFactory(name="Hộ tịch", slug="ho-tich", group=group)


def offered(sector, name="Đăng ký khai sinh", *, code, **fields):
    procedure = ProcedureFactory(name=name, code=code, sector=sector, **fields)
    return ProcedureVersionFactory(procedure=procedure)


def poster(board, office):
    return poster_pdf(board, office=office, site=SITE, day=DAY)


def test_a_poster_says_whose_it_is_and_each_procedures_terms(sector, office):
    version = offered(sector, code="1.001193")
    TimeLimit.objects.create(version=version, value=3, unit="working_day")
    Fee.objects.create(version=version, status="charged", amount=15000)
    OfferedChannel.objects.create(version=version, channel="in_person")

    words = text_of(poster(sector_board(sector), office))

    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ngày 23 tháng 11 năm 2026",
        "THỦ TỤC HÀNH CHÍNH NIÊM YẾT CÔNG KHAI",
        "Lĩnh vực Hộ tịch",
        "1 thủ tục",
        "mot-cua.example",
        "STT Mã thủ tục Tên thủ tục Thời hạn giải quyết Phí, lệ phí Cách nộp",
        "15.000 đồng mỗi",
        "1 1.001193 Đăng ký khai sinh 03 ngày làm việc",
        "Trực tiếp",
    ):
        assert said in words


def test_what_the_catalogue_does_not_say_is_said_to_be_missing(sector, office):
    offered(sector, "Việc chưa có mã", code=None)

    rows = sector_board(sector).rows_on(DAY)

    assert rows == (
        (
            "1",
            "",
            "Việc chưa có mã",
            "Chưa có trong danh mục",
            "Chưa nhập mức thu",
            "Chưa có trong danh mục",
        ),
    )


def test_many_procedures_flow_over_pages_below_a_repeated_head(sector, office):
    for number in range(1, 61):
        offered(sector, f"Thủ tục số {number:02d}", code=f"9.0000{number:02d}")

    pdf = poster(sector_board(sector), office)
    pages = page_texts(pdf)

    assert page_sizes(pdf) == [A4] * len(pages)
    assert len(pages) > 1
    for number, page in enumerate(pages[1:], start=2):
        assert page.startswith(f"{number} STT Mã thủ tục Tên thủ tục ")
    assert all("Thủ tục số" in page for page in pages)
    assert sum(page.count("Thủ tục số") for page in pages) == 60


def test_a_poster_lists_what_its_list_page_lists(sector, office):
    other = SectorFactory(name="Chứng thực", slug="chung-thuc", group=sector.group)
    offered(sector, "Khai sinh", code="9.000001")
    offered(other, "Bản sao", code="9.000002", favourite_order=1)
    offered(sector, "Nội bộ", code="9.000003", internal=True)
    ended = offered(sector, "Đã bãi bỏ", code="9.000004")
    ended.valid_to = date(2026, 11, 22)
    ended.save()

    def names(board):
        return [name for _, _, name, *_ in board.rows_on(DAY)]

    assert names(sector_board(sector)) == ["Khai sinh"]
    assert names(group_board(sector.group)) == ["Bản sao", "Khai sinh"]


def test_the_code_opens_the_list_of_the_same_procedures(client, sector, office):
    """Look at the picture, module by module, as a telephone does."""
    offered(sector, code="1.001193")
    board = sector_board(sector)
    meant = segno.make(f"{SITE}{board.list_url}", error="m", micro=False).matrix

    seen = modules(code_in(poster(board, office), left=16), len(meant))

    assert seen == [[bool(module) for module in line] for line in meant]
    assert "Đăng ký khai sinh" in client.get(board.list_url).content.decode()


def test_the_longest_names_leave_the_table_clear_of_the_head(sector, office):
    sector.name = LONGEST_NAME[:160]
    office.desk_name = "Trung tâm Phục vụ hành chính công phường Hoa Sen, cơ sở 2"
    offered(sector, code="1.001193")

    pdf = poster(sector_board(sector), office)

    assert len(page_texts(pdf)) == 1
    words = text_of(pdf)
    assert words.index("Quét mã để xem") < words.index("STT Mã thủ tục")
    assert "ĐT" in words


def test_the_same_poster_is_drawn_once(sector, office):
    offered(sector, code="1.001193")
    board = sector_board(sector)
    first = poster(board, office)

    assert poster(board, office) is first
    offered(sector, "Đăng ký kết hôn", code="1.000894")
    assert "Đăng ký kết hôn" in text_of(poster(board, office))


def test_the_pages_of_a_poster_can_be_opened_by_anyone(client, sector, office):
    offered(sector, code="1.001193")

    for address, name in (
        ("/thu-tuc/niem-yet/linh-vuc/ho-tich.pdf", "ho-tich"),
        ("/thu-tuc/niem-yet/nhom/tu-phap-ho-tich.pdf", "tu-phap-ho-tich"),
    ):
        answer = client.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == (
            f'inline; filename="niem-yet-{name}.pdf"'
        )
        assert len(PdfReader(BytesIO(answer.content)).pages) == 1
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        "/thu-tuc/niem-yet/linh-vuc/khong-co.pdf",
        "/thu-tuc/niem-yet/nhom/khong-co.pdf",
        "/thu-tuc/niem-yet/nhom/%00.pdf",
        "/thu-tuc/niem-yet/khac/ho-tich.pdf",
    ],
)
def test_an_unknown_board_is_not_found(client, office, address):
    assert client.get(address).status_code == 404


def test_the_list_of_posters_and_the_sectors_page_lead_to_them(client, sector, office):
    offered(sector, code="1.001193")
    SectorFactory(name="Lĩnh vực trống", slug="trong", group=sector.group)

    posters = client.get("/thu-tuc/niem-yet/").content.decode()
    page = client.get("/thu-tuc/?linh_vuc=ho-tich").content.decode()

    assert "/thu-tuc/niem-yet/linh-vuc/ho-tich.pdf" in posters
    assert "/thu-tuc/niem-yet/nhom/tu-phap-ho-tich.pdf" in posters
    assert "trong.pdf" not in posters
    assert "<h1>Hộ tịch</h1>" in page
    assert "/thu-tuc/niem-yet/linh-vuc/ho-tich.pdf" in page
