"""The report as a document and as files: what it says is what was counted."""

import csv
import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from reports.documents import printed_file, report_html
from reports.enums import FileFormat
from reports.figures import Counts, OutcomeCount, ProcedureCount, SectorRow
from tests.factories import OfficeFactory
from tests.papers import A4, A4_WIDE, fonts_in, page_sizes, page_texts, text_of
from tests.reports.figures import COUNTS, STATEMENT, TALLIES
from wardportal.formats import thousands

OFFICE = OfficeFactory.build(
    report_recipient="Ủy ban nhân dân thành phố Ví Dụ",
    signer_title="CHỦ TỊCH",
    signer_name="Nguyễn Văn Mẫu",
)


def made(kind, statement=STATEMENT):
    return printed_file(kind, statement, OFFICE)


def with_tallies(**changes):
    return replace(STATEMENT, tallies=replace(TALLIES, **changes))


@pytest.fixture(scope="module")
def pdf():
    return made(FileFormat.PDF)


def sheets(content):
    workbook = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in workbook.worksheets
    }


@pytest.mark.slow
def test_the_printed_report_has_its_pages_upright_and_wide(pdf):
    assert page_sizes(pdf) == [A4, A4, A4_WIDE, A4_WIDE]


@pytest.mark.slow
def test_the_printed_text_tells_the_figures(pdf):
    first, second, table, procedures = page_texts(pdf)
    assert "tháng 8 năm 2025 (từ ngày 01 tháng 8 năm 2025 đến hết ngày 31" in first
    assert (
        "tiếp nhận 1.233 hồ sơ, gồm 1.000 hồ sơ trực tuyến (81,10%), 200 hồ sơ trực "
        "tiếp (16,22%) và 33 hồ sơ qua dịch vụ bưu chính công ích (2,68%). Từ kỳ trước "
        "chuyển qua 07 hồ sơ." in first
    )
    assert (
        "Đã giải quyết 1.200 hồ sơ: trước hạn 1.190 hồ sơ (99,17%), đúng hạn 06 hồ sơ "
        "(0,50%), quá hạn 04 hồ sơ (0,33%). Đang giải quyết 40 hồ sơ, trong đó 38 hồ sơ "
        "còn trong hạn, 02 hồ sơ đã quá hạn." in first
    )
    assert "120 hồ sơ đăng ký khai sinh (trong đó có 01 trường hợp" in first
    row = "1.240 1.000 233 7 1.200 1.190 6 4 40 38 2"
    assert f"1 Hộ tịch {row} Tổng số {row}" in table
    assert "1 1.001193 Thủ tục đăng ký khai sinh 1.225 9 1" in procedures
    assert "Chuỗi chứng cứ của hệ thống lúc chốt có 4.321 sự kiện" in second


@pytest.mark.slow
def test_the_printed_report_has_one_font_object_for_each_face(pdf):
    # Two files of one face print garbled Vietnamese under a correct text layer.
    faces = [name.split("+")[-1] for name in fonts_in(pdf)]
    assert len(faces) == len(set(faces))
    assert all("Tinos" in face or "Print" in face for face in faces)


@pytest.mark.slow
def test_a_table_of_many_rows_repeats_its_head_on_each_page():
    rows = tuple(
        ProcedureCount(f"9.{number:06d}", f"Thủ tục {number}", "", 1, 1, 0)
        for number in range(80)
    )
    pages = page_texts(made(FileFormat.PDF, with_tallies(by_procedure=rows)))
    listing = [page for page in pages if "Mã thủ tục" in page]
    assert len(listing) > 1
    assert all("Tiếp nhận trong kỳ" in page for page in listing)


def test_the_preview_is_the_html_that_is_printed():
    html = report_html(STATEMENT, OFFICE)
    assert "Kính gửi: Ủy ban nhân dân thành phố Ví Dụ." in html
    assert "Nguyễn Văn Mẫu" in html
    assert "<svg" in html


def test_names_are_escaped():
    row = SectorRow(1, "<script>alert(1)</script>", COUNTS)
    html = report_html(with_tallies(rows=(row,)), OFFICE)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_an_adjustment_of_the_carry_over_is_told():
    html = " ".join(report_html(STATEMENT, OFFICE).split())
    assert "chuyển qua chênh 2 hồ sơ so với số đang giải quyết" in html
    level = replace(STATEMENT, reported_pending=7)
    assert "chuyển qua chênh" not in report_html(level, OFFICE)


