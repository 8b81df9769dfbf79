"""What an editor sees of one procedure: its versions, its gaps, what may be done."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from procedures import wording
from procedures.difference import Difference, differences, fact_names
from procedures.holdings import says_the_same, version_facts
from procedures.models import CatalogueChange, Procedure, ProcedureVersion
from procedures.reliance import is_relied_on
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


def version_rows(
    versions: Sequence[ProcedureVersion], day: date
) -> list[dict[str, Any]]:
    """Return each version, the newest first, with what changed since the one before."""
    pairs = zip(versions, [*versions[1:], None], strict=True)
    return [_version_row(version, before, day) for version, before in pairs]


def version_differences(
    older: ProcedureVersion, newer: ProcedureVersion
) -> list[Difference]:
    """Tell every fact that two versions state otherwise."""
    before, after = version_facts(older), version_facts(newer)
    return differences(before, after, _changed(before, after))


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


def _version_row(
    version: ProcedureVersion, before: ProcedureVersion | None, day: date
) -> dict[str, Any]:
    until = f" đến {short_date(version.valid_to)}" if version.valid_to else ""
    return {
        "number": version.number,
        "span": f"từ {short_date(version.valid_from)}{until}",
        "state": wording.STATE_WORDS[version.state_on(day)],
        "decision": version.decision.number if version.decision else "",
        "changed": _changed_words(version, before),
        "url": _compare_url(version, before),
        "admin_url": reverse(
            "admin:procedures_procedureversion_change", args=[version.pk]
        ),
    }


def _changed_words(version: ProcedureVersion, before: ProcedureVersion | None) -> str:
    if before is None:
        return "phiên bản đầu"
    changed = _changed(version_facts(before), version_facts(version))
    return fact_names(changed) or "không đổi nội dung"


def _compare_url(version: ProcedureVersion, before: ProcedureVersion | None) -> str:
    if before is None:
        return ""
    args = [version.procedure_id, before.number, version.number]
    return reverse("catalogue:compare", args=args)


def _changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    names = before.keys() | after.keys()
    return [
        name
        for name in sorted(names)
        if not says_the_same(name, before.get(name), after.get(name))
    ]
