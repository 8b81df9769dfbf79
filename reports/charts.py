"""Charts as SVG text: the same string stands in the page and in the PDF.

Colours are attributes, so that the PDF shows them, and classes, so that a page may
restyle them; there is no inline style. The three tones differ in grey as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.figures import ChannelCounts
from wardportal.formats import thousands

WIDTH, HEIGHT = 640, 230
LEFT, RIGHT, TOP, BOTTOM = 40, 636, 44, 206
"""The plot inside the picture; the legend stands above, the labels below it."""

LEGEND_HEIGHT = 26
FONTS = "Print Serif, serif"
"""For the PDF; a page's own style sheet goes before."""

LEAST_STEPS = 4
MOST_TOTALS = 24
LETTER = 6.2
"""Width of one letter of a label, with a little air."""


@dataclass(frozen=True)
class Series:
    """One layer of a column."""

    field: str
    css_class: str
    label: str
    fill: str
    edge: str


SERIES = (
    Series("online", "series-online", "Trực tuyến", "#1b5287", "#1b5287"),
    Series("in_person", "series-direct", "Trực tiếp", "#ce7a58", "#ce7a58"),
    Series("postal", "series-post", "Bưu chính", "#f3e3bf", "#6b5a2e"),
)

Column = tuple[str, ChannelCounts]


def receipts_chart(
    columns: Sequence[Column], *, title: str, legend: bool = True
) -> SafeString:
    """Draw receipts as columns stacked by channel; "" when there is no column.

    ``title`` is read out in place of the picture, together with the busiest column.
    A page that has a legend of its own leaves the picture's out.
    """
    if not columns:
        return SafeString()
    step = scale_step(max(counts.total for _, counts in columns))
    top = step * _steps(columns, step)
    return format_html(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" role="img" '
        'viewBox="0 {} {} {}" font-size="11" font-family="{}">'
        "<title>{}</title><desc>{}</desc>"
        "{}{}{}</svg>",
        0 if legend else LEGEND_HEIGHT,
        WIDTH,
        HEIGHT if legend else HEIGHT - LEGEND_HEIGHT,
        FONTS,
        title,
        _description(columns),
        _legend() if legend else "",
        _scale(step, top),
        format_html_join("", "{}", ((part,) for part in _columns(columns, top))),
    )


def scale_step(largest: int) -> int:
    """Return the gap between grid lines: 1, 2 or 5 times a power of ten.

    The widest gap that the largest figure takes at least four times, or 1.
    """
    powers = range(len(str(largest)))
    gaps = (digit * 10**power for power in powers for digit in (1, 2, 5))
    return max((gap for gap in gaps if gap * LEAST_STEPS <= largest), default=1)


def _steps(columns: Sequence[Column], step: int) -> int:
    """Return how many grid lines reach over the highest column."""
    return max(1, -(-max(counts.total for _, counts in columns) // step))


def _description(columns: Sequence[Column]) -> str:
    """Name the highest column; a table beside the chart holds every figure."""
    label, counts = max(columns, key=lambda column: column[1].total)
    parts = ", ".join(
        f"{series.label.lower()} {thousands(_of(counts, series))}" for series in SERIES
    )
    return f"Cao nhất: {label}, {thousands(counts.total)} hồ sơ ({parts})."


def _legend() -> SafeString:
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="8" width="11" height="11" fill="{}" stroke="{}"/>'
        '<text x="{}" y="18" font-size="12">{}</text>',
        (
            (series.css_class, x, series.fill, series.edge, x + 16, series.label)
            for series, x in zip(SERIES, (190, 295, 390), strict=True)
        ),
    )


def _scale(step: int, top: int) -> SafeString:
    """Draw a grid line with its figure at every step from nought to the top."""
    return format_html_join(
        "",
        '<path d="M{} {}H{}" stroke="{}" fill="none"/>'
        '<text x="{}" y="{}" text-anchor="end" fill="#4a5866">{}</text>',
        (
            (
                LEFT,
                _number(y := _height(value, top)),
                RIGHT,
                "#d9d5cd" if value else "#4a5866",
                LEFT - 6,
                _number(y + 4),
                thousands(value),
            )
            for value in range(0, top + 1, step)
        ),
    )


def _columns(columns: Sequence[Column], top: int) -> Iterator[SafeString]:
    pitch = (RIGHT - LEFT) / len(columns)
    every = _label_gap([label for label, _ in columns], pitch)
    for place, (label, counts) in enumerate(columns):
        middle = LEFT + pitch * (place + 0.5)
        yield from _layers(counts, middle, min(pitch * 0.76, 40), top)
        if counts.total and len(columns) <= MOST_TOTALS:
            yield _text(middle, _height(counts.total, top) - 4, counts.total)
        if place % every == 0:
            yield _text(middle, BOTTOM + 15, label)


def _layers(
    counts: ChannelCounts, middle: float, width: float, top: int
) -> Iterator[SafeString]:
    """Stack the channels of one column, with a white hair between them."""
    figures = [_of(counts, series) for series in SERIES]
    for series, figure, end in zip(SERIES, figures, accumulate(figures), strict=True):
        if not figure:
            continue
        upper, lower = _height(end, top), _height(end - figure, top)
        yield format_html(
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}" '
            'stroke="{}" stroke-width="0.6"/>',
            series.css_class,
            _number(middle - width / 2),
            _number(upper),
            _number(width),
            _number(max(lower - upper - 1, 0.6)),
            series.fill,
            series.edge,
        )


def _label_gap(labels: Sequence[str], pitch: float) -> int:
    """Return which n-th label is written, so that neighbours never touch."""
    widest = LETTER * (1 + max(map(len, labels)))
    return max(1, -(-int(widest) // int(max(pitch, 1))))


def _text(x: float, y: float, words: object) -> SafeString:
    shown = thousands(words) if isinstance(words, int) else words
    return format_html(
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        _number(x),
        _number(y),
        shown,
    )


def _height(value: int, top: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _of(counts: ChannelCounts, series: Series) -> int:
    figure: int = getattr(counts, series.field)
    return figure


def _number(value: float) -> str:
    """Write a coordinate with a point, whatever the language of the page."""
    return f"{value:.1f}"
