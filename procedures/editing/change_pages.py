"""What the pages of changes show: figures, rows, old and new values side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from procedures.difference import Difference, differences, in_words
from procedures.editing.forms import ApplyForm
from procedures.enums import ChangeKind, ChangeState
from procedures.models import CatalogueChange, Procedure
from procedures.verdicts import LIST, Fate, Outcome, Verdict
from wardportal.formats import clock_on_date, short_date, thousands

PAGE_SIZE = 25
CHANGE_COLUMNS = ["Thay đổi", "Áp dụng từ", "Kết quả", "Người lập", "Tình trạng"]
STATE_TONES = {
    ChangeState.DRAFT: "amber",
    ChangeState.APPLIED: "green",
    ChangeState.UNDONE: "grey",
}
COUNT_WORDS = {
    Fate.ADDED: "mới",
    Fate.CHANGED: "thay đổi",
    Fate.ABOLISHED: "bãi bỏ",
    Fate.REJECTED: "bị loại",
    Fate.UNCHANGED: "không đổi",
}
STANDINGS: dict[str, tuple[str, Any]] = {
    "ap-dung": (
        "Đang áp dụng",
        lambda found, day: found.published(day).distinct(),
    ),
    "sap": ("Sắp có hiệu lực", lambda found, day: found.upcoming(day)),
    "bai-bo": ("Đã bãi bỏ", lambda found, day: found.abolished(day)),
    "con-thieu": ("Còn thiếu nội dung", lambda found, _: found.incomplete()),
}
CHANGING = {Fate.ADDED, Fate.CHANGED, Fate.ABOLISHED}
TABS = {
    "thay-doi": (Fate.CHANGED, "Thay đổi"),
    "moi": (Fate.ADDED, "Mới"),
    "bai-bo": (Fate.ABOLISHED, "Bãi bỏ"),
    "bi-loai": (Fate.REJECTED, "Bị loại"),
    "khong-doi": (Fate.UNCHANGED, "Không đổi"),
}


@dataclass(frozen=True)
class PlanRow:
    """One row of the file, with what a tab tells of it."""

    number: str
    title: str
    name: str
    url: str
    differences: list[Difference]
    text: str


def crumbs() -> list[dict[str, str]]:
    """Return the way back."""
    return [{"label": "Danh mục", "url": reverse("catalogue:changes")}]


def catalogue_buckets(day: date) -> list[dict[str, Any]]:
    """Count the procedures by how they stand; each count opens its list."""
    return [
        {
            "label": label,
            "count": asked(Procedure.objects.all(), day).count(),
            "url": url,
        }
        for label, url, asked in (
            (
                label,
                f"{reverse('catalogue:procedures')}?{urlencode({'tt': key})}",
                asked,
            )
            for key, (label, asked) in STANDINGS.items()
        )
    ]


def change_row(change: CatalogueChange) -> dict[str, Any]:
    """Return one line of the list of changes."""
    made_by = str(change.made_by) if change.made_by else "lệnh quản trị"
    moment = clock_on_date(timezone.localtime(change.made_at))
    return {
        "cells": [
            {
                "label": "Thay đổi",
                "value": str(change),
                "url": change.get_absolute_url(),
            },
            {"label": "Áp dụng từ", "value": short_date(change.effective_on)},
            {"label": "Kết quả", "value": count_words(change.counts)},
            {"label": "Người lập", "value": f"{made_by}, {moment}"},
            {"label": "Tình trạng", "value": change.get_state_display()},
        ]
    }


def count_words(counts: Mapping[str, int]) -> str:
    """Say the counts that are not nought; "" of a change without rows."""
    told = (
        f"{thousands(counts[fate])} {word}"
        for fate, word in COUNT_WORDS.items()
        if counts.get(fate)
    )
    return ", ".join(told)


def change_facts(change: CatalogueChange) -> list[dict[str, str]]:
    """Return what is known of a change as a whole."""
    decision = change.decision
    signed = decision.issued_on if decision else None
    return [
        {
            "label": "Áp dụng từ",
            "value": short_date(change.effective_on),
            "note": "",
        },
        {
            "label": "Quyết định",
            "value": decision.number if decision else "Không ghi",
            "note": f"ký ngày {short_date(signed)}" if signed else "",
        },
        {
            "label": "Người lập",
            "value": str(change.made_by or "lệnh quản trị"),
            "note": clock_on_date(timezone.localtime(change.made_at)),
        },
        {
            "label": "Tình trạng",
            "value": change.get_state_display(),
            "note": _state_note(change),
        },
    ]


def apply_form(change: CatalogueChange, typed: Any = None) -> ApplyForm:
    """Return the confirmations that a plan needs."""
    return ApplyForm(
        typed,
        rejected=change.counts.get(Fate.REJECTED, 0),
        abolished=change.counts.get(Fate.ABOLISHED, 0),
    )


def applied_words(change: CatalogueChange) -> str:
    """Say what was done, for the page that follows."""
    done = {key: n for key, n in change.counts.items() if key in CHANGING}
    return (
        f"Đã áp dụng từ {short_date(change.effective_on)}: "
        f"{count_words(done) or 'không có gì thay đổi'}."
    )


def plan_part(change: CatalogueChange, asked: str, number: Any) -> dict[str, Any]:
    """Return the tabs of a plan and the page of the one asked for."""
    if change.kind != ChangeKind.IMPORT:
        return {"tabs": [], "effects": list(_touched(change))}
    outcome = Outcome.from_stored(change.plan)
    chosen = asked if asked in TABS else _first_tab(outcome)
    fate, label = TABS[chosen]
    page = Paginator(outcome.of(fate), PAGE_SIZE).get_page(number)
    return {
        "tabs": _tabs(outcome, chosen),
        "tab": chosen,
        "label": label,
        "page": page,
        "rows": [plan_row(verdict) for verdict in page],
        "waits": change.is_draft and outcome.changes_something,
    }


def plan_row(verdict: Verdict) -> PlanRow:
    """Return what the table of a tab tells of one row."""
    name = verdict.facts.get("name", "")
    if verdict.fate is Fate.ABOLISHED:
        name = verdict.reason
    return PlanRow(
        number="" if verdict.row == LIST else thousands(verdict.row),
        title=verdict.facts.get("code", verdict.title),
        name=name,
        url=_procedure_url(verdict),
        differences=differences(verdict.before, verdict.changed, verdict.changed),
        text=_plan_text(verdict),
    )


def _plan_text(verdict: Verdict) -> str:
    if verdict.fate is Fate.ADDED:
        return _terms_words(verdict)
    return verdict.reason if verdict.fate in {Fate.REJECTED, Fate.UNCHANGED} else ""


def _terms_words(verdict: Verdict) -> str:
    """Say limit and fee of a new procedure."""
    limits, fees = (
        "; ".join(in_words(fact, verdict.facts.get(fact)))
        for fact in ("limits", "fees")
    )
    return f"Thời hạn: {limits}. Phí, lệ phí: {fees}."


def _procedure_url(verdict: Verdict) -> str:
    if not verdict.procedure:
        return ""
    return reverse("catalogue:procedure", args=[verdict.procedure])


def _first_tab(outcome: Outcome) -> str:
    """Open what the editor has to look at first."""
    filled = (key for key, (fate, _) in TABS.items() if outcome.of(fate))
    return next(filled, "thay-doi")


def _tabs(outcome: Outcome, chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "count": len(outcome.of(fate)),
            "url": f"?{urlencode({'muc': key})}",
            "tone": "red" if fate in {Fate.REJECTED, Fate.ABOLISHED} else "",
            "active": key == chosen,
        }
        for key, (fate, label) in TABS.items()
    ]


def _touched(change: CatalogueChange) -> Iterator[dict[str, str]]:
    for procedure in change.procedures.all():
        address = reverse("catalogue:procedure", args=[procedure.pk])
        yield {"label": str(procedure), "url": address}


def _state_note(change: CatalogueChange) -> str:
    moment = change.undone_at or change.applied_at
    return clock_on_date(timezone.localtime(moment)) if moment else ""