def test_a_period_that_is_not_over_prints_as_a_draft():
    running = replace(STATEMENT, counted_at=TALLIES.period.begins_at)
    assert '<body class="draft">' in report_html(running, OFFICE)
    assert '<body class="draft">' not in report_html(STATEMENT, OFFICE)


@pytest.mark.slow
def test_an_empty_month_prints():
    empty = with_tallies(
        rows=(),
        total=Counts(),
        lines=(),
        by_procedure=(),
        days=(),
        closed_otherwise=(),
    )
    text = text_of(made(FileFormat.PDF, empty))
    assert "tiếp nhận 00 hồ sơ" in text
    assert "Trong kỳ không tiếp nhận hồ sơ nào." in text


def test_json_is_the_public_shape():
    figures = json.loads(made(FileFormat.JSON))
    assert figures["total"]["received_total"] == 1240
    assert sorted(figures) == [
        "by_procedure",
        "channels",
        "lines",
        "period",
        "rows",
        "total",
    ]


def test_the_workbook_has_the_same_figures():
    tables = sheets(made(FileFormat.XLSX))
    figures = [1240, 1000, 233, 7, 1200, 1190, 6, 4, 40, 38, 2]
    assert tables["Biểu II.06a"][1:] == [["Hộ tịch", *figures], ["Tổng số", *figures]]
    assert tables["Theo loại việc"][1:] == [
        ["Đăng ký khai sinh", "hồ sơ", 120, 1],
        ["Đăng ký kết hôn", "cặp", 8, 1],
    ]
    assert tables["Theo thủ tục"][1:] == [
        ["1.001193", "Thủ tục đăng ký khai sinh", 1225, 9, 1],
        ["1.000894", "Thủ tục đăng ký kết hôn", 8, 8, 1],
    ]
    notes = {row[0]: row[1] for row in tables["Ghi chú"] if row[0] != "Cách tính"}
    assert notes == {
        "Nội dung": "Giá trị",
        "Kỳ báo cáo": "tháng 8 năm 2025",
        "Trực tuyến": 1000,
        "Trực tiếp": 200,
        "Bưu chính": 33,
        "Trong cột (7): Từ chối sau thẩm định": 3,
        "Trong cột (7): Công dân rút": 0,
        "Trong cột (7): Dừng xử lý": 0,
        "Không tiếp nhận": 1,
        "Hủy do nhập nhầm": 2,
        "Hủy để đổi thủ tục": 1,
        "Sửa thông tin người nộp": 7,
        "Nhập bù": 9,
        "Nhập máy sau tiếp nhận từ một ngày": 3,
        "Tạm dừng hoặc dừng tính thời hạn": 8,
        "Tính lại thời hạn từ đầu": 5,
        "Thay đổi hạn trả": 6,
        "Giải quyết quá hạn, đã có văn bản xin lỗi": 3,
        "Trong số đó, xin lỗi đúng hạn": 2,
        "Còn quá hạn, đã có văn bản xin lỗi": 1,
        "Tiếp nhận và giải quyết trong cùng một phút": 4,
        "Điều chỉnh so với báo cáo kỳ trước": 2,
        "Sự kiện cuối chuỗi chứng cứ": 4321,
        "Mã của sự kiện cuối": "ab" * 32,
    }


def test_csv_has_the_same_rows_as_the_workbook():
    read = csv.reader(io.StringIO(made(FileFormat.CSV).decode("utf-8-sig")))
    rows = [row for row in read if row]
    expected = []
    for title, table in sheets(made(FileFormat.XLSX)).items():
        expected.append([title])
        expected += [[str(value) for value in row] for row in table]
    assert rows == expected


def test_a_procedure_named_like_a_formula_stays_text():
    attack = ProcedureCount("9.000001", "=1+1", "=1+1", 1, 0, 0)
    statement = with_tallies(by_procedure=(attack,))
    workbook = load_workbook(io.BytesIO(made(FileFormat.XLSX, statement)))
    cell = workbook["Theo thủ tục"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert "9.000001,'=1+1,1,0,0" in made(FileFormat.CSV, statement).decode()


def test_each_figure_of_the_prose_is_a_figure_of_the_table():
    html = report_html(
        with_tallies(closed_otherwise=(OutcomeCount("withdrawn", 5, 5),)), OFFICE
    )
    assert "05 hồ sơ công dân rút" in html
    for figure in (COUNTS.received_new, COUNTS.resolved_total, COUNTS.early):
        assert thousands(figure) in html
