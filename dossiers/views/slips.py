"""The printed slips of a dossier."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from dossiers.access import dossier_for
from dossiers.models import Dossier
from wardportal.accounts.views import StaffRequest


@require_safe
def receipt(request: StaffRequest, code: str) -> HttpResponse:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu 01), A5."""
    return _pdf("receipt_pdf", request, code)


@require_safe
def deadline_basis(request: StaffRequest, code: str) -> HttpResponse:
    """Căn cứ tính hạn: each counted and each skipped day, as a page."""
    from dossiers import slips  # noqa: PLC0415

    return HttpResponse(slips.deadline_basis_html(_dossier(request, code)))


@require_safe
def deadline_basis_pdf(request: StaffRequest, code: str) -> HttpResponse:
    """Print the same on paper."""
    return _pdf("deadline_basis_pdf", request, code)


def _pdf(name: str, request: StaffRequest, code: str) -> HttpResponse:
    from dossiers import slips  # noqa: PLC0415

    content = getattr(slips, name)(_dossier(request, code))
    return HttpResponse(content, content_type="application/pdf")


def _dossier(request: StaffRequest, code: str) -> Dossier:
    try:
        return dossier_for(request.user, code)
    except Dossier.DoesNotExist:
        raise Http404 from None
