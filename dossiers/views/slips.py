"""The printed slips of a dossier."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dossiers import slips
from dossiers.access import dossier_for
from dossiers.models import Dossier
from wardportal.accounts.views import StaffRequest


@require_safe
def receipt(request: StaffRequest, code: str) -> HttpResponse:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu 01), A5."""
    dossier = _accepted(request, code)
    address = _tracking_address(request, dossier)
    return _pdf(slips.receipt_pdf(dossier, office=request.office, address=address))


@require_safe
def deadline_basis(request: StaffRequest, code: str) -> HttpResponse:
    """Căn cứ tính hạn: each counted and each skipped day, as a page."""
    dossier = _accepted(request, code)
    return HttpResponse(slips.deadline_basis_html(dossier, office=request.office))


@require_safe
def deadline_basis_pdf(request: StaffRequest, code: str) -> HttpResponse:
    """Print the same on paper."""
    dossier = _accepted(request, code)
    return _pdf(slips.deadline_basis_pdf(dossier, office=request.office))


def _pdf(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf")


def _accepted(request: StaffRequest, code: str) -> Dossier:
    """Return a dossier that has been accepted: the others have no slip yet."""
    try:
        dossier = dossier_for(request.user, code)
    except Dossier.DoesNotExist:
        raise Http404 from None
    if dossier.accepted_at is None:
        raise Http404
    return dossier


def _tracking_address(request: StaffRequest, dossier: Dossier) -> str:
    path = reverse("dossiers:track_token", args=[dossier.tracking_token])
    base = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    return f"{base}{path}"
