"""Parts of the leader's pages: cards, panels and tables whose figures are links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reports.behind import OUTSIDE_TITLES
from reports.columns import Column
from reports.enums import FORMAT_LABELS, FileFormat, ReportState
from reports.figures import Counts, Statement
from reports.forms import address_behind
from reports.mapping import closed_otherwise
from reports.models import MOST_ATTEMPTS, Report
from reports.periods import Period
from reports.wording import corrections
from wardportal.formats import clock_on_date, file_size, thousands

STATE_TONES = {
    ReportState.QUEUED: "blue",
    ReportState.RUNNING: "blue",
    ReportState.READY: "green",
    ReportState.FAILED: "red",
}
STATE_TEXTS = {
    ReportState.QUEUED: "Yêu cầu đã được ghi lại và sẽ được làm ngay khi đến lượt.",
    ReportState.RUNNING: "Hệ thống đang đếm số liệu và in tệp.",
}


@dataclass(frozen=True)
class Cell:
    """A figure as shown, with the address of the dossiers behind it."""

    value: str
    url: str = ""


@dataclass(frozen=True)
class FigureRow:
    """A named row of figures."""

    name: str
    cells: tuple[Cell, ...]
    note: str = ""


def figure(count: int, period: Period, **narrowing: object) -> Cell:
    """Show a count; one that is not 0 opens its dossiers."""
    url = address_behind(period, **narrowing) if count else ""
    return Cell(thousands(count), url)


def crumbs() -> list[dict[str, str]]:
    """Return the way to a report's page."""
    return [
        {"label": "Tổng quan", "url": reverse("reports:dashboard")},
        {"label": "Báo cáo", "url": reverse("reports:list")},
    ]


def document_card(
    report: Report, formats: Iterable[FileFormat] = FileFormat
) -> dict[str, Any]:
    """Return what the card of a report's files shows; ``formats`` are offered."""
    files = {file.file_format: file for file in report.files.all()}
    actions = [
        {
            "label": _button_label(kind),
            "url": reverse("reports:download", args=[report.pk, kind.value]),
            "icon": "download" if kind is FileFormat.PDF else "",
            "primary": kind is FileFormat.PDF,
        }
        for kind in formats
        if kind in files
    ]
    preview = {
        "label": "Xem trước",
        "url": reverse("reports:preview", args=[report.pk]),
    }
    size = file_size(files[FileFormat.PDF].size) if FileFormat.PDF in files else ""
    ready = f"Tạo xong lúc {_clock(report.ready_at)}" if report.ready_at else ""
    return {
        "icon": "file-earmark-pdf",
        "title": f"Báo cáo {report.label}",
        "details": ". ".join(part for part in (size, ready) if part),
        "actions": [*actions, preview] if actions else [],
    }


def state_panel(report: Report) -> dict[str, Any]:
    """Return what the panel of an unfinished report says."""
    state = report.current_state
    tries = f" (lần {report.attempts}/{MOST_ATTEMPTS})" if report.attempts > 1 else ""
    return {
        "tone": STATE_TONES[state],
        "title": f"{report.state_label}{tries}",
        "text": report.error if state is ReportState.FAILED else STATE_TEXTS[state],
        "facts": [
            {"label": "Yêu cầu lúc", "value": _clock(report.requested_at)},
            {"label": "Người yêu cầu", "value": asker(report)},
        ],
    }


def asker(report: Report) -> str:
    """Name who asked for a report."""
    return str(report.requested_by) if report.requested_by else "Hệ thống"


LIST_COLUMNS = ["Kỳ báo cáo", "Tình trạng", "Yêu cầu lúc", "Người yêu cầu", "Tệp"]


