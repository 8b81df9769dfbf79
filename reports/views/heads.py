"""The heads of the evidence chain, day by day, for a leader to print and keep."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.views.report_parts import crumbs
from wardportal.formats import clock_on_date, thousands
from wardportal.history.chain import current_head
from wardportal.history.headbook import HeadBookError, NotedHead, noted_heads

COLUMNS = ("Ghi lúc", "Số sự kiện", "Mã của sự kiện cuối")
GROUP = 8
SHOWN = 31
"""A month of days, the latest first."""


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """Show where the chain ends now and where it ended on the days before."""
    try:
        noted = noted_heads()
    except HeadBookError as error:
        messages.error(request, str(error))
        noted = []
    now = current_head()
    context = {
        "crumbs": crumbs(),
        "sequence": now.sequence,
        "mac": in_groups(now.mac),
        "columns": COLUMNS,
        "rows": [_row(head) for head in noted[: -SHOWN - 1 : -1]],
    }
    return render(request, "reports/heads.html", context)


def in_groups(mac: str) -> str:
    """Space a code out, so that it is compared with paper and fits a telephone."""
    return " ".join(mac[at : at + GROUP] for at in range(0, len(mac), GROUP))


def _row(head: NotedHead) -> dict[str, Any]:
    values = (
        clock_on_date(timezone.localtime(head.moment)),
        thousands(head.sequence),
        in_groups(head.mac) or "chưa có sự kiện",
    )
    cells = zip(COLUMNS, values, strict=True)
    return {"cells": [{"label": label, "value": value} for label, value in cells]}
