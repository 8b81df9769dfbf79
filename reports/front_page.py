"""What the front page tells of the newest published month: figures, and what is asked.

Everything comes from the figures that the month's report has frozen, so that the page
and the report cannot differ. They never change: a process reads them once.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from procedures.models import Procedure
from reports.figures import Statement
from reports.models import Report
from reports.periods import Cycle
from reports.wording import share
from wardportal.formats import month_name, thousands

PROCEDURES_SHOWN = 5
CODES_READ = 15
"""More than are shown: some of last month's may have been abolished since."""


@dataclass(frozen=True)
class PublishedMonth:
    """A month as citizens see it: its name, its figures, what was asked most."""

    label: str
    kpis: tuple[dict[str, str], ...]
    """For components/kpi.html."""

    codes: tuple[str, ...]
    """Of the procedures asked for most, the first the most."""


def newest_month() -> PublishedMonth | None:
    """Return the newest calendar month that a report counted after its end, or None."""
    reports = Report.objects.of_cycle(Cycle.CALENDAR_MONTH).final().ready()
    report_id = reports.order_by("-start", "-ready_at").values_list("pk").first()
    return _month(*report_id) if report_id else None


def frequent_procedures(day: date) -> list[Procedure]:
    """Return what citizens ask for most, by last month's receipts.

    Where the month names too few, the counter's own favourites follow.
    """
    month = newest_month()
    offered = Procedure.objects.for_citizens().published(day).distinct()
    by_code = {
        procedure.code: procedure
        for procedure in offered.filter(code__in=month.codes if month else ())
    }
    asked = [by_code[code] for code in month.codes if code in by_code] if month else []
    if len(asked) < PROCEDURES_SHOWN:
        favourites = offered.favourites()[: 2 * PROCEDURES_SHOWN]
        asked += [procedure for procedure in favourites if procedure not in asked]
    return asked[:PROCEDURES_SHOWN]


@lru_cache(maxsize=2)
def _month(report_id: UUID) -> PublishedMonth:
    report = Report.objects.get(pk=report_id)
    statement = report.statement
    by_procedure = statement.tallies.by_procedure
    return PublishedMonth(
        label=month_name(report.start),
        kpis=_kpis(statement),
        codes=tuple(count.code for count in by_procedure[:CODES_READ] if count.code),
    )


def _kpis(statement: Statement) -> tuple[dict[str, str], ...]:
    total = statement.tallies.total
    late = total.overdue + total.pending_overdue
    figures = (
        ("hồ sơ đã tiếp nhận", thousands(total.received_new), "", ""),
        ("hồ sơ đã giải quyết", thousands(total.resolved_total), "", ""),
        (
            "giải quyết trước hạn và đúng hạn",
            share(total.in_time, total.resolved_total),
            "",
            "",
        ),
        ("hồ sơ quá hạn", thousands(late), _of_the_late(statement), late and "red"),
    )
    return tuple(
        {"label": label, "value": value, "note": note, "tone": tone or "", "url": ""}
        for label, value, note, tone in figures
    )


def _of_the_late(statement: Statement) -> str:
    """Say what became of what is late, and how much of it was apologised for."""
    total, evidence = statement.tallies.total, statement.evidence
    apologised = evidence.apologised + evidence.pending_apologised
    parts = (
        (total.overdue, "đã giải quyết"),
        (total.pending_overdue, "đang giải quyết"),
        (apologised, "đã có văn bản xin lỗi"),
    )
    return ", ".join(f"{thousands(count)} {words}" for count, words in parts if count)
