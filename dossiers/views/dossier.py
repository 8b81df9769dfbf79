"""A dossier's own page, and the moves made there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.acts import Act
from dossiers.buckets import DeskDay
from dossiers.forms.move_form import MoveForm
from dossiers.forms.moves import form_of
from dossiers.models import Dossier
from dossiers.moving import make_move
from dossiers.permissions import MOVES, MoveKind, MoveNotAllowedError, check_role
from dossiers.views import dossier_page
from dossiers.views.asked import asked_dossier
from dossiers.views.dossier_return import asked_forms
from dossiers.views.surroundings import LIST, surroundings, within
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.views import StaffRequest

SEE_OTHER = 303
CONFLICT = 409
UNPROCESSABLE = 422

Typed = dict[MoveKind, MoveForm]


@require_safe
def detail(request: StaffRequest, code: str) -> HttpResponse:
    """Show a dossier with what the reader may do."""
    dossier = asked_dossier(request, code)
    return _page(request, dossier, asked_forms(request.GET, dossier))


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Make a move; a move that needs thinking over is confirmed here first."""
    wanted = _kind(kind)
    dossier = asked_dossier(request, code)
    _check_role(request, wanted)
    if request.method == "POST":
        return _move(request, dossier, wanted)
    if wanted in dossier_page.APART:
        return _page(request, dossier, {}, apart=wanted)
    return redirect("dossiers:detail", code)


def _move(request: StaffRequest, dossier: Dossier, kind: MoveKind) -> HttpResponse:
    form = form_of(kind, dossier, request.POST)
    apart = kind if kind in dossier_page.APART else None
    if not form.is_valid():
        return _page(request, dossier, {kind: form}, UNPROCESSABLE, apart)
    by = Act(request.user, timezone.now(), form.reason_given, form.cleaned_data["seen"])
    wanted = form.move(request.office)
    try:
        moved = make_move(dossier_id=dossier.id, kind=kind, move=wanted, by=by)
    except MoveRefusedError as refused:
        messages.error(request, str(refused))
        now = asked_dossier(request, dossier.code)
        return _page(request, now, {kind: form}, CONFLICT, apart)
    done = form.done_words(request.user)
    messages.success(request, f"{MOVES[kind].label}: {done}.")
    address = reverse("dossiers:detail", args=[moved.code])
    address += within(request.GET.get(LIST, ""))
    return HttpResponseRedirect(address, status=SEE_OTHER)


def _page(
    request: StaffRequest,
    dossier: Dossier,
    typed: Typed,
    status: int = 200,
    apart: MoveKind | None = None,
) -> HttpResponse:
    day = DeskDay(request.office, timezone.now())
    context = dossier_page.page(dossier, request.user, day, typed=typed)
    action = next((each for each in context["actions"] if each.kind is apart), None)
    template = (
        "dossiers/dossier_confirm.html" if action else "dossiers/dossier_detail.html"
    )
    context |= {
        "action": action,
        "errors": next(iter(typed.values()), None),
        "around": surroundings(request.GET, dossier, user=request.user, day=day),
    }
    return render(request, template, context, status=status)


def _kind(text: str) -> MoveKind:
    try:
        return MoveKind(text)
    except ValueError:
        raise Http404 from None


def _check_role(request: StaffRequest, kind: MoveKind) -> None:
    try:
        check_role(kind, request.user.roles)
    except MoveNotAllowedError:
        raise PermissionDenied from None
