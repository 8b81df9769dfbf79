from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

NIGHT_IN_UTC = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
"""Half past midnight of 1 December in the ward."""


def render(expression, **values):
    return Template("{% load portal %}" + expression).render(Context(values))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("vn_date", "01/12/2026"),
        ("vn_long_date", "ngày 01 tháng 12 năm 2026"),
        ("vn_month", "tháng 12/2026"),
        ("vn_weekday", "Thứ Ba, 01/12/2026"),
        ("vn_time", "00:30"),
        ("vn_datetime", "00:30 ngày 01/12/2026"),
        ("vn_clock", "00:30 thứ Ba, 01/12/2026"),
    ],
)
def test_moments_are_shown_in_the_wards_time(name, shown):
    assert render(f"{{{{ moment|{name} }}}}", moment=NIGHT_IN_UTC) == shown


def test_a_plain_day_is_shown_as_it_is():
    assert render("{{ day|vn_date }}", day=date(2026, 11, 30)) == "30/11/2026"


@pytest.mark.parametrize(
    "name",
    [
        "vn_date",
        "vn_long_date",
        "vn_month",
        "vn_weekday",
        "vn_time",
        "vn_datetime",
        "vn_clock",
        "thousands",
        "money",
    ],
)
def test_nothing_is_shown_as_nothing(name):
    assert render(f"{{{{ value|{name} }}}}", value=None) == ""


def test_zero_is_a_figure():
    shown = render("{{ n|thousands }} {{ n|money }} {{ n|prose_count }}", n=0)
    assert shown == "0 0 đồng 00"


def test_a_share_has_one_decimal():
    assert render("{{ part|percent_vi:whole }}", part=1461, whole=1489) == "98,1%"


def test_masks_hide_the_middle():
    shown = render(
        "{{ name|mask_name }} {{ number|mask_id }}",
        name="Nguyễn Văn A",
        number="001286004567",
    )
    assert shown == "Nguyễn V*** A 0012••••4567"


def test_a_decorative_icon_is_hidden_from_readers():
    assert render('{% icon "search" %}') == (
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="/static/img/icons.svg#search"></use></svg>'
    )


def test_an_icon_that_speaks_is_an_image_with_a_name():
    assert render('{% icon "check-lg" label %}', label='Xong "1"') == (
        '<svg class="icon" role="img" aria-label="Xong &quot;1&quot;" focusable="false">'
        '<use href="/static/img/icons.svg#check-lg"></use></svg>'
    )


def test_finished_work_is_plain_text():
    shown = render('{% status_tag "Đã trả kết quả" %}')
    assert '<span class="tag tag-plain">' in shown
    assert "<svg" not in shown


def test_a_tag_carries_tone_icon_and_words():
    shown = render('{% status_tag "Quá hạn 1 ngày" "red" "alarm" %}')
    assert "tag-red" in shown
    assert "icons.svg#alarm" in shown
    assert "Quá hạn 1 ngày" in shown
