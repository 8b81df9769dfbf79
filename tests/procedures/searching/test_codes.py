from dataclasses import dataclass

import pytest

from procedures.searching.codes import by_code


@dataclass(frozen=True)
class Row:
    code: str
    name: str = ""
    often: int = 0


ROWS = [
    Row("1.001193", "khai sinh", 5),
    Row("1.001194", "khai tử"),
    Row("2.000815", "bản sao", 1),
    Row("2.001193", "khác"),
    Row("", "chưa có mã"),
]


def codes(text):
    return [row.code for row in by_code(ROWS, text)]


@pytest.mark.parametrize(
    "text",
    [
        "1.001193",
        "1001193",
        "1,001193",
        " 1 . 001193 ",
        "mã 1.001193",
        "1.001193.000.00.00.H26",
        "1.001193.H41",
        "1.001193.01",
        "1.001193 khai sinh",
        "1.0011\u200b93",
    ],
)
def test_a_whole_code_is_found_however_it_is_written(text):
    assert codes(text) == ["1.001193"]


def test_a_part_is_an_end_first_then_a_beginning():
    assert codes("001193") == ["1.001193", "2.001193"]
    assert codes("1193") == ["1.001193", "2.001193"]
    assert codes("2.00081") == ["2.000815"]
    assert codes("1.0011") == ["1.001193", "1.001194"]


def test_a_code_with_one_digit_wrong_is_still_found():
    assert codes("2.000816") == ["2.000815"]
    assert codes("2.008015") == ["2.000815"]


@pytest.mark.parametrize(
    "text", ["", "khai sinh", "75 tuổi", "quyết định 2024", "119", "9999999", "1/2025"]
)
def test_other_numbers_are_no_codes(text):
    assert codes(text) == []
