"""What an editor sees of one procedure: its versions, its gaps, what may be done."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from procedures import wording
from procedures.models import CatalogueChange, Procedure, ProcedureVersion
from procedures.reliance import is_relied_on
from procedures.version_history import HistoryRow, version_history
from wardportal.formats import clock_on_date, short_date

LIST_COLUMNS = ["Mã", "Thủ tục", "Lĩnh vực", "Tình trạng", "Còn thiếu"]


def list_row(procedure: Procedure, day: date) -> dict[str, Any]:
    """Return one line of the editors' list."""
    version = procedure.version_to_show(day)
    return {
        "cells": [
            {"label": "Mã", "value": procedure.code or "chưa có"},
            {
                "label": "Thủ tục",
                "value": procedure.name,
                "url": reverse("catalogue:procedure", args=[procedure.pk]),
            },
            {"label": "Lĩnh vực", "value": procedure.sector.name},
            {"label": "Tình trạng", "value": standing(procedure, version, day)},
            {"label": "Còn thiếu", "value": wording.gaps(version) if version else ""},
        ]
    }


def standing(procedure: Procedure, version: ProcedureVersion | None, day: date) -> str:
    """Say how a procedure stands, and that it is not for citizens."""
    words = wording.state_words(version, day) if version else "Chưa có phiên bản"
    return f"{words}, nội bộ" if procedure.internal else words


def version_rows(procedure: Procedure, day: date) -> list[dict[str, Any]]:
    """Return each version, the newest first, with what changed since the one before."""
    return [_version_row(row) for row in version_history(procedure, day)]


def change_rows(procedure: Procedure) -> list[dict[str, str]]:
    """Return the changes of one procedure, the newest first."""
    changes = CatalogueChange.objects.on(procedure).newest_first().without_plans()
    return [
        {
            "label": str(change),
            "url": change.get_absolute_url(),
            "text": f"{change.get_state_display()}, hiệu lực từ "
            f"{short_date(change.effective_on)}, lập lúc "
            f"{clock_on_date(timezone.localtime(change.made_at))}",
        }
        for change in changes
    ]


def rests(version: ProcedureVersion | None) -> str:
    """Say what an edit of the open version does; "" where there is none."""
    if version is None:
        return ""
    if is_relied_on(version):
        return (
            "Đã có hồ sơ tiếp nhận theo phiên bản hiện tại. Nội dung sửa mở phiên bản mới, "
            "các hồ sơ ấy giữ nguyên thời hạn, phí và giấy tờ của mình."
        )
    return (
        "Nội dung còn thiếu được điền vào phiên bản hiện tại. "
        "Sửa nội dung đã có thì mở phiên bản mới."
    )


def crumbs(procedure: Procedure | None = None) -> list[dict[str, str]]:
    """Return the way back."""
    way = [
        {"label": "Danh mục", "url": reverse("catalogue:changes")},
        {"label": "Thủ tục", "url": reverse("catalogue:procedures")},
    ]
    if procedure:
        address = reverse("catalogue:procedure", args=[procedure.pk])
        way.append({"label": procedure.display_name, "url": address})
    return way


def _version_row(row: HistoryRow) -> dict[str, Any]:
    version, before = row.version, row.before
    numbers = [version.procedure_id, before.number, version.number] if before else []
    return {
        "number": version.number,
        "row": row,
        "url": reverse("catalogue:compare", args=numbers) if numbers else "",
        "admin_url": reverse(
            "admin:procedures_procedureversion_change", args=[version.pk]
        ),
    }
