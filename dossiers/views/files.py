"""A dossier's files: added, shown, described anew, taken away."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from dossiers.access import dossier_for
from dossiers.acts import Act
from dossiers.attaching import attach, describe, remove
from dossiers.filestore import FileChangedError, NoSpaceError
from dossiers.forms.files import AboutFileForm, RemovalForm, UploadForm, about_of
from dossiers.models import Attachment, Dossier
from dossiers.views.files_page import file_facts, file_rows
from dossiers.views.serving import file_response
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.views import StaffRequest

SEE_OTHER = 303
CONFLICT = 409
UNPROCESSABLE = 422
NOT_WHOLE = (
    "Tệp “{name}” trên máy chủ bị mất hoặc không còn như lúc lưu nên không mở được. "
    "Hãy báo quản trị và xem bản giấy."
)


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: StaffRequest, code: str) -> HttpResponse:
    """List a dossier's files beside the form that adds others."""
    dossier = _dossier(request, code)
    if request.method != "POST":
        return _list(request, dossier, UploadForm(dossier=dossier))
    form = UploadForm(request.POST, request.FILES, dossier=dossier)
    if not form.is_valid():
        return _list(request, dossier, form, UNPROCESSABLE)
    return _add(request, dossier, form)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: StaffRequest, code: str, file: uuid.UUID) -> HttpResponse:
    """Show what is known of a file, or say anew what it is."""
    dossier = _dossier(request, code)
    attachment = _attachment(dossier, file)
    typed = (request.POST,) if request.method == "POST" else ()
    form = AboutFileForm(*typed, dossier=dossier, initial=about_of(attachment))
    if not typed:
        return _page(request, dossier, attachment, form)
    if not form.is_valid():
        return _page(request, dossier, attachment, form, status=UNPROCESSABLE)
    by = Act(request.user, timezone.now())
    try:
        describe(attachment_id=attachment.pk, by=by, **form.cleaned_data)
    except MoveRefusedError as refused:
        form.add_error(None, str(refused))
        return _page(request, dossier, attachment, form, status=CONFLICT)
    messages.success(request, f"“{attachment}”: đã ghi lại.")
    return _back(dossier)


@require_POST
def remove_file(request: StaffRequest, code: str, file: uuid.UUID) -> HttpResponse:
    """Take a file away for a reason."""
    dossier = _dossier(request, code)
    attachment = _attachment(dossier, file)
    about = AboutFileForm(dossier=dossier, initial=about_of(attachment))
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return _page(request, dossier, attachment, about, form, UNPROCESSABLE)
    by = Act(request.user, timezone.now(), form.cleaned_data["reason"])
    try:
        remove(attachment_id=attachment.pk, by=by)
    except MoveRefusedError as refused:
        form.add_error(None, str(refused))
        return _page(request, dossier, attachment, about, form, CONFLICT)
    messages.success(request, f"“{attachment}”: đã xóa.")
    return _back(dossier)


@require_safe
def content(request: StaffRequest, code: str, file: uuid.UUID) -> HttpResponse:
    """Send the file itself, to whoever may see its dossier."""
    dossier = _dossier(request, code)
    attachment = _attachment(dossier, file)
    try:
        return file_response(attachment, saved="tai" in request.GET)
    except FileChangedError:
        messages.error(request, NOT_WHOLE.format(name=attachment))
        return _back(dossier)


def _add(request: StaffRequest, dossier: Dossier, form: UploadForm) -> HttpResponse:
    offered, too_large = form.offered()
    by = Act(request.user, timezone.now())
    try:
        attached = attach(
            dossier_id=dossier.id, offered=offered, about=form.about(), by=by
        )
    except (MoveRefusedError, NoSpaceError) as refused:
        form.add_error("chosen", str(refused))
        return _list(request, dossier, form, CONFLICT)
    if attached.added:
        messages.success(request, f"Đã thêm {len(attached.added)} tệp.")
    refusals = [*too_large, *attached.refused]
    if not refusals:
        return _back(dossier)
    form.add_error("chosen", refusals)
    return _list(request, dossier, form, UNPROCESSABLE)


def _list(
    request: StaffRequest, dossier: Dossier, form: UploadForm, status: int = 200
) -> HttpResponse:
    rows = file_rows(dossier)
    context = {"dossier": dossier, "form": form, "rows": rows}
    return render(request, "dossiers/files.html", context, status=status)


def _page(
    request: StaffRequest,
    dossier: Dossier,
    attachment: Attachment,
    form: AboutFileForm,
    removal: RemovalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "dossier": dossier,
        "attachment": attachment,
        "facts": file_facts(attachment),
        "form": form,
        "removal": removal or RemovalForm(),
        "errors": next(
            (each for each in (form, removal) if each and each.errors), None
        ),
    }
    return render(request, "dossiers/file.html", context, status=status)


def _back(dossier: Dossier) -> HttpResponse:
    address = reverse("dossiers:files", args=[dossier.code])
    return HttpResponseRedirect(address, status=SEE_OTHER)


def _attachment(dossier: Dossier, file: uuid.UUID) -> Attachment:
    present = Attachment.objects.of_dossier(dossier.id).present()
    found: Attachment = get_object_or_404(present.with_row_parts(), pk=file)
    return found


def _dossier(request: StaffRequest, code: str) -> Dossier:
    try:
        return dossier_for(request.user, code)
    except Dossier.DoesNotExist:
        raise Http404 from None
