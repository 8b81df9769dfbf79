"""The leader's page on which an officer's whole work is given to others."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dossiers.acts import Act
from dossiers.forms.passing_on import PassOnForm
from dossiers.passing_on import PassedOn, pass_on
from wardportal.accounts.models import User
from wardportal.accounts.views import StaffRequest
from wardportal.formats import thousands

SEE_OTHER = 303
UNPROCESSABLE = 422
HOLDER = "cua"
"""Names in the address whose work it is, as lists do."""


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_all(request: StaffRequest) -> HttpResponse:
    """Ask who leaves and who takes over, or pass everything on and tell the result."""
    if request.method != "POST":
        form = PassOnForm(initial={"holder": request.GET.get(HOLDER, "")})
        return _page(request, form)
    form = PassOnForm(request.POST)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    said = form.cleaned_data
    by = Act(request.user, timezone.now(), said["reason"])
    passed = pass_on(officer=said["holder"], receivers=list(said["receivers"]), by=by)
    _tell(request, said["holder"], passed)
    return HttpResponseRedirect(reverse("dossiers:hand_over_all"), status=SEE_OTHER)


def _page(request: StaffRequest, form: PassOnForm, status: int = 200) -> HttpResponse:
    context = {"form": form}
    return render(request, "dossiers/hand_over_all.html", context, status=status)


def _tell(request: StaffRequest, holder: User, passed: PassedOn) -> None:
    shares = ", ".join(
        f"{receiver} {thousands(count)}" for receiver, count in passed.shares.items()
    )
    if passed.count:
        total = thousands(passed.count)
        messages.success(
            request, f"Đã bàn giao {total} hồ sơ của {holder}. Nhận: {shares}."
        )
    for reason, dossiers in passed.refused.items():
        codes = ", ".join(dossier.short_code for dossier in dossiers)
        messages.warning(request, f"Chưa bàn giao {codes}: {reason}")
