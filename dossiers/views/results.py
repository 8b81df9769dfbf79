"""A result in electronic form, fetched by whoever holds the receipt's secret."""

import uuid
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.filestore import FileChangedError
from dossiers.models import Dossier
from dossiers.results import results_for_applicant
from dossiers.tracking import dossier_of_token
from dossiers.views.serving import file_response
from dossiers.views.tracking import private
from wardportal.addresses import client_address
from wardportal.limits.tries import Limit, take
from wardportal.shell import OfficeRequest

ADDRESS_LIMIT = Limit("result-address", tries=30, refill=timedelta(minutes=1))
GONE = 410
TOO_MANY = 429


@require_safe
def track_result(request: OfficeRequest, token: str, file: uuid.UUID) -> HttpResponse:
    """Send a result to be saved; the address is the secret, so no page is told it."""
    if not take(ADDRESS_LIMIT, party=client_address(request), moment=timezone.now()):
        response = _unavailable(request, "Bạn đã tải nhiều lần.", TOO_MANY)
        response["Retry-After"] = str(int(ADDRESS_LIMIT.refill.total_seconds()))
        return response
    attachment = get_object_or_404(results_for_applicant(_dossier(token)), pk=file)
    try:
        response = file_response(attachment, saved=True)
    except FileChangedError:
        return _unavailable(request, "Tệp kết quả trên máy chủ không mở được.", GONE)
    response["Referrer-Policy"] = "no-referrer"
    return private(response)


def _unavailable(request: OfficeRequest, why: str, status: int) -> HttpResponse:
    context = {"why": why}
    page = render(request, "dossiers/result_unavailable.html", context, status=status)
    return private(page)


def _dossier(token: str) -> Dossier:
    dossier = dossier_of_token(token)
    if dossier is None:
        raise Http404
    return dossier