def list_row(report: Report) -> dict[str, Any]:
    """Return one row of the list of reports."""
    pdf = reverse("reports:download", args=[report.pk, FileFormat.PDF.value])
    cells = [
        {
            "label": "Kỳ báo cáo",
            "value": f"{report.label[:1].upper()}{report.label[1:]}",
            "url": reverse("reports:detail", args=[report.pk]),
        },
        {"label": "Tình trạng", "value": report.state_label},
        {"label": "Yêu cầu lúc", "value": _clock(report.requested_at)},
        {"label": "Người yêu cầu", "value": asker(report)},
        {
            "label": "Tệp",
            "value": "Tải PDF" if report.is_ready else "–",
            "url": pdf if report.is_ready else "",
        },
    ]
    return {"late": report.current_state is ReportState.FAILED, "cells": cells}


def figure_tables(statement: Statement) -> dict[str, Any]:
    """Return the tables of a finished report, each figure a link."""
    return {
        "sectors": _sector_rows(statement),
        "total": _sector_row("Tổng số", statement.tallies.total, statement),
        "line_columns": ["Tiếp nhận", "Yếu tố nước ngoài"],
        "lines": list(_line_rows(statement)),
        "procedure_columns": ["Tiếp nhận", "Đã giải quyết", "Yếu tố nước ngoài"],
        "procedures": list(_procedure_rows(statement)),
        "other_columns": ["Số lượng"],
        "others": list(_other_rows(statement)),
    }


def _sector_rows(statement: Statement) -> list[FigureRow]:
    return [
        _sector_row(row.sector, row.counts, statement, linh_vuc=row.sector_id)
        for row in statement.tallies.rows
    ]


def _sector_row(
    name: str, counts: Counts, statement: Statement, **narrowing: object
) -> FigureRow:
    period = statement.tallies.period
    return FigureRow(
        name,
        tuple(
            figure(counts.of(column), period, cot=column.value, **narrowing)
            for column in Column
        ),
    )


def _line_rows(statement: Statement) -> Iterable[FigureRow]:
    period = statement.tallies.period
    for line in statement.tallies.lines:
        if line.received:
            behind = {"dong": line.line_id, "moi": 1}
            yield FigureRow(
                line.label,
                (
                    figure(line.received, period, **behind),
                    figure(line.foreign_element, period, **behind, nuoc_ngoai=1),
                ),
                note=line.unit,
            )


def _procedure_rows(statement: Statement) -> Iterable[FigureRow]:
    period = statement.tallies.period
    for row in statement.tallies.by_procedure:
        behind: dict[str, object] = {"thu_tuc": row.code, "moi": 1}
        counted: tuple[tuple[int, dict[str, object]], ...] = (
            (row.received, {}),
            (row.resolved, {"cot": Column.RESOLVED_TOTAL.value}),
            (row.foreign_element, {"nuoc_ngoai": 1}),
        )
        cells = (
            figure(count, period, **behind, **more)
            if row.code
            else Cell(thousands(count))
            for count, more in counted
        )
        yield FigureRow(row.short_name, tuple(cells), note=row.code)


def _other_rows(statement: Statement) -> Iterable[FigureRow]:
    """Tell what stands within column (7) and outside every column."""
    tallies, period = statement.tallies, statement.tallies.period
    ends = {end.outcome: end.total for end in tallies.closed_otherwise}
    closed = Column.RESOLVED_TOTAL.value
    for rule in closed_otherwise():
        cell = figure(ends.get(rule.case, 0), period, cot=closed, ket_thuc=rule.case)
        yield FigureRow(f"Trong số đã giải quyết: {rule.label.lower()}", (cell,))
    for outside, title in OUTSIDE_TITLES.items():
        count = getattr(tallies.apart, outside.value)
        yield FigureRow(title, (figure(count, period, rieng=outside.value),))
    adjusted = ("Điều chỉnh so với báo cáo kỳ trước", statement.adjustment)
    for title, count in [*corrections(statement), adjusted]:
        yield FigureRow(title, (Cell(thousands(count)),))


def _button_label(kind: FileFormat) -> str:
    label = FORMAT_LABELS[kind]
    return f"Tải {label}" if kind is FileFormat.PDF else label


def _clock(moment: datetime) -> str:
    return clock_on_date(timezone.localtime(moment))
