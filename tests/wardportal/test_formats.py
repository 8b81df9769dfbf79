from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats as django_formats, translation
from hypothesis import given, strategies as st

from wardportal import formats

EVENING = datetime(2026, 11, 26, 17, 0)  # noqa: DTZ001 -- formats takes local moments


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 5), "ngày 05 tháng 11 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 2, 9), "ngày 09 tháng 02 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
        (date(2026, 9, 1), "ngày 01 tháng 9 năm 2026"),
    ],
)
def test_long_date_writes_zeros_as_decree_30_does(day, words):
    assert formats.long_date(day) == words


def test_document_date_opens_with_the_place():
    assert (
        formats.nd30_date("Hoa Sen", date(2026, 11, 5))
        == "Hoa Sen, ngày 05 tháng 11 năm 2026"
    )


def test_short_date_is_day_month_year():
    assert formats.short_date(date(2026, 11, 5)) == "05/11/2026"


def test_month_has_no_zero():
    assert formats.month_name(date(2026, 8, 31)) == "tháng 8/2026"


def test_every_weekday_has_its_name():
    week = [formats.weekday_name(date(2026, 11, day)) for day in range(23, 30)]
    assert week == [
        "thứ Hai",
        "thứ Ba",
        "thứ Tư",
        "thứ Năm",
        "thứ Sáu",
        "thứ Bảy",
        "Chủ nhật",
    ]


def test_weekday_and_date_open_a_sentence():
    assert formats.weekday_and_date(date(2026, 11, 23)) == "Thứ Hai, 23/11/2026"
    assert formats.weekday_and_date(date(2026, 11, 29)) == "Chủ nhật, 29/11/2026"


def test_a_moment_to_keep_names_the_weekday():
    assert formats.clock_and_day(EVENING) == "17:00 thứ Năm, 26/11/2026"


def test_a_moment_past_gives_clock_and_date():
    past = datetime.combine(date(2026, 11, 23), time(9, 42))
    assert formats.clock_on_date(past) == "09:42 ngày 23/11/2026"


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0"), (999, "999"), (1523, "1.523"), (1_000_000, "1.000.000"), (-34, "-34")],
)
def test_thousands_are_grouped_by_dots(count, words):
    assert formats.thousands(count) == words


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [
        ("1523.5", 2, "1.523,50"),
        ("0.005", 2, "0,01"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.004", 2, "0,00"),
        ("99.995", 2, "100,00"),
    ],
)
def test_decimals_round_half_up_behind_a_comma(value, places, words):
    assert formats.decimal_comma(Decimal(value), places) == words


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "words"),
    [
        (1461, 1489, 1, "98,1%"),
        (3990, 3991, 2, "99,97%"),
        (1, 800, 2, "0,13%"),
        (0, 7, 2, "0,00%"),
        (7, 7, 2, "100,00%"),
        (-21, 1000, 1, "-2,1%"),
        (3, 0, 2, "–"),
    ],
)
def test_percent_rounds_half_up(numerator, denominator, places, words):
    assert formats.percent(numerator, denominator, places) == words


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 4))
def test_percent_is_what_decimal_says(numerator, denominator, places):
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    written = formats.percent(numerator, denominator, places)
    assert Decimal(written[:-1].replace(".", "").replace(",", ".")) == rounded


def test_money_is_grouped_and_named():
    assert formats.money(15_000) == "15.000 đồng"


def test_small_counts_in_prose_take_a_zero():
    assert [formats.prose_count(n) for n in (0, 3, 9, 10, 1523)] == [
        "00",
        "03",
        "09",
        "10",
        "1.523",
    ]


def test_sizes_of_files_are_whole_kilobytes_or_a_tenth_of_a_megabyte():
    sizes = (0, 1, 1499, 148_200, 999_499, 1_000_000, 1_250_000)
    assert [formats.file_size(size) for size in sizes] == [
        "1 kB",
        "1 kB",
        "1 kB",
        "148 kB",
        "999 kB",
        "1,0 MB",
        "1,3 MB",
    ]


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Nguyễn Văn A", "Nguyễn V*** A"),
        ("Nguyễn Thị Thu Hà", "Nguyễn T*** T*** Hà"),
        ("Lê Lan", "Lê L***"),
        ("Lan", "L***"),
        ("  Nguyễn   Văn  A ", "Nguyễn V*** A"),
        ("", ""),
    ],
)
def test_masked_name_keeps_family_and_given_name(name, masked):
    assert formats.masked_name(name) == masked


@pytest.mark.parametrize(
    ("number", "spaced"),
    [
        ("0912000111", "0912 000 111"),
        ("02412345678", "024 1234 5678"),
        ("+84912000111", "+84912000111"),
        ("19001009", "19001009"),
        ("", ""),
    ],
)
def test_phone_numbers_are_written_in_groups(number, spaced):
    assert formats.spaced_phone(number) == spaced


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("001286004567", "0012••••4567"),
        ("012345678", "012••••678"),
        ("0912000111", "091••••111"),
        ("12", "••••"),
        ("", "••••"),
    ],
)
def test_masked_id_shows_at_most_four_digits_at_each_end(number, masked):
    assert formats.masked_id(number) == masked


def test_clean_text_composes_trims_and_drops_what_is_invisible():
    typed = "\ufeff  Nguye\u0302\u0303n\u200b \u00a0 Thi\u0323 \n Ha\u0323nh\u00ad "
    assert formats.clean_text(typed) == "Nguyễn Thị Hạnh"


def test_clean_text_parts_words_at_control_characters():
    assert formats.clean_text("\x00Lê\x00Thị\x1f\x85Ví Dụ\x7f") == "Lê Thị Ví Dụ"


@given(st.text())
def test_clean_text_changes_nothing_the_second_time(text):
    once = formats.clean_text(text)
    assert formats.clean_text(once) == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký HỘ tịch", "dang ky ho tich"),
        ("Xác nhận tình trạng hôn nhân", "xac nhan tinh trang hon nhan"),
        ("ƯỜNG ữ Ệ", "uong u e"),
        ("Ðặng", "dang"),
    ],
)
def test_fold_compares_without_accents_and_case(text, folded):
    assert formats.fold(text) == folded


@pytest.mark.parametrize("typed", ["05/11/2026", "05112026", "5/11/2026", "05-11-2026"])
def test_a_typed_date_is_day_first(typed):
    assert forms.DateField().clean(typed) == date(2026, 11, 5)


def test_an_american_date_is_refused():
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean("11/25/2026")


def test_numbers_are_grouped_where_django_formats_them():
    assert (
        django_formats.number_format(1523, use_l10n=True, force_grouping=True)
        == "1.523"
    )
    assert django_formats.number_format(Decimal("99.8"), use_l10n=True) == "99,8"


def test_django_writes_dates_and_hours_our_way():
    assert django_formats.date_format(EVENING, "SHORT_DATE_FORMAT") == "26/11/2026"
    assert (
        django_formats.date_format(EVENING, "DATETIME_FORMAT")
        == "17:00 ngày 26/11/2026"
    )
    assert django_formats.date_format(EVENING) == "ngày 26 tháng 11 năm 2026"


def test_a_year_in_a_template_is_not_grouped():
    assert Template("{{ year }}").render(Context({"year": 2026})) == "2026"
