"""Whom the desk calls: applicants without mail whose result waits for them."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dossiers.acts import Act
from dossiers.forms.calls import CallForm
from dossiers.models import Notice
from dossiers.notices import people_behind
from dossiers.telling import mark_called, mark_unreached
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.views import StaffRequest
from wardportal.formats import clock_on_date, spaced_phone
from wardportal.shell import forget_badge

MOST_SHOWN = 100
SEE_OTHER = 303
UNPROCESSABLE = 422


@require_safe
def calls(request: StaffRequest) -> HttpResponse:
    """List whom to call, the longest waiting first."""
    return _page(request)


@require_POST
def call_made(request: StaffRequest, notice: uuid.UUID) -> HttpResponse:
    """Note how a call went; who was not reached stays on the list."""
    form = _form(notice, request.POST)
    if not form.is_valid():
        return _page(request, {notice: form}, UNPROCESSABLE)
    by = Act(request.user, timezone.now(), form.cleaned_data["reason"])
    mark = mark_called if form.reached else mark_unreached
    try:
        marked = mark(notice_id=notice, by=by)
    except MoveRefusedError as refused:
        messages.warning(request, str(refused))
    else:
        forget_badge("dossiers:calls")
        said = "đã gọi" if form.reached else "chưa liên lạc được, vẫn ở danh sách"
        messages.success(request, f"{marked.dossier.short_code}: {said}.")
    return HttpResponseRedirect(reverse("dossiers:calls"), status=SEE_OTHER)


def _page(
    request: StaffRequest,
    typed: dict[uuid.UUID, CallForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    forms = typed or {}
    waiting = Notice.objects.to_call()
    rows = [_row(notice, forms.get(notice.pk)) for notice in waiting[:MOST_SHOWN]]
    context = {
        "rows": rows,
        "total": waiting.count(),
        "errors": next(iter(forms.values()), None),
    }
    return render(request, "dossiers/calls.html", context, status=status)


def _row(notice: Notice, typed: CallForm | None) -> dict[str, Any]:
    """Return the variables of components/call.html."""
    dossier = notice.dossier
    return {
        "id": notice.pk,
        "dossier": dossier,
        "people": [
            {"name": person.full_name, "phone": person.phone, "spoken": spoken}
            for person in people_behind(dossier)
            if (spoken := spaced_phone(person.phone))
        ],
        "since": _when(notice.created_at),
        "tries": notice.tries,
        "tried": _when(notice.next_try_at) if notice.tries else "",
        "note": notice.note,
        "form": typed or _form(notice.pk),
    }


def _form(notice: uuid.UUID, *data: Any) -> CallForm:
    return CallForm(*data, auto_id=f"id_{notice}_%s")


def _when(moment: Any) -> str:
    return clock_on_date(timezone.localtime(moment))
