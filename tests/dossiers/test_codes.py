"""Codes and tokens: their shape, and how they are read back."""

from datetime import date

import pytest

from dossiers.codes import (
    SAFE_LETTERS,
    TOKEN_LENGTH,
    dossier_code,
    new_tracking_token,
    number_in_code,
    number_on_day,
    short_code,
    typed_code,
)

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("agency", "day", "number", "code"),
    [
        ("H26.18.07", DAY, 1, "H26.18.07-261123-0001"),
        ("000.00.00.H26", date(2026, 1, 1), 57, "000.00.00.H26-260101-0057"),
        ("H26", DAY, 9999, "H26-261123-9999"),
        ("H26", DAY, 10000, "H26-261123-10000"),
    ],
)
def test_code_names_agency_day_and_number(agency, day, number, code):
    assert dossier_code(agency_code=agency, day=day, number=number) == code
    assert number_in_code(code, agency_code=agency, day=day) == number


@pytest.mark.parametrize("number", [0, -1])
def test_numbers_begin_with_1(number):
    with pytest.raises(ValueError, match="bắt đầu từ 1"):
        dossier_code(agency_code="H26", day=DAY, number=number)


@pytest.mark.parametrize(
    "code",
    [
        "H26-261122-0001",
        "H27-261123-0001",
        "H26-261123-001",
        "H26-261123-000001",
        "H26-261123-00041",
        "H26-261123-٠٠٤١",
        "H26-261123-0001\n",
        "h26-261123-0001",
        "G22.99.1-261123-abcd",
        "",
    ],
)
def test_code_of_another_day_agency_or_shape_has_no_number_of_ours(code):
    assert number_in_code(code, agency_code="H26", day=DAY) is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("H26.18.07-261123-0041", "261123-0041"),
        ("000.00.00.H26-261123-10001", "261123-10001"),
        ("BCT-2026-998", "BCT-2026-998"),
    ],
)
def test_clerks_say_day_and_number_of_our_codes(code, said):
    assert short_code(code) == said


def test_token_is_long_and_types_the_same_through_any_input_method():
    tokens = {new_tracking_token() for _ in range(200)}
    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {TOKEN_LENGTH}
    assert set("".join(tokens)) <= set(SAFE_LETTERS)
    assert not set(SAFE_LETTERS) & set("aeiouyăâêôơưđwsfrxjz01")


def test_token_carries_110_bits():
    assert len(SAFE_LETTERS) ** TOKEN_LENGTH >= 2**110


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("000.Á.05.H26-261123-0041", "000.A1.05.H26-261123-0041"),
        ("000.À.05", "000.A2.05"),
        ("000.Ả3.05", "000.A33.05"),
        ("000.Ẹ.05", "000.E5.05"),
        ("000.Ấ.05", "000.A61.05"),
        ("000.Ơ.05", "000.O7.05"),
        ("000.đ.05", "000.D9.05"),
        (" h26.21.14 – 261119 – 0031 ", "H26.21.14-261119-0031"),
        ("\u200bH26.21\u00a0.14", "H26.21.14"),
        ("", ""),
    ],
)
def test_a_typed_code_loses_what_input_methods_and_word_processors_add(typed, code):
    assert typed_code(typed) == code


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("261123-0041", (date(2026, 11, 23), 41)),
        ("261123-10000", (date(2026, 11, 23), 10000)),
        ("261131-0041", None),
        ("261123-41", None),
        ("261123-00041", None),
        ("H26-261123-0041", None),
        ("", None),
    ],
)
def test_day_and_number_are_heard_as_they_are_said(said, meant):
    assert number_on_day(said) == meant
