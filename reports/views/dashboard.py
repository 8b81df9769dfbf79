"""The leader's first page: one month as it was frozen, and what needs care today."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.enums import FileFormat
from reports.models import Report
from reports.periods import Cycle
from reports.views import dashboard_parts as parts
from reports.views.report_parts import document_card
from wardportal.accounts.views import StaffRequest

EARLIER_SHOWN = 3


@require_safe
def dashboard(request: StaffRequest) -> HttpResponse:
    """Show the month chosen, else the newest that has a report."""
    ready = Report.objects.ready().of_cycle(Cycle.CALENDAR_MONTH).without_figures()
    months = parts.months_of(ready)
    asked = request.GET.get("thang")
    chosen = next((month for month in months if month.key == asked), None)
    if chosen is None and months:
        chosen = months[0]
    context = {
        "months": months,
        "chosen": chosen,
        "attention": parts.attention(request.office, timezone.now()),
    }
    if chosen:
        others = [month for month in months if month.key < chosen.key]
        context |= _month(chosen.report) | {"earlier": others[:EARLIER_SHOWN]}
    return render(request, "reports/dashboard.html", context)


def _month(listed: Report) -> dict[str, Any]:
    """Return the cards of a month from its report's frozen figures."""
    report = Report.objects.with_list_parts().get(pk=listed.pk)
    statement = report.statement
    tallies = statement.tallies
    return {
        "report": report,
        "card": document_card(report, (FileFormat.PDF, FileFormat.XLSX)),
        "before": statement.before.label,
        "kpis": parts.kpis(statement),
        "chart": parts.chart(tallies),
        "legend": parts.legend(tallies.channels),
        "days": parts.day_table(tallies),
        "results": parts.results(tallies),
        "bars": parts.procedure_bars(tallies),
    }
