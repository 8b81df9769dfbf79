"""After a change of the working calendar: which promises move, and moving them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dossiers.acts import Act
from dossiers.forms.recompute import RecomputeForm
from dossiers.recompute import Shifted, recompute as move_promises, shifted
from dossiers.workflow import MoveRefusedError
from procedures.openinghours import CalendarError
from wardportal.accounts.views import StaffRequest
from wardportal.formats import clock_and_day, thousands

COLUMNS = ("Mã hồ sơ", "Thủ tục", "Hạn đã hẹn", "Hạn theo lịch mới")
MOST_SHOWN = 200
SEE_OTHER = 303
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def recompute(request: StaffRequest) -> HttpResponse:
    """Show which open dossiers the calendar moves; move them when that is confirmed."""
    if request.method != "POST":
        return _page(request, RecomputeForm())
    form = RecomputeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    by = Act(request.user, timezone.now(), form.cleaned_data["reason"])
    try:
        count = move_promises(office=request.office, by=by)
    except MoveRefusedError as refused:
        form.add_error(None, str(refused))
        return _page(request, form, UNPROCESSABLE)
    messages.success(request, f"Đã đổi hạn {thousands(count)} hồ sơ theo lịch mới.")
    return HttpResponseRedirect(reverse("dossiers:recompute"), status=SEE_OTHER)


def _page(
    request: StaffRequest, form: RecomputeForm, status: int = 200
) -> HttpResponse:
    trouble, moving = "", []
    try:
        moving = shifted(office=request.office, moment=timezone.now())
    except CalendarError as error:
        trouble = str(error)
    context = {
        "form": form,
        "trouble": trouble,
        "columns": COLUMNS,
        "count": thousands(len(moving)),
        "rows": [_row(each) for each in moving[:MOST_SHOWN]],
        "more": thousands(len(moving) - MOST_SHOWN) if moving[MOST_SHOWN:] else "",
    }
    return render(request, "dossiers/recompute.html", context, status=status)


def _row(each: Shifted) -> dict[str, Any]:
    """Return one row of components/tbl_stack.html: no names, no links for strangers."""
    dossier = each.dossier
    values = (
        dossier.short_code,
        dossier.procedure.display_name,
        _words(each.previous_due_at),
        _words(each.due_at),
    )
    cells = [
        {"label": label, "value": value, "url": "", "code": False}
        for label, value in zip(COLUMNS, values, strict=True)
    ]
    return {"late": False, "cells": cells}


def _words(moment: Any) -> str:
    return clock_and_day(timezone.localtime(moment))
