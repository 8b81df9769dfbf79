"""The base of every form: what is typed, what it becomes, what is said about it."""

from datetime import date

import pytest
from django import forms

from wardportal.forms import (
    BaseForm,
    EmailField,
    IdNumberField,
    PhoneField,
    TaxCodeField,
    TextBlockField,
    TextField,
    VietnameseDateField,
    WholeNumberField,
)


class SampleForm(BaseForm):
    full_name = TextField(label="Họ và tên", max_length=20)
    born = VietnameseDateField(label="Ngày sinh", required=False)
    copies = WholeNumberField(
        label="Số bản", min_value=1, max_value=2000, required=False
    )
    channel = forms.ChoiceField(
        label="Kênh nộp", choices=[("post", "Bưu chính")], required=False
    )
    own = TextField(
        label="Mã", required=False, max_length=3, error_messages={"max_length": "Ngắn!"}
    )


def form(**typed):
    return SampleForm({"full_name": "Lê Thị Ví Dụ", **typed})


def cleaned(field, typed):
    return field.clean(typed)


def refusal(field, typed):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages


class TestText:
    def test_is_composed_trimmed_and_freed_of_the_invisible(self):
        typed = "  Nguye\u0302\u0303n\u200b \t Thị\x00Hạnh \n"
        assert cleaned(TextField(), typed) == "Nguyễn Thị Hạnh"

    def test_of_blanks_only_is_missing(self):
        assert form(full_name=" \u200b ").errors["full_name"] == ["Hãy nhập họ và tên"]

    def test_of_several_lines_keeps_its_lines(self):
        typed = "Dòng  một\r\n\r\n Dòng hai \n\n"
        assert cleaned(TextBlockField(), typed) == "Dòng một\n\nDòng hai"

    def test_mail_address_is_refused_with_its_shape(self):
        assert refusal(EmailField(), "lan tại vidu") == [
            "Thư điện tử cần dạng ten@vidu.vn"
        ]

    def test_mail_address_is_cleaned(self):
        assert cleaned(EmailField(), " lan@vidu.vn\u200b") == "lan@vidu.vn"


class TestIdNumber:
    @pytest.mark.parametrize(
        "typed",
        [
            "001186000123",
            "001 186 000 123",
            "001.186.000.123",
            "００１１８６０００１２３",
        ],
    )
    def test_keeps_its_digits_only(self, typed):
        assert cleaned(IdNumberField(), typed) == "001186000123"

    def test_of_11_digits_is_refused_with_the_count(self):
        assert refusal(IdNumberField(), "00118600012") == [
            "Số căn cước cần 12 chữ số, bạn đã nhập 11"
        ]

    def test_of_letters_is_refused_and_not_taken_for_empty(self):
        assert refusal(IdNumberField(required=False), "chưa có") == [
            "Số căn cước cần 12 chữ số, bạn đã nhập 0"
        ]

    def test_may_be_left_out_where_it_is_optional(self):
        assert cleaned(IdNumberField(required=False), " ") == ""


class TestTaxCode:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [("0100 000 001", "0100000001"), ("0100000001-001", "0100000001001")],
    )
    def test_keeps_10_or_13_digits(self, typed, kept):
        assert cleaned(TaxCodeField(), typed) == kept

    def test_of_another_length_is_refused(self):
        assert refusal(TaxCodeField(), "010000000") == [
            "Mã số thuế cần 10, 12 hoặc 13 chữ số, bạn đã nhập 9"
        ]


class TestPhone:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("0912 000 111", "0912000111"),
            ("0912.000.111", "0912000111"),
            ("+84 912 000 111", "0912000111"),
            ("(024) 0000 0000", "02400000000"),
            ("+44 20 0000 0000", "+442000000000"),
        ],
    )
    def test_is_kept_as_dialled(self, typed, kept):
        assert cleaned(PhoneField(), typed) == kept

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("091200011", "Số điện thoại cần 10 hoặc 11 chữ số, bạn đã nhập 9"),
            ("9912000111", "Số điện thoại phải bắt đầu bằng số 0"),
            (
                "+44 20",
                "Số điện thoại nước ngoài cần dấu +, mã nước và 8 đến 15 chữ số",
            ),
        ],
    )
    def test_is_refused_with_what_it_lacks(self, typed, said):
        assert refusal(PhoneField(), typed) == [said]


class TestDate:
    @pytest.mark.parametrize(
        "typed",
        [
            "05/11/2026",
            "5/11/2026",
            "05-11-2026",
            "05.11.2026",
            " 05 / 11 / 2026 ",
            "05112026",
            "2026-11-05",
        ],
    )
    def test_is_read_day_first(self, typed):
        assert form(born=typed).fields["born"].clean(typed) == date(2026, 11, 5)

    @pytest.mark.parametrize(
        "typed",
        [
            "11/25/2026",
            "31/02/1986",
            "05/11/86",
            "5111986",
            "hôm qua",
            "05/11/0986",
            "05/11/1899",
        ],
    )
    def test_that_is_none_is_refused_with_an_example(self, typed):
        assert form(born=typed).errors["born"] == [
            "Ngày sinh phải theo ngày/tháng/năm, ví dụ 05/11/1986"
        ]

    def test_not_before_the_set_day_is_too_late(self):
        filled = form(born="05/11/2026")
        filled.fields["born"].before = date(2026, 11, 5)
        assert filled.errors["born"] == ["Ngày sinh phải ở trong quá khứ"]

    def test_before_the_set_day_is_taken(self):
        filled = form(born="04/11/2026")
        filled.fields["born"].before = date(2026, 11, 5)
        assert filled.is_valid()

    def test_is_shown_day_first(self):
        shown = SampleForm(initial={"born": date(1986, 11, 5)})["born"]
        assert 'value="05/11/1986"' in str(shown)


class TestWholeNumber:
    @pytest.mark.parametrize(
        ("typed", "count"), [("3", 3), ("1.000", 1000), ("", None), ("0002", 2)]
    )
    def test_is_read_with_dots_as_groups(self, typed, count):
        filled = form(copies=typed)
        assert filled.is_valid()
        assert filled.cleaned_data["copies"] == count

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("2,5", "Số bản phải là số nguyên, ví dụ 2"),
            ("1.0", "Số bản phải là số nguyên, ví dụ 2"),
            ("-1", "Số bản phải là số nguyên, ví dụ 2"),
            ("ba", "Số bản phải là số nguyên, ví dụ 2"),
            ("0", "Số bản phải từ 1 trở lên"),
            ("2001", "Số bản nhiều nhất là 2.000"),
            ("9" * 5000, "Số bản phải là số nguyên, ví dụ 2"),
        ],
    )
    def test_is_refused_with_what_it_should_be(self, typed, said):
        assert form(copies=typed).errors["copies"] == [said]


class TestWords:
    def test_a_choice_is_chosen_not_typed(self):
        refused = SampleForm({"full_name": "A", "channel": "fax"})
        assert refused.errors["channel"] == ["Hãy chọn lại kênh nộp trong danh sách"]

    def test_a_long_text_is_named_with_its_limit(self):
        assert form(full_name="a" * 21).errors["full_name"] == [
            "Họ và tên dài quá 20 ký tự, hãy rút gọn"
        ]

    def test_a_field_keeps_its_own_words(self):
        assert form(own="dài quá").errors["own"] == ["Ngắn!"]

    def test_the_browser_is_not_asked_to_check(self):
        assert "required" not in str(SampleForm()["full_name"])
