"""Posters for the notice board, which anyone may print."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procedures.models import Sector, SectorGroup
from procedures.noticeboard.boards import Board, group_board, sector_board
from procedures.noticeboard.poster import poster_pdf
from wardportal.addresses import portal_address
from wardportal.shell import OfficeRequest


@require_safe
def posters(request: HttpRequest) -> HttpResponse:
    """List every group and sector that has procedures, each with its poster."""
    today = timezone.localdate()
    context = {
        "groups": _links(SectorGroup.objects.with_counts(today), group_board),
        "sectors": _links(Sector.objects.with_counts(today), sector_board),
    }
    return render(request, "procedures/posters.html", context)


@require_safe
def group_poster(request: OfficeRequest, slug: str) -> HttpResponse:
    """Print the poster of a group of sectors."""
    return _poster(request, group_board(get_object_or_404(SectorGroup, slug=slug)))


@require_safe
def sector_poster(request: OfficeRequest, slug: str) -> HttpResponse:
    """Print the poster of a sector."""
    return _poster(request, sector_board(get_object_or_404(Sector, slug=slug)))


def _poster(request: OfficeRequest, board: Board) -> HttpResponse:
    pdf = poster_pdf(
        board,
        office=request.office,
        site=portal_address(request),
        day=timezone.localdate(),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="niem-yet-{board.slug}.pdf"'
    return response


def _links(
    counted: Iterable[Any], board_of: Callable[[Any], Board]
) -> list[dict[str, Any]]:
    """Return links for components/link_counts.html; rows are annotated ``count``."""
    boards = ((board_of(row), row.count) for row in counted)
    return [
        {"label": board.name, "url": board.poster_url, "count": count}
        for board, count in boards
    ]
