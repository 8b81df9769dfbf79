"""The counter: one page on which a clerk logs dossier after dossier."""

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.access import visible_to
from dossiers.box_answers import (
    BoxAnswer,
    still_typing,
)
from dossiers.forms.intake import IntakeForm
from dossiers.forms.intake_fields import Counter
from dossiers.intake import Logging, already_registered, register_dossier
from dossiers.models import Dossier
from dossiers.permissions import MoveKind
from dossiers.returning import log_one_visit
from dossiers.scanning import named
from dossiers.submitting import submit_dossier
from dossiers.terms import IntakeRefusedError
from dossiers.views import counter_page
from dossiers.views.counter_reading import form_key, obey_box, read, typed
from dossiers.views.dossier_return import scanned_address
from wardportal.accounts.views import StaffRequest
from wardportal.converters import DossierCodeConverter
from wardportal.office.current import OfficeNotSetUpError

SAVED = "vua"
"""Names the dossier just saved in the page's address."""

ACCEPT, APPOINT, SUBMIT, REFUSE = "accept", "appoint", "submit", "refuse"
WANTED = {
    ACCEPT: register_dossier,
    APPOINT: register_dossier,
    SUBMIT: submit_dossier,
    REFUSE: submit_dossier,
}
"""What the buttons do with a dossier: what is to be refused waits for the leader."""

CODE = re.compile(DossierCodeConverter.regex)
UNPROCESSABLE = 422
SEE_OTHER = 303


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: StaffRequest) -> HttpResponse:
    """Show the counter, obey its box, or log the dossier.

    Without script, Enter in any field presses the box's button: nothing is saved.
    """
    if request.method != "POST":
        blank = IntakeForm.blank(_counter(request))
        return _page(request, blank, shown=blank)
    if request.POST.get("do") in WANTED:
        return _accept(request)
    known = _named(request)
    if known and not request.POST.get("full_name", "").strip():
        return redirect(scanned_address(known))
    reply = still_typing(known, scanned_address(known)) if known else obey_box(request)
    reading = read(request, reply, _counter(request))
    return _page(request, reading, shown=reading.as_typed(reply.focus), reply=reply)


@require_POST
def intake_preview(request: StaffRequest) -> HttpResponse:
    """Answer with the parts of the page that follow from what is typed."""
    reading = read(request, BoxAnswer(), _counter(request))
    context = counter_page.parts(reading, shown=reading.as_typed())
    return render(request, "dossiers/intake_preview.html", context)


def _accept(request: StaffRequest) -> HttpResponse:
    known = already_registered(form_key(request.POST))
    if known:
        return _again(request, known)
    form = IntakeForm(typed(request.POST), at=_counter(request))
    if form.is_valid():
        try:
            return _saved(_log(request, form), request.POST["do"])
        except IntakeRefusedError as refused:
            form.refuse(refused)
        except OfficeNotSetUpError as missing:
            form.refuse(IntakeRefusedError("", str(missing)))
    return _page(request, form, shown=form, status=UNPROCESSABLE)


def _log(request: StaffRequest, form: IntakeForm) -> Dossier:
    by = Logging(
        office=form.at.office,
        clerk=request.user,
        accepted_at=form.at.moment,
        logged_at=form.at.moment,
    )
    at_once = request.POST["do"] == ACCEPT and form.asked.one_visit
    log = log_one_visit if at_once else WANTED[request.POST["do"]]
    return log(facts=form.facts(), by=by)


def _saved(dossier: Dossier, wanted: str = ACCEPT) -> HttpResponseRedirect:
    """Lead back to the empty page; to the reason where the dossier is to be refused."""
    if wanted == REFUSE:
        address = reverse(
            "dossiers:move", args=[dossier.code, MoveKind.REFUSE_INTAKE.value]
        )
        return HttpResponseRedirect(address, status=SEE_OTHER)
    address = f"{reverse('dossiers:intake')}?{urlencode({SAVED: dossier.code})}"
    return HttpResponseRedirect(address, status=SEE_OTHER)


def _again(request: StaffRequest, known: Dossier) -> HttpResponseRedirect:
    number = counter_page.desk_number(known)
    messages.info(
        request, f"Trang này đã ghi hồ sơ {number} rồi, không ghi thêm hồ sơ mới."
    )
    return _saved(known)


def _named(request: StaffRequest) -> Dossier | None:
    """Return the dossier that the box's line names, if it names one."""
    line = request.POST.get("lenh", "")
    return named(visible_to(request.user), line, today=timezone.localdate())


def _page(
    request: StaffRequest,
    reading: IntakeForm,
    *,
    shown: IntakeForm,
    reply: BoxAnswer | None = None,
    status: int = 200,
) -> HttpResponse:
    saved = request.GET.get(SAVED, "")
    known = saved if CODE.fullmatch(saved) else ""
    today = counter_page.received_today(reading, request.user, known)
    context = {
        **counter_page.parts(reading, shown=shown),
        "reply": reply or BoxAnswer(),
        "procedures": counter_page.procedure_choices(reading),
        "flash": counter_page.flash_card(today),
        "earlier": counter_page.earlier_rows(today),
        "print_now": counter_page.receipt_to_print(today) if known else "",
    }
    return render(request, "dossiers/intake.html", context, status=status)


def _counter(request: StaffRequest) -> Counter:
    return Counter(office=request.office, moment=timezone.now())
