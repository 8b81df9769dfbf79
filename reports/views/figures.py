"""The list behind a number: every figure opens the dossiers it counts."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.models import Dossier
from dossiers.models.dossiers import TIMELINESS_LABELS
from procedures.timeliness import Timeliness
from reports.behind import dossiers_behind
from reports.columns import standing
from reports.counted import Scope
from reports.forms import FigureForm
from reports.views.report_parts import crumbs
from reports.wording import span
from wardportal.accounts.views import StaffRequest
from wardportal.formats import clock_on_date

PAGE_SIZE = 50
COLUMNS = [
    "Mã hồ sơ",
    "Thủ tục",
    "Kênh nộp",
    "Tiếp nhận",
    "Hạn trả",
    "Giải quyết xong",
    "Thời hạn",
]


@require_safe
def dossiers_behind_figure(request: StaffRequest) -> HttpResponse:
    """List the dossiers of a figure as they stand now, without personal data."""
    form = FigureForm(request.GET)
    if not form.is_valid():
        raise Http404
    figure, period = form.figure(), form.asked_period()
    scope = Scope(period, request.office, timezone.now())
    found = dossiers_behind(scope, figure).select_related("procedure")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "figure": figure,
        "span": span(period),
        "crumbs": crumbs(),
        "page": page,
        "columns": COLUMNS,
        "rows": [_row(dossier) for dossier in page],
    }
    return render(request, "reports/dossiers_behind.html", context)


def _row(dossier: Dossier) -> dict[str, Any]:
    word = standing(vars(dossier))
    values = [
        dossier.code,
        dossier.procedure.display_name,
        dossier.channel_label,
        _clock(dossier.accepted_at),
        _clock(dossier.due_at),
        _clock(dossier.resolved_at),
        TIMELINESS_LABELS[word] if word else dossier.status_label,
    ]
    cells: list[dict[str, Any]] = [
        {"label": label, "value": value}
        for label, value in zip(COLUMNS, values, strict=True)
    ]
    cells[0] |= {
        "code": True,
        "url": reverse("dossiers:detail", args=[dossier.code]),
    }
    late = word in {Timeliness.OVERDUE, Timeliness.PENDING_OVERDUE}
    return {"late": late, "cells": cells}


def _clock(moment: datetime | None) -> str:
    return clock_on_date(timezone.localtime(moment)) if moment else "–"
