"""The dirtiest exports go through, by the command and on the web; each shape alone."""

import csv
import io
import json
import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from procedures.catalogue_source import read_source
from procedures.comparing import parsed
from procedures.importing import judge
from procedures.models import Procedure, ProcedureVersion
from procedures.verdicts import Fate
from tests.procedures import dirty
from tests.procedures.dirty import NBSP, TAB, code_of, name_of
from tests.procedures.sheets import json_file
from tests.walk.plain_browser import parse, words

pytestmark = pytest.mark.django_db

INTERNAL = sum(code_of(n)[0] in "56" for n in range(1, dirty.ROWS + 1))


@pytest.fixture
def export(tmp_path):
    return dirty.large_export(tmp_path / "xuat.xlsx")


def csv_file(tmp_path, *rows, headings=("Mã số", "Tên", "Cơ quan thực hiện")):
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    file = tmp_path / "ds.csv"
    file.write_bytes(text.getvalue().encode())
    return file


def loaded(file):
    """Return code and name of what a file brings in, in its order."""
    call_command("import_catalogue", file)
    found = Procedure.objects.order_by("code")
    return [(procedure.code, procedure.name) for procedure in found]


def test_the_large_export_goes_through_the_command(export, capsys):
    call_command("import_catalogue", export)

    expected = {code_of(n): name_of(n) for n in range(1, dirty.ROWS + 1)}
    assert dict(Procedure.objects.values_list("code", "name")) == expected
    assert Procedure.objects.filter(internal=True).count() == INTERNAL
    assert Procedure.objects.for_citizens().count() == dirty.ROWS - INTERNAL
    sectors = Procedure.objects.values_list("sector__slug", flat=True).distinct()
    assert set(sectors) == {"ho-tich", "chung-thuc", "dat-dai"}

    capsys.readouterr()
    call_command("import_catalogue", export)
    assert capsys.readouterr().out.strip() == (
        "thêm 0, thay đổi 0, không đổi 525, bị loại 0"
    )


def test_a_hundred_and_twelve_spellings_are_two_agencies(export):
    assert len(dirty.agency_spellings()) == 112

    offices = {facts.facts["authority"] for facts in parsed(read_source(export))}

    assert offices == {"UBND cấp xã", "Chủ tịch UBND cấp xã"}


def test_the_large_export_goes_through_the_web(
    export, client_of, administrator, office
):
    browser = client_of(administrator)
    file = SimpleUploadedFile("xuat.xlsx", export.read_bytes())

    compared = browser.post("/danh-muc/nhap/", {"day": "01/01/2090", "file": file})
    page = browser.get(compared.url)
    applied = browser.post(f"{compared.url}ap-dung/", follow=True)

    assert "1–25 trong 525 dòng" in words(parse(page.content.decode())[0])
    assert applied.status_code == 200
    assert ProcedureVersion.objects.count() == dirty.ROWS


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("9.000001Đăng ký ví dụ", ""),
        ("", "9.000001Đăng ký ví dụ"),
        ("", "9.000001 - Đăng ký ví dụ"),
        ("", "9.000001. Đăng ký ví dụ"),
        ("9.000001", "9.000001: Đăng ký ví dụ"),
        ("", "Đăng ký ví dụ (9.000001)"),
        ("9.000001 ", "Đăng ký ví dụ"),
        ("9. 000001", "Đăng ký ví dụ"),
        ("9,000001", "Đăng ký ví dụ"),
        (f"{TAB}9.000001{NBSP}", f"Đăng ký{NBSP}ví{TAB}dụ\n"),
        ("9.000001.000.00.00.H26", "Đăng\nký ví dụ"),
        ("9.000001", unicodedata.normalize("NFD", "Đăng ký ví dụ")),
        ("9.000001", "\ufeffĐăng ký\u200b ví dụ"),
    ],
)
def test_a_code_and_a_name_are_found_however_they_are_written(tmp_path, code, name):
    assert loaded(csv_file(tmp_path, (code, name, "UBND xã"))) == [
        ("9.000001", "Đăng ký ví dụ")
    ]


@pytest.mark.parametrize(
    ("code", "internal"),
    [("5.000001", True), ("6.000001.H26", True), ("1.000001", False)],
)
def test_internal_codes_are_loaded_as_internal(tmp_path, code, internal):
    loaded(csv_file(tmp_path, (code, "Thủ tục ví dụ", "UBND xã")))

    assert Procedure.objects.get().internal is internal


def test_titles_and_headings_between_the_rows_are_no_procedures(tmp_path):
    file = csv_file(
        tmp_path,
        ("I. LĨNH VỰC HỘ TỊCH", "", ""),
        ("9.000001", "Một", "UBND xã"),
        ("Mã số", "Tên", "Cơ quan thực hiện"),
        ("", "B. Lĩnh vực Chứng thực", ""),
        ("9.000002", "Hai", "UBND xã"),
        ("Tổng cộng", "", ""),
        ("", "Tổng số: 2", ""),
    )

    assert loaded(file) == [("9.000001", "Một"), ("9.000002", "Hai")]
    sectors = Procedure.objects.order_by("code").values_list("sector__name", flat=True)
    assert list(sectors) == ["HỘ TỊCH", "Chứng thực"]


def test_a_row_without_a_name_is_no_title_but_rejected(tmp_path):
    file = csv_file(
        tmp_path, ("9.000001", "", ""), ("9.00002", "", ""), ("", "Công nhận ví dụ", "")
    )

    verdicts = judge(read_source(file)).verdicts

    assert [(v.row, v.fate.value, v.reason[:20]) for v in verdicts] == [
        (2, "rejected", "Hãy ghi tên thủ tục."),
        (3, "rejected", "Mã “9.00002” chưa đú"),
        (4, "added", ""),
    ]


