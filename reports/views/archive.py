"""The leader's reports: ask for one, follow it, read it, download it."""

import uuid
from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reports.documents import report_html
from reports.enums import CONTENT_TYPES, FileFormat
from reports.forms import RequestForm
from reports.models import Report
from reports.publishing import file_path, request_report
from reports.views.report_parts import (
    LIST_COLUMNS,
    crumbs,
    document_card,
    figure_tables,
    list_row,
    state_panel,
)
from wardportal.accounts.views import StaffRequest

PAGE_SIZE = 20
SEE_OTHER = 303
UNPROCESSABLE = 422
WATCHED_FOR = timedelta(minutes=2)
"""How long the state page reloads itself; then the leader may leave it."""


@require_safe
def report_list(request: StaffRequest) -> HttpResponse:
    """List the reports asked for, beside the form that asks for another."""
    return _list_page(request, RequestForm(today=timezone.localdate()))


@require_POST
def request_for_report(request: StaffRequest) -> HttpResponse:
    """Ask for a report and go to the page that follows it."""
    form = RequestForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _list_page(request, form, status=UNPROCESSABLE)
    report = request_report(
        period=form.asked_period(), leader=request.user, moment=timezone.now()
    )
    address = reverse("reports:detail", args=[report.pk])
    return HttpResponseRedirect(address, status=SEE_OTHER)


@require_safe
def report_detail(request: StaffRequest, report_id: uuid.UUID) -> HttpResponse:
    """Follow a report until it is there, then show its figures and files."""
    report = get_object_or_404(Report.objects.with_list_parts(), pk=report_id)
    context = {"report": report, "crumbs": crumbs()}
    if report.is_ready:
        context |= {
            "card": document_card(report),
            "tables": figure_tables(report.statement),
        }
        return render(request, "reports/report_detail.html", context)
    older = Report.objects.of_period(report.period).ready().with_list_parts().first()
    context |= {
        "panel": state_panel(report),
        "older": older,
        "older_card": document_card(older) if older else None,
        "reloads": report.is_open and _is_fresh(report, timezone.now()),
    }
    return render(request, "reports/report_state.html", context)


@require_safe
def preview(request: StaffRequest, report_id: uuid.UUID) -> HttpResponse:
    """Show the document as it prints."""
    report = get_object_or_404(Report.objects.ready(), pk=report_id)
    return HttpResponse(report_html(report.statement, request.office))


@require_safe
def download(
    _request: StaffRequest, report_id: uuid.UUID, file_format: str
) -> FileResponse:
    """Send a finished file."""
    if file_format not in set(FileFormat):
        raise Http404
    report = get_object_or_404(Report.objects.ready(), pk=report_id)
    file = get_object_or_404(report.files, format=file_format)
    try:
        content = file_path(file).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        content,
        as_attachment=True,
        filename=file.name,
        content_type=CONTENT_TYPES[file.file_format],
    )


def _list_page(
    request: StaffRequest, form: RequestForm, *, status: int = 200
) -> HttpResponse:
    reports = Report.objects.newest_first().with_list_parts().without_figures()
    page = Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "columns": LIST_COLUMNS,
        "rows": [list_row(report) for report in page],
    }
    return render(request, "reports/report_list.html", context, status=status)


def _is_fresh(report: Report, moment: datetime) -> bool:
    return moment - report.requested_at < WATCHED_FOR
