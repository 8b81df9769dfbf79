"""The page on which a person's details are put right: how they stand, how they should."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dossiers.acts import SUBJECT, Act
from dossiers.correcting import (
    NOT_YOURS,
    Party,
    correct_person,
    may_correct,
    person_of,
)
from dossiers.forms.corrections import CorrectionForm
from dossiers.models import Dossier
from dossiers.views.asked import asked_dossier
from dossiers.views.people_words import PARTY_LABELS, person
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.views import StaffRequest
from wardportal.history.models import Event

SEE_OTHER = 303
CONFLICT = 409
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, code: str, party: str) -> HttpResponse:
    """Show how a person stands beside the form, or put it right."""
    wanted, dossier = _party(party), asked_dossier(request, code)
    if not may_correct(dossier, request.user, today=timezone.localdate()):
        messages.error(request, NOT_YOURS)
        return _back(dossier)
    typed = (request.POST,) if request.method == "POST" else ()
    form = CorrectionForm(*typed, known=person_of(dossier, wanted))
    if not typed:
        return _page(request, dossier, wanted, form)
    if not form.is_valid():
        return _page(request, dossier, wanted, form, UNPROCESSABLE)
    return _correct(request, dossier, wanted, form)


def _correct(
    request: StaffRequest, dossier: Dossier, party: Party, form: CorrectionForm
) -> HttpResponse:
    said: Mapping[str, Any] = form.cleaned_data
    by = Act(request.user, timezone.now(), said["reason"], said["seen"])
    try:
        correct_person(dossier_id=dossier.id, party=party, facts=form.facts(), by=by)
    except MoveRefusedError as refused:
        form.add_error(None, str(refused))
        now = asked_dossier(request, dossier.code)
        return _page(request, now, party, form, CONFLICT)
    messages.success(request, f"{PARTY_LABELS[party]}: đã sửa.")
    return _back(dossier)


def _page(
    request: StaffRequest,
    dossier: Dossier,
    party: Party,
    form: CorrectionForm,
    status: int = 200,
) -> HttpResponse:
    known = person_of(dossier, party)
    context = {
        "dossier": dossier,
        "party": party,
        "label": PARTY_LABELS[party],
        "stands": person(known) if known else [],
        "form": form,
        "seen": Event.objects.of_subject(SUBJECT, dossier.id).last_sequence(),
    }
    return render(request, "dossiers/correction.html", context, status=status)


def _back(dossier: Dossier) -> HttpResponse:
    address = reverse("dossiers:detail", args=[dossier.code])
    return HttpResponseRedirect(address, status=SEE_OTHER)


def _party(text: str) -> Party:
    try:
        return Party(text)
    except ValueError:
        raise Http404 from None