def test_two_codes_in_one_row_are_rejected(tmp_path):
    file = csv_file(tmp_path, ("9.000001", "9.000002 Đăng ký ví dụ", ""))

    (verdict,) = judge(read_source(file)).verdicts

    assert verdict.reason == (
        "Tên mang mã 9.000002, khác mã 9.000001 của dòng. Hãy giữ một mã."
    )


def test_cells_of_several_lines_are_lists_of_agencies(tmp_path):
    row = ("9.000001", "Đăng ký ví dụ", "Sở Tư Pháp\nUỷ ban nhân dân xã, phường")

    loaded(csv_file(tmp_path, row))

    assert Procedure.objects.get().authority == "Sở Tư pháp; UBND cấp xã"


def test_unicode_text_of_a_spreadsheet_program_is_read(tmp_path):
    file = tmp_path / "ds.csv"
    file.write_bytes("Mã số\tTên\n9.000001\tĐăng ký ví dụ\n".encode("utf-16"))

    assert loaded(file) == [("9.000001", "Đăng ký ví dụ")]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"name": "x" * 1001}, "Tên thủ tục dài quá 1.000 ký tự. Hãy rút gọn."),
        (
            {"limit_value": "y" * 61},
            "Thời hạn nguồn ghi dài quá 60 ký tự. Hãy rút gọn.",
        ),
        (
            {"limits": [{"value": 99_999, "unit": "day"}]},
            "Thời hạn nhiều nhất là 32.000. Hãy kiểm tra lại.",
        ),
        (
            {"documents": [{"name": "Giấy", "form": "z" * 201}]},
            "Thành phần hồ sơ dài quá 200 ký tự. Hãy rút gọn.",
        ),
        (
            {"fee": "9999999999"},
            "Lệ phí nhiều nhất là 2.000.000.000. Hãy kiểm tra lại.",
        ),
    ],
)
def test_what_no_column_holds_is_a_sentence(tmp_path, facts, reason):
    file = json_file(tmp_path / "dai.json", {"name": "Thủ tục ví dụ"} | facts)

    (verdict,) = judge(read_source(file)).verdicts

    assert (verdict.fate, verdict.reason) == (Fate.REJECTED, reason)


def test_number_and_unit_may_stand_in_one_cell(tmp_path):
    headings = ("Mã số TTHC", "Tên TTHC", "Thời hạn giải quyết")
    file = csv_file(
        tmp_path,
        ("9.000001", "Một", "05 ngày làm việc"),
        ("9.000002", "Hai", "05"),
        headings=headings,
    )

    stated = [v.facts for v in judge(read_source(file)).verdicts]

    assert stated[0]["limits"] == [{"value": 5, "unit": "working_day"}]
    assert stated[1]["unclear_limit"] == "05"


# Pages of single procedures


def page_file(tmp_path, file_name="trang.json", **facts):
    file = tmp_path / file_name
    file.write_text(json.dumps(facts, ensure_ascii=False))
    return file


@pytest.fixture
def _known(tmp_path):
    loaded(
        csv_file(
            tmp_path,
            ("9.000001", "Đăng ký khai sinh ví dụ", "UBND xã"),
            ("9.000002", "Đăng ký kết hôn ví dụ", "UBND xã"),
        )
    )


@pytest.mark.usefixtures("_known")
def test_a_page_is_read_by_the_names_of_its_own(tmp_path):
    file = page_file(
        tmp_path,
        code="9.000001",
        name="Đăng ký khai sinh ví dụ",
        executing_agency="Uỷ ban nhân dân xã",
        time_limit={"value": 3, "unit": "working_day", "note": "cả ngày nhận"},
    )

    (verdict,) = judge(read_source(file)).of(Fate.CHANGED)

    assert verdict.changed == {
        "limits": [{"value": 3, "unit": "working_day", "note": "cả ngày nhận"}]
    }


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(
    ("file_name", "name", "reason"),
    [
        (
            "trang.json",
            "Đăng ký kết hôn ví dụ",
            "tệp ghi tên “Đăng ký kết hôn ví dụ”. Tên này là của mã 9.000002.",
        ),
        (
            "trang.json",
            "Cấp giấy phép xây dựng nhà",
            "Mã 9.000001 là “Đăng ký khai sinh ví dụ”, tệp ghi tên “Cấp giấy phép",
        ),
        (
            "9.000002.json",
            "Đăng ký khai sinh ví dụ",
            "Trang mang tên 9.000002 nhưng ghi mã 9.000001. Hãy lấy lại trang này.",
        ),
    ],
)
def test_a_page_whose_name_is_not_its_codes_is_rejected_and_named(
    tmp_path, capsys, file_name, name, reason
):
    file = page_file(tmp_path, file_name, code="9.000001", name=name)

    with pytest.raises(CommandError, match="1 dòng bị loại"):
        call_command("import_catalogue", file)

    printed = capsys.readouterr().err
    assert printed.startswith("dòng 1: 9.000001: ")
    assert reason in printed
    assert Procedure.objects.get(code="9.000001").name == "Đăng ký khai sinh ví dụ"


@pytest.mark.usefixtures("_known")
def test_a_page_whose_name_is_written_a_little_otherwise_is_taken(tmp_path):
    file = page_file(tmp_path, code="9.000001", name="Thủ tục đăng ký khai sinh ví dụ")

    assert [v.fate for v in judge(read_source(file)).verdicts] == [Fate.CHANGED]
