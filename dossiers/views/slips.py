"""The printed forms of a dossier, and how its due moment was counted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dossiers.models import Dossier
from dossiers.slips.deadline_basis import deadline_basis_html, deadline_basis_pdf
from dossiers.slips.kinds import FORMS, Maker
from dossiers.slips.parts import slip_pdf
from dossiers.slips.supplement import public_supplement_slip
from dossiers.tracking import dossier_of_token
from dossiers.views.asked import asked_dossier
from dossiers.views.tracking import private
from wardportal.accounts.views import StaffRequest
from wardportal.addresses import portal_address
from wardportal.shell import OfficeRequest


@require_safe
def printed_form(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Print one of the forms 01 to 06, where the dossier has it."""
    if number not in FORMS:
        raise Http404
    return _slip(request, asked_dossier(request, code), FORMS[number].make)


@require_safe
def track_supplement(request: OfficeRequest, token: str) -> HttpResponse:
    """Phiếu yêu cầu bổ sung (Mẫu 02) for whoever holds the receipt."""
    dossier = dossier_of_token(token)
    if dossier is None:
        raise Http404
    response = private(_slip(request, dossier, public_supplement_slip))
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def deadline_basis(request: StaffRequest, code: str) -> HttpResponse:
    """Căn cứ tính hạn: each counted and each skipped day, as a page."""
    dossier = _accepted(request, code)
    return HttpResponse(deadline_basis_html(dossier, office=request.office))


@require_safe
def deadline_basis_paper(request: StaffRequest, code: str) -> HttpResponse:
    """Print the same on paper."""
    dossier = _accepted(request, code)
    return _pdf(deadline_basis_pdf(dossier, office=request.office))


def _slip(
    request: OfficeRequest | StaffRequest, dossier: Dossier, make: Maker
) -> HttpResponse:
    address = _tracking_address(request, dossier)
    slip = make(dossier, office=request.office, address=address)
    if slip is None:
        raise Http404
    return _pdf(slip_pdf(slip))


def _pdf(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf")


def _accepted(request: StaffRequest, code: str) -> Dossier:
    """Return a dossier that has been accepted: the others have no due moment."""
    dossier = asked_dossier(request, code)
    if dossier.accepted_at is None:
        raise Http404
    return dossier


def _tracking_address(request: HttpRequest, dossier: Dossier) -> str:
    path = reverse("dossiers:track_token", args=[dossier.tracking_token])
    return f"{portal_address(request)}{path}"
