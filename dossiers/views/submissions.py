"""What came by post or online and waits for its answer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.access import visible_to
from dossiers.buckets import DeskDay
from dossiers.models import Dossier
from dossiers.submitting import waiting
from dossiers.views.dossier_notes import answer_words
from wardportal.accounts.views import StaffRequest
from wardportal.formats import clock_on_date

COLUMNS = ("Mã hồ sơ", "Thủ tục", "Người nộp", "Kênh nộp", "Đến lúc", "Trả lời trước")


@require_safe
def submissions(request: StaffRequest) -> HttpResponse:
    """List what is neither accepted nor refused, the oldest first."""
    day = DeskDay(request.office, timezone.now())
    rows = [_row(dossier, day) for dossier in waiting(visible_to(request.user))]
    late = sum(row["late"] for row in rows)
    context = {"rows": rows, "columns": COLUMNS, "late": late}
    return render(request, "dossiers/submissions.html", context)


def _row(dossier: Dossier, day: DeskDay) -> dict[str, Any]:
    """Return one row of components/tbl_stack.html."""
    until, late = answer_words(dossier, day)
    values = (
        dossier.short_code,
        dossier.work_name,
        dossier.applicant.full_name,
        dossier.channel_label,
        clock_on_date(timezone.localtime(dossier.logged_at)),
        f"Quá hạn: {until}" if late else until,
    )
    cells = [
        {"label": label, "value": value, "url": "", "code": False}
        for label, value in zip(COLUMNS, values, strict=True)
    ]
    address = reverse("dossiers:detail", args=[dossier.code])
    cells[0] |= {"url": address, "code": True}
    return {"late": late, "cells": cells}
