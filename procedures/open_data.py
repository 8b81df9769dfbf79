"""The published catalogue as plain data: for the API and for spreadsheets."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from procedures import wording
from procedures.holdings import version_facts
from procedures.models import Procedure, ProcedureQuerySet, ProcedureVersion
from procedures.search import InOrder, matches
from wardportal.spreadsheets import Sheet

SHEET_HEAD = (
    *("Mã thủ tục", "Tên thủ tục", "Nhóm lĩnh vực", "Lĩnh vực", "Cơ quan thực hiện"),
    *("Thời hạn giải quyết", "Phí, lệ phí", "Cách nộp", "Kết quả", "Quyết định"),
    "Có yếu tố nước ngoài",
)
SAID_OF_VERSIONS = (
    *("channels", "limits", "fees", "documents", "steps", "legal_bases"),
    *("result", "decision"),
)


def published_on(day: date) -> ProcedureQuerySet:
    """Return the citizens' procedures in force on a day, in the order of the page."""
    return Procedure.objects.for_citizens().listed(day)


def found_on(day: date, text: str) -> Sequence[Procedure] | ProcedureQuerySet:
    """Return what a text finds among them, best first; all of them without a text."""
    rows = published_on(day)
    return InOrder(rows, matches(text)) if text.strip() else rows


def summary(procedure: Procedure, day: date) -> dict[str, Any]:
    """Return what a list says of a procedure; it needs its versions."""
    version = procedure.version_to_show(day)
    return {
        "code": procedure.code,
        "slug": procedure.slug,
        "name": procedure.name,
        "short_name": procedure.short_name,
        "popular_name": procedure.popular_name,
        "sector": procedure.sector.name,
        "group": procedure.sector.group.name,
        "foreign_element": procedure.foreign_element,
        "online_level": procedure.get_online_level_display(),
        "time_limit": wording.limit_words(version) if version else "",
        "fee": wording.fee_words(version) if version else "",
        "channels": _channels(version),
        "page": procedure.get_absolute_url(),
        "data": _address(procedure),
    }


def whole(procedure: Procedure, day: date) -> dict[str, Any]:
    """Return everything published of a procedure, with each of its versions."""
    versions = sorted(procedure.versions.all(), key=lambda version: -version.number)
    return {
        **summary(procedure, day),
        "summary": procedure.summary,
        "ministry": procedure.ministry,
        "authority": procedure.authority,
        "level": procedure.level,
        "notice": procedure.notice,
        "portal_url": procedure.portal_url,
        "versions": [_version(version, day) for version in versions],
    }


def catalogue_sheet(procedures: Iterable[Procedure], day: date) -> Sheet:
    """Return the catalogue as one table."""
    return Sheet(
        title="Danh mục thủ tục hành chính",
        head=SHEET_HEAD,
        rows=[_row(procedure, day) for procedure in procedures],
    )


def _row(procedure: Procedure, day: date) -> list[str]:
    version = procedure.version_to_show(day)
    decision = version.decision if version else None
    return [
        procedure.code or "",
        procedure.name,
        procedure.sector.group.name,
        procedure.sector.name,
        procedure.authority,
        wording.limit_words(version) if version else "",
        wording.fee_words(version) if version else "",
        wording.channel_words(version) if version else "",
        version.result_document if version else "",
        decision.number if decision else "",
        "có" if procedure.foreign_element else "",
    ]


def _version(version: ProcedureVersion, day: date) -> dict[str, Any]:
    facts = version_facts(version)
    return {
        "number": version.number,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "state": version.state_on(day).value,
        "missing": version.missing,
        **{name: facts[name] for name in SAID_OF_VERSIONS if name in facts},
    }


def _channels(version: ProcedureVersion | None) -> list[str]:
    rows = version.offered_channels.all() if version else ()
    return sorted(row.channel for row in rows)


def _address(procedure: Procedure) -> str:
    if procedure.code:
        return reverse("api:procedure", kwargs={"code": procedure.code})
    return reverse("api:procedure_without_code", kwargs={"slug": procedure.slug})
