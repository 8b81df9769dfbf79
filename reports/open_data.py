"""Published tallies: the figures of finished months as reports have frozen them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from reports.figures import Counts, Statement
from reports.models import Report
from reports.periods import Cycle

MONTH = "%Y-%m"


def published_months() -> list[Report]:
    """Return the report of each finished calendar month, the newest month first.

    The newest ready report of a month speaks for it; one that was counted before the
    month was over is not published.
    """
    newest: dict[str, Report] = {}
    for report in Report.objects.of_cycle(Cycle.CALENDAR_MONTH).final().ready():
        newest.setdefault(month_of(report), report)
    return [newest[month] for month in sorted(newest, reverse=True)]


def published_month(month: str) -> Report | None:
    """Return the report of a month such as 2026-10, if it is published."""
    try:
        start = datetime.strptime(month, MONTH).date()  # noqa: DTZ007 -- only a day
    except ValueError:
        return None
    return next((r for r in published_months() if r.start == start), None)


def month_of(report: Report) -> str:
    """Return ``2026-10`` of a month's report."""
    return f"{report.start:%Y-%m}"


def headline_of(report: Report) -> dict[str, Any]:
    """Return what a list says of a month."""
    total = report.statement.tallies.total
    return {
        "month": month_of(report),
        "label": report.label,
        "start": report.start,
        "end": report.end,
        "counted_at": report.counted_at,
        "total": _counts(total),
    }


def tallies_of(report: Report) -> dict[str, Any]:
    """Return every published figure of a month."""
    statement: Statement = report.statement
    tallies = statement.tallies
    return {
        **headline_of(report),
        "sectors": [
            {"sector": row.sector, **_counts(row.counts)} for row in tallies.rows
        ],
        "channels": asdict(tallies.channels),
        "lines": [
            {
                "label": line.label,
                "unit": line.unit,
                "received": line.received,
                "foreign_element": line.foreign_element,
            }
            for line in tallies.lines
        ],
        "procedures": [asdict(row) for row in tallies.by_procedure],
    }


def _counts(counts: Counts) -> dict[str, int]:
    return asdict(counts)
