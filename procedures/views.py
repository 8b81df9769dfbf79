"""Citizens' pages of the catalogue: home, list, one procedure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from procedures import wording
from procedures.catalogue_facts import FactError, national_code
from procedures.filters import ProcedureFilter
from procedures.life_events import LIFE_EVENTS
from procedures.models import Procedure, SectorGroup
from procedures.noticeboard.boards import Board, group_board, sector_board
from procedures.office_calendar import to_local_minute, working_calendar
from procedures.openinghours import CalendarError
from procedures.unanswered import remember
from procedures.version_history import version_history
from wardportal.formats import clock
from wardportal.office.current import OfficeNotSetUpError
from wardportal.shell import OfficeRequest

PAGE_SIZE = 20


@dataclass(frozen=True)
class Result:
    """One row of the list."""

    procedure: Procedure
    limit: str
    fee: str
    gaps: str


def home(request: HttpRequest) -> HttpResponse:
    """Show the search, life events, groups, and what reports tell of last month."""
    counted = SectorGroup.objects.with_counts(timezone.localdate())
    groups = [_group_link(group) for group in counted]
    context = {
        "tiles": [_tile(event) for event in LIFE_EVENTS],
        "groups": groups,
        "total": sum(group["count"] for group in groups),
    }
    return render(request, "procedures/home.html", context)


def procedure_list(request: OfficeRequest) -> HttpResponse:
    """List procedures by sector, with accent-free search."""
    today = timezone.localdate()
    found = ProcedureFilter(
        request.GET, Procedure.objects.for_citizens().listed(today), request=request
    )
    page = Paginator(found.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    if not page and found.text and not found.is_narrowed:
        remember(found.text, day=today)
    context = {
        "filter": found,
        "page": page,
        "results": [_result(procedure, today) for procedure in page],
        "board": _board(found),
        "nothing_found": wording.nothing_found(found.text),
        "advice": wording.advice_on_searching(request.office.phone),
    }
    return render(request, "procedures/procedure_list.html", context)


def procedure_detail(
    request: HttpRequest, code: str = "", slug: str = ""
) -> HttpResponse:
    """Show one procedure: facts, papers, steps, legal bases.

    A code with a local suffix leads to the page of its national part.
    """
    today = timezone.localdate()
    if code and (national := _national(code)) != code:
        return redirect("procedures:detail", code=national, permanent=True)
    try:
        procedure = Procedure.objects.for_citizens().at(code=code, slug=slug)
    except Procedure.DoesNotExist:
        raise Http404 from None
    version = procedure.version_to_show(today)
    if version is None:
        raise Http404
    history = version_history(procedure, today)
    context = {
        "procedure": procedure,
        "version": version,
        "facts": wording.key_facts(version),
        "papers": wording.paper_items(version.documents.all()),
        "steps": wording.step_items(version),
        "bases": wording.basis_titles(version.legal_bases.all()),
        "gaps": wording.gaps(version),
        "history": history if len(history) > 1 else (),
        "state": wording.state_words(version, today),
        "in_force": version.covers(today),
        "prepare_url": procedure.get_preparation_url(),
        "crumbs": _crumbs(procedure),
        "open_until": open_until(),
    }
    return render(request, "procedures/procedure_detail.html", context)


def open_until() -> str:
    """Return the closing time of the shift that is open now; "" when closed."""
    now = to_local_minute(timezone.now())
    try:
        shifts = working_calendar().shifts(now.date())
    except (CalendarError, OfficeNotSetUpError):
        return ""
    return next((clock(end) for start, end in shifts if start <= now < end), "")


def _national(code: str) -> str:
    try:
        return national_code(code)
    except FactError:
        raise Http404 from None


def _result(procedure: Procedure, day: date) -> Result:
    version = procedure.version_to_show(day)
    if version is None:
        return Result(procedure, wording.NOT_STATED, "", "")
    return Result(
        procedure,
        wording.limit_words(version),
        wording.fee_words(version),
        wording.gaps(version),
    )


def _board(found: ProcedureFilter) -> Board | None:
    """Return what the page is of, where it is of one sector or one group."""
    if found.sector:
        return sector_board(found.sector)
    return group_board(found.group) if found.group else None


def _tile(event: Any) -> dict[str, str]:
    return {
        "title": event.title,
        "text": event.text,
        "icon": event.icon,
        "url": f"{reverse('procedures:list')}?{urlencode({'q': event.query})}",
    }


def _group_link(group: Any) -> dict[str, Any]:
    query = urlencode({"nhom": group.slug})
    return {
        "label": group.name,
        "url": f"{reverse('procedures:list')}?{query}",
        "count": group.count,
    }


def _crumbs(procedure: Procedure) -> list[dict[str, str]]:
    every = reverse("procedures:list")
    sector = procedure.sector
    return [
        {"label": "Thủ tục hành chính", "url": every},
        {
            "label": sector.name,
            "url": f"{every}?{urlencode({'linh_vuc': sector.slug})}",
        },
    ]
