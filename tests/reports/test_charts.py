"""The receipts chart: what it draws, in numbers that can be measured."""

import xml.etree.ElementTree as ET

import pytest

from reports.charts import BOTTOM, TOP, receipts_chart, scale_step
from reports.figures import ChannelCounts

SVG = "{http://www.w3.org/2000/svg}"
OCTOBER = [
    ("1", ChannelCounts(online=40, in_person=20, postal=5)),
    ("2", ChannelCounts(online=10, in_person=0, postal=0)),
    ("5", ChannelCounts()),
]


def drawn(columns, title="Số hồ sơ tiếp nhận"):
    return ET.fromstring(receipts_chart(columns, title=title))  # noqa: S314 - our own


def bars(picture, css_class):
    """Return heights of one series from left to right, without its legend."""
    rects = picture.iter(f"{SVG}rect")
    return [
        float(rect.get("height"))
        for rect in rects
        if rect.get("class") == css_class and rect.get("height") != "11"
    ]


def words(picture):
    return [text.text for text in picture.iter(f"{SVG}text")]


def test_bars_are_as_high_as_their_figures():
    picture = drawn(OCTOBER)
    per_dossier = (BOTTOM - TOP) / 70
    hair = 1
    assert bars(picture, "series-online") == pytest.approx(
        [40 * per_dossier - hair, 10 * per_dossier - hair], abs=0.1
    )
    assert bars(picture, "series-direct") == pytest.approx(
        [20 * per_dossier - hair], abs=0.1
    )
    assert bars(picture, "series-post") == pytest.approx(
        [5 * per_dossier - hair], abs=0.1
    )


def test_channels_are_stacked_without_overlap():
    rects = [
        r for r in drawn(OCTOBER[:1]).iter(f"{SVG}rect") if r.get("height") != "11"
    ]
    ends = [float(rect.get("y")) + float(rect.get("height")) for rect in rects]
    tops = [float(rect.get("y")) for rect in rects]
    assert len(rects) == 3
    assert ends[0] < BOTTOM
    assert all(end < top for end, top in zip(ends[1:], tops[:-1], strict=True))


def test_axis_legend_totals_and_days_are_written():
    assert words(drawn(OCTOBER)) == [
        *("Trực tuyến", "Trực tiếp", "Bưu chính"),
        *("0", "10", "20", "30", "40", "50", "60", "70"),
        *("65", "1"),
        *("10", "2"),
        "5",
    ]


def test_large_figures_are_grouped_by_dots():
    shown = words(drawn([("10/2026", ChannelCounts(online=2585, in_person=1576))]))
    assert "4.161" in shown
    assert "1.000" in shown


def test_the_picture_is_told_in_words():
    picture = drawn(OCTOBER, title="Số hồ sơ theo ngày")
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "Số hồ sơ theo ngày"
    assert picture.findtext(f"{SVG}desc") == (
        "Cao nhất: 1, 65 hồ sơ (trực tuyến 40, trực tiếp 20, bưu chính 5)."
    )


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        ([str(day) for day in range(1, 32)], 31),
        ([f"{day}/8" for day in range(1, 32)], 16),
        ([f"{day}/12/2026" for day in range(1, 32)], 8),
    ],
)
def test_labels_are_thinned_until_they_stand_apart(days, labels):
    picture = drawn([(day, ChannelCounts(online=1)) for day in days])
    assert len([word for word in words(picture) if word in days[1:]]) + 1 == labels


def test_many_columns_carry_no_totals():
    counts = ChannelCounts(online=321)
    assert "321" in words(drawn([(str(day), counts) for day in range(24)]))
    assert "321" not in words(drawn([(str(day), counts) for day in range(25)]))


def test_a_period_without_receipts_has_a_scale_all_the_same():
    picture = drawn([("1", ChannelCounts())])
    assert words(picture)[3:] == ["0", "1", "1"]
    assert receipts_chart([], title="Trống") == ""


def test_nothing_is_styled_inline_and_names_are_escaped():
    chart = receipts_chart([("<b>", ChannelCounts(online=1))], title='a"<script>')
    assert "style=" not in chart
    assert "<b>" not in chart
    assert "<script>" not in chart


@pytest.mark.parametrize(
    ("largest", "step"),
    [(0, 1), (3, 1), (8, 2), (19, 2), (20, 5), (40, 10), (88, 20), (12_345, 2_000)],
)
def test_grid_lines_stand_at_round_figures(largest, step):
    assert scale_step(largest) == step
