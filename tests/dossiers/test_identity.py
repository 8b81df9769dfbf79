"""An ID number against the birth date: doubt is advice, never a refusal."""

from datetime import date

import pytest

from dossiers.identity import id_number_doubt


@pytest.mark.parametrize(
    ("id_number", "born"),
    [
        ("001186000123", date(1986, 11, 5)),
        ("001086000123", date(1986, 1, 1)),
        ("001205000123", date(2005, 12, 31)),
        ("001305000123", date(2005, 12, 31)),
        ("001186000123", None),
        ("", date(1986, 11, 5)),
        ("", None),
    ],
)
def test_fitting_number_raises_no_doubt(id_number, born):
    assert id_number_doubt(id_number, born) == ""


def test_other_year_is_told_with_both_years():
    assert id_number_doubt("001186000123", date(1968, 11, 5)) == (
        "Theo số căn cước thì năm sinh là 1986, "
        "ngày sinh đã nhập lại là năm 1968. Hãy đối chiếu với thẻ."
    )


def test_other_century_is_told_with_both_years():
    assert id_number_doubt("001205000123", date(1905, 1, 1)) == (
        "Theo số căn cước thì năm sinh là 2005, "
        "ngày sinh đã nhập lại là năm 1905. Hãy đối chiếu với thẻ."
    )


def test_fourth_digit_that_means_no_century_is_told_without_a_birth_date():
    assert id_number_doubt("001986000123", None) == (
        "Chữ số thứ tư của số căn cước là 9, thường chỉ từ 0 đến 3. "
        "Hãy đối chiếu với thẻ."
    )
