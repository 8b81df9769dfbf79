"""Sổ theo dõi hồ sơ (Mẫu 07): choose the days, see how many, take it as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.forms.register_book import RegisterPagesForm
from dossiers.register_book import (
    MOST,
    Pages,
    dossiers_on,
    keep_taking_out,
    register_pdf,
    register_xlsx,
)
from wardportal.accounts.views import StaffRequest
from wardportal.formats import thousands

UNPROCESSABLE = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def register_book(request: StaffRequest) -> HttpResponse:
    """Ask for days; say how many dossiers they have, and offer the files."""
    form, count = _counted(request)
    return _page(request, form, count)


@require_safe
def register_paper(request: StaffRequest) -> HttpResponse:
    """Print the register on A4."""
    form, count = _counted(request)
    if not form.is_valid():
        return _page(request, form, count)
    pages, now = form.pages(), timezone.now()
    content = register_pdf(
        pages, reader=request.user, office=request.office, moment=now
    )
    keep_taking_out(pages, kind="pdf", count=count, reader=request.user, moment=now)
    return HttpResponse(content, content_type="application/pdf")


@require_safe
def register_workbook(request: StaffRequest) -> HttpResponse:
    """Send the same rows as a workbook."""
    form, count = _counted(request)
    if not form.is_valid():
        return _page(request, form, count)
    pages, now = form.pages(), timezone.now()
    content = register_xlsx(pages, reader=request.user, office=request.office)
    keep_taking_out(pages, kind="xlsx", count=count, reader=request.user, moment=now)
    return _file(content, pages)


def _counted(request: StaffRequest) -> tuple[RegisterPagesForm, int]:
    """Read what is asked for, and refuse what is too much for one file."""
    form = RegisterPagesForm.asked(request.GET, today=timezone.localdate())
    if not form.is_valid():
        return form, 0
    count = dossiers_on(form.pages(), reader=request.user).count()
    if count > MOST:
        form.add_error(
            "den",
            f"Những ngày này có {thousands(count)} hồ sơ, mỗi lần in nhiều nhất "
            f"{thousands(MOST)}. Hãy chọn ít ngày hơn",
        )
    return form, count


def _page(request: StaffRequest, form: RegisterPagesForm, count: int) -> HttpResponse:
    context = {
        "form": form,
        "count": count,
        "query": request.GET.urlencode(),
        "pages": None if form.errors else form.pages(),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "dossiers/register_book.html", context, status=status)


def _file(content: bytes, pages: Pages) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{pages.file_name}.xlsx"'
    return response
