"""What each card of the dashboard shows, from the frozen figures of a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString

from dossiers.buckets import Bucket, DeskDay, in_bucket
from dossiers.models import Dossier
from reports.charts import receipts_chart
from reports.columns import Column
from reports.figures import ChannelCounts, Counts, Statement, Tallies
from reports.forms import address_behind
from reports.models import Report
from reports.periods import Period
from reports.views.report_parts import Cell, figure
from reports.wording import change, change_of_share, receipts_over_time
from wardportal.formats import month_name, percent, short_date, thousands
from wardportal.office.models import Office

PROCEDURES_SHOWN = 7
NAMED = 3
GOOD_SHARE = 0.99
"""From here on the share in time is shown in green."""

DEADLINE_RESULTS = (
    ("early", "Trước hạn", Column.EARLY),
    ("on-time", "Đúng hạn", Column.ON_TIME),
    ("overdue", "Quá hạn", Column.OVERDUE),
)
HEAPS = (
    (Bucket.OVERDUE, "hồ sơ quá hạn", "red", "exclamation-triangle-fill"),
    (Bucket.SUPPLEMENT, "hồ sơ chờ bổ sung", "purple", "pause-circle"),
    (Bucket.TO_RETURN, "hồ sơ có kết quả, chờ trả", "teal", "inbox"),
)
CHANNELS = (
    ("online", "Trực tuyến", "online"),
    ("direct", "Trực tiếp", "in_person"),
    ("post", "Bưu chính", "postal"),
)


@dataclass(frozen=True)
class Month:
    """A month that has a report, as the chooser offers it."""

    key: str
    label: str
    report: Report


@dataclass(frozen=True)
class ResultRow:
    """How dossiers ended against their deadline: one row, one part of the bar."""

    series: str
    label: str
    count: Cell
    share: str


def months_of(reports: Iterable[Report]) -> list[Month]:
    """Return each month once, the newest month first, with its newest report.

    ``reports`` are ready ones of calendar months, the newest report first.
    """
    months: dict[str, Month] = {}
    for report in reports:
        key = f"{report.start:%Y-%m}"
        name = month_name(report.start)
        months.setdefault(key, Month(key, f"{name[:1].upper()}{name[1:]}", report))
    return [months[key] for key in sorted(months, reverse=True)]


def kpis(statement: Statement) -> list[dict[str, str]]:
    """Return the four figures with their comparison in words."""
    total, before = statement.tallies.total, statement.before
    period = statement.tallies.period
    received, online = total.received_new, total.received_online
    in_time = total.resolved_total and total.in_time / total.resolved_total
    return [
        {
            "label": "Tiếp nhận",
            "value": thousands(received),
            "note": change(received, before.received),
            "url": figure(received, period, moi=1).url,
        },
        {
            "label": "Đã giải quyết",
            "value": thousands(total.resolved_total),
            "note": f"{thousands(total.pending_total)} hồ sơ đang giải quyết",
            "url": _url(total, Column.RESOLVED_TOTAL, period),
        },
        {
            "label": "Trước hạn và đúng hạn",
            "value": percent(total.in_time, total.resolved_total, 1),
            "note": f"{thousands(total.overdue)} hồ sơ quá hạn",
            "tone": "green" if in_time >= GOOD_SHARE else "",
        },
        {
            "label": "Nộp trực tuyến",
            "value": percent(online, received, 1),
            "note": change_of_share(
                (online, received), (before.online, before.received)
            ),
            "url": _url(total, Column.RECEIVED_ONLINE, period),
        },
    ]


def chart(tallies: Tallies) -> SafeString:
    """Draw the receipts of each day; the legend stands in the card's head."""
    return receipts_chart(
        receipts_over_time(tallies.period, tallies.days),
        title=f"Hồ sơ tiếp nhận mỗi ngày, {tallies.period.label}",
        legend=False,
    )


def legend(channels: ChannelCounts) -> list[dict[str, str]]:
    """Name the channels with their totals."""
    return [
        {"series": series, "label": label, "value": thousands(getattr(channels, name))}
        for series, label, name in CHANNELS
    ]


def day_table(tallies: Tallies) -> dict[str, Any]:
    """Return the data of the chart as a table."""
    labels = ["Ngày", *(label for _, label, _ in CHANNELS), "Tổng số"]
    return {
        "columns": [{"label": label, "numeric": label != "Ngày"} for label in labels],
        "rows": [
            [short_date(row.day), *_channel_cells(row.channels)] for row in tallies.days
        ],
        "total": ["Tổng số", *_channel_cells(tallies.channels)],
    }


def results(tallies: Tallies) -> dict[str, Any]:
    """Return the closings against their deadlines, as a bar and as a table."""
    total = tallies.total
    rows = [
        ResultRow(
            series,
            label,
            figure(total.of(column), tallies.period, cot=column.value),
            percent(total.of(column), total.resolved_total, 1),
        )
        for series, label, column in DEADLINE_RESULTS
    ]
    return {
        "rows": rows,
        "parts": _stacked(total),
        "label": ", ".join(f"{row.label.lower()} {row.share}" for row in rows),
    }


def procedure_bars(tallies: Tallies) -> list[dict[str, Any]]:
    """Return the most frequent procedures as bars of the longest one's length."""
    shown = tallies.by_procedure[:PROCEDURES_SHOWN]
    longest = max((row.received for row in shown), default=0)
    return [
        {
            "label": row.short_name,
            "value": thousands(row.received),
            "percent": round(100 * row.received / longest),
            "url": address_behind(tallies.period, thu_tuc=row.code, moi=1)
            if row.code
            else "",
        }
        for row in shown
    ]


def attention(office: Office, moment: datetime) -> list[dict[str, str]]:
    """Return what needs care now, each with the procedures most concerned."""
    day = DeskDay(office, moment)
    return [_heap(day, *heap) for heap in HEAPS]


def _heap(
    day: DeskDay, bucket: Bucket, noun: str, tone: str, icon: str
) -> dict[str, str]:
    """Return a heap of the desk with its largest procedures."""
    counted = list(
        in_bucket(Dossier.objects.all(), bucket, day)
        .values_list("procedure__short_name", "procedure__name")
        .annotate(count=Count("*"))
        .order_by("-count", "procedure__name")
    )
    total = sum(count for *_, count in counted)
    named = (f"{short or name} ({thousands(n)})" for short, name, n in counted[:NAMED])
    return {
        "label": f"{thousands(total)} {noun}",
        "tone": tone if total else "grey",
        "icon": icon,
        "url": f"{reverse('dossiers:worklist')}?nhom={bucket.value}" if total else "",
        "url_label": "Xem danh sách",
        "text": ", ".join(named),
    }


def _url(total: Counts, column: Column, period: Period) -> str:
    return figure(total.of(column), period, cot=column.value).url


def _channel_cells(channels: ChannelCounts) -> list[str]:
    figures = [getattr(channels, name) for _, _, name in CHANNELS]
    return [thousands(count) for count in (*figures, channels.total)]


def _stacked(total: Counts) -> list[dict[str, str]]:
    """Return the parts of the bar in per cent of all that was closed."""
    parts, start = [], 0.0
    for series, _, column in DEADLINE_RESULTS:
        share = 100 * total.of(column) / max(total.resolved_total, 1)
        if share:
            parts.append(
                {
                    "series": series,
                    "start": f"{start:.2f}",
                    "percent": f"{share:.2f}",
                }
            )
        start += share
    return parts
