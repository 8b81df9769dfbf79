"""The counter: one page on which a clerk logs dossier after dossier."""

import re
import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.access import visible_to
from dossiers.box_answers import (
    BoxAnswer,
    answer,
    as_second_party,
    choose,
    known_values,
    still_typing,
)
from dossiers.command_box import read_command
from dossiers.forms.intake import IntakeForm
from dossiers.forms.intake_fields import Counter
from dossiers.intake import Logging, already_registered, register_dossier
from dossiers.models import Dossier
from dossiers.returning import log_one_visit
from dossiers.scanning import named
from dossiers.terms import IntakeRefusedError
from dossiers.views import counter_page
from dossiers.views.counter_notes import notes
from dossiers.views.dossier_return import scanned_address
from wardportal.accounts.views import StaffRequest
from wardportal.converters import DossierCodeConverter
from wardportal.forms import IdNumberField, only_digits
from wardportal.office.current import OfficeNotSetUpError

SEVERAL = {"papers"}
"""Fields that are sent once for each choice."""

SAVED = "vua"
"""Names the dossier just saved in the page's address."""

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
    if request.POST.get("do") in {"accept", "appoint"}:
        return _accept(request)
    known = _named(request)
    if known and not request.POST.get("full_name", "").strip():
        return redirect(scanned_address(known))
    reply = still_typing(known, scanned_address(known)) if known else _obey_box(request)
    reading = _read(request, reply)
    return _page(request, reading, shown=reading.as_typed(reply.focus), reply=reply)


@require_POST
def intake_preview(request: StaffRequest) -> HttpResponse:
    """Answer with the parts of the page that follow from what is typed."""
    reading = _read(request, BoxAnswer())
    context = _parts(reading, shown=reading.as_typed())
    return render(request, "dossiers/intake_preview.html", context)


def _accept(request: StaffRequest) -> HttpResponse:
    known = already_registered(_key(request.POST))
    if known:
        return _again(request, known)
    form = IntakeForm(_typed(request.POST), at=_counter(request))
    if form.is_valid():
        at_once = form.asked.one_visit and request.POST["do"] == "accept"
        try:
            return _saved(_log(request, form, at_once=at_once))
        except IntakeRefusedError as refused:
            form.refuse(refused)
        except OfficeNotSetUpError as missing:
            form.refuse(IntakeRefusedError("", str(missing)))
    return _page(request, form, shown=form, status=UNPROCESSABLE)


def _log(request: StaffRequest, form: IntakeForm, *, at_once: bool) -> Dossier:
    by = Logging(
        office=form.at.office,
        clerk=request.user,
        accepted_at=form.at.moment,
        logged_at=form.at.moment,
    )
    log = log_one_visit if at_once else register_dossier
    return log(facts=form.facts(), by=by)


def _saved(dossier: Dossier) -> HttpResponseRedirect:
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


def _obey_box(request: StaffRequest) -> BoxAnswer:
    picked = request.POST.get("pick")
    if picked:
        return choose(picked)
    command = read_command(request.POST.get("lenh", ""))
    reply = answer(command, day=timezone.localdate())
    return reply.of_second_party() if _awaits_second_card(request, reply) else reply


def _awaits_second_card(request: StaffRequest, reply: BoxAnswer) -> bool:
    """Tell whether a card just scanned is the second party's: one is there already."""
    post, scanned_number = request.POST, reply.values.get("id_number")
    first_is_there = post.get("full_name", "").strip()
    is_another = scanned_number and scanned_number != post.get("id_number")
    return bool(is_another and first_is_there and post.get("second_name") == "")


def _read(request: StaffRequest, reply: BoxAnswer) -> IntakeForm:
    """Read the form as typed and as the box fills it, without any errors shown."""
    values = {**_typed(request.POST), **reply.values}
    known = _with_known_second(_with_known_person(values))
    reading = IntakeForm(known, at=_counter(request))
    reading.is_valid()
    return reading


def _with_known_person(values: dict[str, Any]) -> dict[str, Any]:
    """Fill in who is known by the ID number, unless a name is there already."""
    number = only_digits(values.get("id_number", ""))
    if len(number) != IdNumberField.LENGTH or values.get("full_name", "").strip():
        return values
    return values | known_values(number)


def _with_known_second(values: dict[str, Any]) -> dict[str, Any]:
    """Do the same for the second party."""
    number = only_digits(values.get("second_id_number", ""))
    if len(number) != IdNumberField.LENGTH or values.get("second_name", "").strip():
        return values
    return values | as_second_party(known_values(number))


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
        **_parts(reading, shown=shown),
        "reply": reply or BoxAnswer(),
        "procedures": counter_page.procedure_choices(reading),
        "flash": counter_page.flash_card(today),
        "earlier": counter_page.earlier_rows(today),
        "print_now": counter_page.receipt_to_print(today) if known else "",
    }
    return render(request, "dossiers/intake.html", context, status=status)


def _parts(reading: IntakeForm, *, shown: IntakeForm) -> dict[str, Any]:
    return {
        "form": shown,
        "bar": counter_page.action_bar(reading),
        "notes": notes(reading, with_refusal=not shown.is_bound),
        "duplicate": reading.duplicate,
    }


def _typed(post: QueryDict) -> dict[str, Any]:
    return {
        name: post.getlist(name) if name in SEVERAL else post.get(name, "")
        for name in post
    }


def _key(post: QueryDict) -> uuid.UUID | None:
    try:
        return uuid.UUID(post.get("intake_key", ""))
    except ValueError:
        return None


def _counter(request: StaffRequest) -> Counter:
    return Counter(office=request.office, moment=timezone.now())
