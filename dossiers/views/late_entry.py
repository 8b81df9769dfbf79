"""Nhập bù: the counter's form with the receipt that a paper register claims."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.box_answers import BoxAnswer
from dossiers.forms.intake import IntakeForm
from dossiers.forms.intake_fields import Counter
from dossiers.forms.late_entry import LateEntryForm
from dossiers.intake import Logging, already_registered
from dossiers.late_entry import enter_late, needs_approval
from dossiers.models import Dossier
from dossiers.terms import IntakeRefusedError
from dossiers.views import counter_page
from dossiers.views.counter_reading import form_key, obey_box, read, typed
from wardportal.accounts.views import StaffRequest
from wardportal.office.current import OfficeNotSetUpError

UNPROCESSABLE = 422
SEE_OTHER = 303
ENTER = "enter"
FIRST = "received_day"


@require_http_methods(["GET", "HEAD", "POST"])
def late_entry(request: StaffRequest) -> HttpResponse:
    """Show the form, obey its box, or enter the dossier at its claimed moment."""
    at = Counter(request.office, timezone.now())
    if request.method != "POST":
        blank = LateEntryForm.blank(at)
        blank.fields[FIRST].widget.attrs["autofocus"] = True
        return _page(request, blank, shown=blank, reply=BoxAnswer(focus=FIRST))
    if request.POST.get("do") == ENTER:
        return _enter(request, at)
    reply = obey_box(request)
    reading = read(request, reply, at, LateEntryForm)
    return _page(request, reading, shown=reading.as_typed(reply.focus), reply=reply)


@require_POST
def late_entry_preview(request: StaffRequest) -> HttpResponse:
    """Answer with the parts of the page that follow from what is typed."""
    at = Counter(request.office, timezone.now())
    reading = read(request, BoxAnswer(), at, LateEntryForm)
    context = _parts(reading, shown=reading.as_typed())
    return render(request, "dossiers/intake_preview.html", context)


def _enter(request: StaffRequest, at: Counter) -> HttpResponse:
    known = already_registered(form_key(request.POST))
    if known:
        return _to_dossier(known)
    form = LateEntryForm(typed(request.POST), at=at)
    if form.is_valid():
        by = Logging(at.office, request.user, form.at.moment, at.moment)
        try:
            dossier = enter_late(facts=form.facts(), trail=form.trail, by=by)
        except IntakeRefusedError as refused:
            form.refuse(refused)
        except OfficeNotSetUpError as missing:
            form.refuse(IntakeRefusedError("", str(missing)))
        else:
            waits = ", chờ lãnh đạo duyệt" if needs_approval(by) else ""
            messages.success(request, f"Nhập bù: đã ghi{waits}.")
            return _to_dossier(dossier)
    return _page(request, form, shown=form, status=UNPROCESSABLE)


def _to_dossier(dossier: Dossier) -> HttpResponseRedirect:
    address = reverse("dossiers:detail", args=[dossier.code])
    return HttpResponseRedirect(address, status=SEE_OTHER)


def _page(
    request: StaffRequest,
    reading: IntakeForm,
    *,
    shown: IntakeForm,
    reply: BoxAnswer | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_parts(reading, shown=shown),
        "reply": reply or BoxAnswer(),
        "procedures": counter_page.procedure_choices(reading),
    }
    return render(request, "dossiers/late_entry.html", context, status=status)


def _parts(reading: IntakeForm, *, shown: IntakeForm) -> dict[str, Any]:
    """Return the counter's parts with this page's own buttons."""
    parts = counter_page.parts(reading, shown=shown)
    enter = {"name": "do", "value": ENTER, "label": "Nhập bù", "primary": True}
    parts["bar"]["buttons"] = [counter_page.RECKON, {**enter, "kbd": "F8"}]
    return parts
