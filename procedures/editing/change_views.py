"""Lists of decisions: sent in, compared, applied, undone."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from procedures.changing import (
    Author,
    CatalogueMovedError,
    ChangeRefusedError,
    apply_plan,
    compare_again,
    propose,
    undo_change,
)
from procedures.editing import change_pages as pages
from procedures.editing.forms import ApplyForm, UploadForm
from procedures.models import CatalogueChange
from wardportal.accounts.views import StaffRequest

PAGE_SIZE = 25
SEE_OTHER = 303
CONFLICT = 409
UNPROCESSABLE = 422


@require_safe
def changes(request: StaffRequest) -> HttpResponse:
    """Show how the catalogue stands, and every change of it."""
    listed = CatalogueChange.objects.newest_first().without_plans()
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "buckets": pages.catalogue_buckets(timezone.localdate()),
        "page": page,
        "columns": pages.CHANGE_COLUMNS,
        "rows": [pages.change_row(change) for change in page],
    }
    return render(request, "catalogue/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    """Take in a decision's list and go to its comparison; nothing is changed yet."""
    today = timezone.localdate()
    if request.method != "POST":
        return _upload_page(request, UploadForm(today=today))
    form = UploadForm(request.POST, request.FILES, today=today)
    if not form.is_valid():
        return _upload_page(request, form, UNPROCESSABLE)
    change = propose(
        title=form.cleaned_data["file"].name,
        rows=form.rows,
        order=form.order,
        ground=form.ground,
        by=author(request),
    )
    return HttpResponseRedirect(change.get_absolute_url(), status=SEE_OTHER)


@require_safe
def change(request: StaffRequest, change_id: UUID) -> HttpResponse:
    """Show a comparison, or what a change has done."""
    return _change_page(request, get_object_or_404(CatalogueChange, pk=change_id))


@require_POST
def apply(request: StaffRequest, change_id: UUID) -> HttpResponse:
    """Carry out a comparison as it was shown."""
    waiting = get_object_or_404(CatalogueChange, pk=change_id)
    form = pages.apply_form(waiting, request.POST)
    if not form.is_valid():
        return _change_page(request, waiting, form, UNPROCESSABLE)
    try:
        applied = apply_plan(
            change_id=change_id,
            by=author(request),
            skip_rejected=form.cleaned_data.get("skip_rejected", False),
        )
    except CatalogueMovedError as moved:
        messages.error(request, str(moved))
        return _change_page(
            request, compare_again(change_id=change_id), status=CONFLICT
        )
    except ChangeRefusedError as refused:
        messages.error(request, str(refused))
        return _change_page(request, waiting, status=CONFLICT)
    messages.success(request, pages.applied_words(applied))
    return HttpResponseRedirect(applied.get_absolute_url(), status=SEE_OTHER)


@require_POST
def undo(request: StaffRequest, change_id: UUID) -> HttpResponse:
    """Undo a change, and say what could not simply go back."""
    known = get_object_or_404(CatalogueChange, pk=change_id)
    try:
        notes = undo_change(change_id=change_id, by=author(request))
    except ChangeRefusedError as refused:
        messages.error(request, str(refused))
        return _change_page(request, known, status=CONFLICT)
    messages.success(request, "Đã hoàn tác thay đổi.")
    for note in notes:
        messages.warning(request, note)
    return HttpResponseRedirect(known.get_absolute_url(), status=SEE_OTHER)


def author(request: HttpRequest) -> Author:
    """Say who changes the catalogue and when; the access table let them in."""
    return Author(timezone.now(), request.user)  # type: ignore[arg-type]


def _upload_page(
    request: StaffRequest, form: UploadForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "crumbs": pages.crumbs()}
    return render(request, "catalogue/upload.html", context, status=status)


def _change_page(
    request: StaffRequest,
    shown: CatalogueChange,
    form: ApplyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = request.GET.get("muc", "")
    context = {
        "change": shown,
        "crumbs": pages.crumbs(),
        "facts": pages.change_facts(shown),
        "form": form or pages.apply_form(shown),
        "undo_url": reverse("catalogue:undo", args=[shown.pk]),
        **pages.plan_part(shown, asked, request.GET.get("page")),
    }
    return render(request, "catalogue/change.html", context, status=status)
