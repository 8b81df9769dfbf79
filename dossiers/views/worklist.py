"""The desk's list: what is to be done today first, and one move on several dossiers."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from dossiers.access import dossiers_for, visible_to
from dossiers.acts import Act
from dossiers.buckets import DeskDay, count_buckets
from dossiers.filters import LONGEST_TEXT, DossierFilter, officers
from dossiers.finding import text_for_address
from dossiers.forms.moves import BulkMoveForm
from dossiers.models import Dossier
from dossiers.moving import Tally, move_each
from dossiers.permissions import MOVES, MoveKind, MoveNotAllowedError
from dossiers.scanning import scanned
from dossiers.views import worklist_page
from dossiers.views.dossier_return import scanned_address
from dossiers.views.listing import asked_for, listing
from wardportal.access import CLERKS, LEADERS
from wardportal.accounts.views import StaffRequest
from wardportal.converters import DossierCodeConverter
from wardportal.formats import thousands

CODE = re.compile(DossierCodeConverter.regex)
SEE_OTHER = 303
UNPROCESSABLE = 422


@require_safe
def worklist(request: StaffRequest) -> HttpResponse:
    """List one heap, or what is looked for among all dossiers."""
    day = DeskDay(request.office, timezone.now())
    asked = asked_for(request.GET, user=request.user, day=day)
    status = 200 if asked.form.is_valid() else UNPROCESSABLE
    context = _list(request, asked, day)
    return render(request, "dossiers/worklist.html", context, status=status)


@require_POST
def search(request: StaffRequest) -> HttpResponse:
    """Lead to the list of what is asked for, with no name or ID number in its address.

    A scanned receipt leads to its dossier at once.
    """
    receipt = scanned(visible_to(request.user), request.POST.get("q", ""))
    if receipt:
        return redirect(scanned_address(receipt))
    names = ("nhom", *DossierFilter.base_filters)
    asked = {name: request.POST.get(name, "").strip() for name in names}
    if asked["q"]:
        # One letter more than is allowed: the list then says that it is too long.
        asked["q"] = text_for_address(asked["q"][: LONGEST_TEXT + 1])
    return _to_list(urlencode({name: text for name, text in asked.items() if text}))


@require_POST
def bulk_move(request: StaffRequest) -> HttpResponse:
    """Make one move on the dossiers ticked, and say which were left and why."""
    form = BulkMoveForm(request.POST)
    codes = [code for code in request.POST.getlist("ho_so") if CODE.fullmatch(code)]
    if not form.is_valid() or not codes:
        messages.error(request, _what_is_missing(form, codes))
        return _back(request.POST)
    try:
        _move(request, form, codes)
    except MoveNotAllowedError:
        raise PermissionDenied from None
    return _back(request.POST)


def _list(request: StaffRequest, asked: DossierFilter, day: DeskDay) -> dict[str, Any]:
    roles, query = request.user.roles, request.GET
    listed = listing(query, asked, user=request.user)
    bucket = listed.bucket
    counts = count_buckets(asked.narrow(visible_to(request.user)), day)
    narrowed = {name: query[name] for name in asked.said_narrowing}
    return {
        "filter": asked,
        "bucket": bucket,
        "buckets": worklist_page.bucket_links(
            counts, day, active=bucket, narrowed=narrowed
        ),
        "heading": worklist_page.heading(
            bucket, counts, day, by_due_day=asked.by_due_day
        ),
        "page": worklist_page.page_of(listed, query, day, roles),
        "total": counts[bucket] if bucket else None,
        "nothing": worklist_page.nothing_found(bucket, narrowed=bool(narrowed)),
        "bulk": worklist_page.bulk_moves(roles),
        "officers": officers(),
        "receives": bool(CLERKS & roles),
        "hands_over": bool(LEADERS & roles),
        "moment": day.moment,
        "keys": KEYS,
    }


KEYS = (
    {"key": "/", "label": "Tìm"},
    {"key": "↑ ↓", "label": "Chuyển dòng"},
    {"key": "Enter", "label": "Mở hồ sơ"},
    {"key": "Space", "label": "Chọn"},
)


def _what_is_missing(form: BulkMoveForm, codes: list[str]) -> str:
    if not codes:
        return "Hãy chọn ít nhất một hồ sơ trong danh sách."
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _move(request: StaffRequest, form: BulkMoveForm, codes: Iterable[str]) -> None:
    by = Act(actor=request.user, moment=timezone.now())
    dossiers = dossiers_for(request.user, codes)
    tally = move_each(dossiers=dossiers, kind=form.kind, move=form.move(), by=by)
    _tell(request, form.kind, tally)


def _tell(request: StaffRequest, kind: MoveKind, tally: Tally) -> None:
    label = MOVES[kind].label
    if tally.done:
        done = f"{label}: {thousands(len(tally.done))} hồ sơ."
        messages.success(request, done)
    for reason, dossiers in tally.refused.items():
        messages.warning(request, f"Chưa làm được với {_names(dossiers)}: {reason}")


def _names(dossiers: Iterable[Dossier]) -> str:
    return ", ".join(dossier.short_code for dossier in dossiers)


def _back(post: QueryDict) -> HttpResponseRedirect:
    """Return to the list as it was; only its own parameters are taken over."""
    return _to_list(QueryDict(post.get("tro_lai", "")).urlencode())


def _to_list(query: str) -> HttpResponseRedirect:
    address = f"{reverse('dossiers:worklist')}{'?' if query else ''}{query}"
    return HttpResponseRedirect(address, status=SEE_OTHER)
