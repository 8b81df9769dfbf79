"""Looking up a dossier without signing in: by the receipt's QR, or by its code."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.buckets import DeskDay
from dossiers.codes import typed_code
from dossiers.forms.tracking import TrackingForm
from dossiers.models import Dossier
from dossiers.tracking import dossier_of_code, dossier_of_token, proves
from dossiers.views import tracking_page
from dossiers.views.dossier_return import desk_note
from wardportal.addresses import client_address
from wardportal.limits.tries import Limit, give_back, take
from wardportal.shell import OfficeRequest

ADDRESS_LIMIT = Limit("track-address", tries=30, refill=timedelta(minutes=1))
CODE_LIMIT = Limit("track-code", tries=5, refill=timedelta(hours=2))
"""Four digits are soon tried through: a dozen guesses a day are not."""

UNPROCESSABLE = 422
TOO_MANY = 429
NOT_FOUND = (
    "Không tìm thấy hồ sơ khớp với điều đã nhập. "
    "Hãy xem lại mã trên giấy hẹn, và 4 số cuối của số bạn đã khai khi nộp."
)
"""One sentence for an unknown code and for wrong digits."""


@require_http_methods(["GET", "HEAD", "POST"])
def track(request: OfficeRequest) -> HttpResponse:
    """Ask for the code; answer to what is sent, never through the address line."""
    if request.method != "POST":
        return _ask(request, TrackingForm())
    form = TrackingForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, UNPROCESSABLE)
    return _answer(request, form)


@require_safe
def track_token(request: OfficeRequest, token: str) -> HttpResponse:
    """Show the dossier whose receipt was scanned.

    The address is the secret here, so no other page is told it. Pages with a form
    keep the site's policy: without a referrer browsers send "Origin: null".
    """
    dossier = dossier_of_token(token)
    if dossier is None:
        raise Http404
    response = _show(request, dossier)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(request: OfficeRequest, form: TrackingForm) -> HttpResponse:
    code, digits = form.cleaned_data["code"], form.cleaned_data["digits"]
    if not take(ADDRESS_LIMIT, party=client_address(request), moment=timezone.now()):
        return _refuse(request, form, ADDRESS_LIMIT)
    dossier = dossier_of_code(code)
    # A dossier answers to several codes: they share its tries.
    party = dossier.code if dossier else typed_code(code)
    if digits and not take(CODE_LIMIT, party=party, moment=timezone.now()):
        return _refuse(request, form, CODE_LIMIT)
    proved = bool(digits) and proves(dossier, digits)
    if dossier is None or (digits and not proved):
        form.add_error(None, NOT_FOUND)
        return _ask(request, form, UNPROCESSABLE)
    if not proved:
        return _degree(request, dossier, form)
    give_back(CODE_LIMIT, party=party)
    return _show(request, dossier)


def _refuse(request: OfficeRequest, form: TrackingForm, limit: Limit) -> HttpResponse:
    form.add_error(None, tracking_page.too_often(request.office))
    response = _ask(request, form, TOO_MANY)
    response["Retry-After"] = str(int(limit.refill.total_seconds()))
    return response


def _degree(request: HttpRequest, dossier: Dossier, form: TrackingForm) -> HttpResponse:
    context = {
        "degree": tracking_page.degree(dossier),
        "code": typed_code(form.cleaned_data["code"]),
        "form": form,
    }
    return private(render(request, "dossiers/track_degree.html", context))


def _ask(request: HttpRequest, form: TrackingForm, status: int = 200) -> HttpResponse:
    page = render(request, "dossiers/track.html", {"form": form}, status=status)
    return private(page)


def _show(request: OfficeRequest, dossier: Dossier) -> HttpResponse:
    day = DeskDay(request.office, timezone.now())
    context = tracking_page.page(dossier, day)
    context["desk"] = desk_note(dossier, request.user)
    return private(render(request, "dossiers/track_detail.html", context))


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page about one person out of search engines and caches."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response
