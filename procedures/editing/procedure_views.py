"""One procedure in its editor's hands: filled in, abolished, brought back, compared."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from procedures import changing, wording
from procedures.changing import ChangeRefusedError
from procedures.editing import procedure_pages as pages
from procedures.editing.change_pages import STANDINGS
from procedures.editing.change_views import CONFLICT, SEE_OTHER, UNPROCESSABLE, author
from procedures.editing.forms import GroundForm, SearchForm, WithdrawalForm
from procedures.editing.terms_form import EditForm
from procedures.holdings import held_facts
from procedures.models import CatalogueChange, Procedure, ProcedureVersion
from procedures.version_history import version_differences
from wardportal.accounts.views import StaffRequest

PAGE_SIZE = 25
FORMS: dict[str, type[GroundForm]] = {
    "new": GroundForm,
    "end": WithdrawalForm,
    "back": GroundForm,
}
"""The forms of a procedure's page, by the prefix of their fields."""


@require_safe
def procedures(request: StaffRequest) -> HttpResponse:
    """List procedures by how they stand: in force, upcoming, abolished, incomplete."""
    today = timezone.localdate()
    form = SearchForm(request.GET)
    found = Procedure.objects.with_sector().with_versions().order_by("name", "id")
    if form.is_valid():
        found = found.matching(form.cleaned_data["q"])
        if chosen := form.cleaned_data["tt"]:
            found = STANDINGS[chosen][1](found, today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "crumbs": pages.crumbs()[:1],
        "page": page,
        "columns": pages.LIST_COLUMNS,
        "rows": [pages.list_row(procedure, today) for procedure in page],
    }
    return render(request, "catalogue/procedures.html", context)


@require_safe
def procedure(request: StaffRequest, procedure_id: UUID) -> HttpResponse:
    """Show a procedure's versions, its gaps, and what may be done."""
    return _procedure_page(request, _procedure(procedure_id))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, procedure_id: UUID) -> HttpResponse:
    """Fill in what is missing, or change terms from a day on."""
    known = _procedure(procedure_id)
    options: dict[str, Any] = {"today": timezone.localdate(), "held": held_facts(known)}
    if request.method != "POST":
        return _edit_page(request, known, EditForm(**options))
    form = EditForm(request.POST, **options)
    if not form.is_valid():
        return _edit_page(request, known, form, UNPROCESSABLE)
    if not form.changed_facts:
        messages.info(request, "Nội dung không có gì khác nên chưa ghi.")
        return _edit_page(request, known, form)

    def act(**by: Any) -> CatalogueChange:
        return changing.edit(facts=form.changed_facts, **by)

    return _done(request, known, form, act) or _edit_page(
        request, known, form, CONFLICT
    )


@require_POST
def new_version(request: StaffRequest, procedure_id: UUID) -> HttpResponse:
    """Begin a version with the terms of now, and go on to where all is edited."""
    known = _procedure(procedure_id)
    form = GroundForm(request.POST, today=timezone.localdate(), prefix="new")
    done = form.is_valid() and _done(request, known, form, changing.begin_version)
    if not done:
        return _procedure_page(request, known, new=form)
    version = get_object_or_404(ProcedureVersion.objects.open(), procedure=known)
    address = reverse("admin:procedures_procedureversion_change", args=[version.pk])
    return HttpResponseRedirect(address, status=SEE_OTHER)


@require_POST
def withdraw(request: StaffRequest, procedure_id: UUID) -> HttpResponse:
    """Abolish a procedure from a day on."""
    return _grounded(request, procedure_id, "end", changing.withdraw)


@require_POST
def republish(request: StaffRequest, procedure_id: UUID) -> HttpResponse:
    """Bring an abolished procedure back with its last terms."""
    return _grounded(request, procedure_id, "back", changing.republish)


@require_safe
def compare_versions(
    request: StaffRequest, procedure_id: UUID, older: int, newer: int
) -> HttpResponse:
    """Show two versions field by field."""
    known = _procedure(procedure_id)
    versions = {version.number: version for version in known.versions.all()}
    if older not in versions or newer not in versions:
        raise Http404
    context = {
        "procedure": known,
        "crumbs": pages.crumbs(known),
        "older": versions[older],
        "newer": versions[newer],
        "differences": version_differences(versions[older], versions[newer]),
    }
    return render(request, "catalogue/compare.html", context)


def _grounded(
    request: StaffRequest,
    procedure_id: UUID,
    name: str,
    act: Callable[..., CatalogueChange],
) -> HttpResponse:
    """Make the change that one form of the procedure's page asks for."""
    known = _procedure(procedure_id)
    form = FORMS[name](request.POST, today=timezone.localdate(), prefix=name)
    done = form.is_valid() and _done(request, known, form, act)
    return done or _procedure_page(request, known, **{name: form})


def _procedure(procedure_id: UUID) -> Procedure:
    known = Procedure.objects.with_sector().with_terms()
    return get_object_or_404(known, pk=procedure_id)


def _done(
    request: StaffRequest,
    known: Procedure,
    form: GroundForm,
    act: Callable[..., CatalogueChange],
) -> HttpResponse | None:
    """Make a change of one procedure; None where it is refused, the form says why."""
    try:
        change = act(procedure_id=known.pk, ground=form.ground, by=author(request))
    except ChangeRefusedError as refused:
        form.add_error("day", str(refused))
        return None
    messages.success(request, f"{change.get_kind_display()}: đã ghi.")
    address = reverse("catalogue:procedure", args=[known.pk])
    return HttpResponseRedirect(address, status=SEE_OTHER)


def _edit_page(
    request: StaffRequest, known: Procedure, form: EditForm, status: int = 200
) -> HttpResponse:
    context = {
        "procedure": known,
        "crumbs": pages.crumbs(known),
        "form": form,
        "rests": pages.rests(known.open_version()),
    }
    return render(request, "catalogue/edit.html", context, status=status)


def _procedure_page(
    request: StaffRequest, known: Procedure, **typed: GroundForm
) -> HttpResponse:
    today = timezone.localdate()
    shown = known.version_to_show(today)
    context = {
        "procedure": known,
        "crumbs": pages.crumbs(),
        "state": pages.standing(known, shown, today),
        "gaps": wording.gaps(shown) if shown else "",
        "versions": pages.version_rows(known, today),
        "changes": pages.change_rows(known),
        "open": known.open_version(),
        "errors": next(iter(typed.values()), None),
        "forms": _forms(today) | typed,
    }
    status = UNPROCESSABLE if typed else 200
    return render(request, "catalogue/procedure.html", context, status=status)


def _forms(today: date) -> dict[str, GroundForm]:
    return {name: form(today=today, prefix=name) for name, form in FORMS.items()}
