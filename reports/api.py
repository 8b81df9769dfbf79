"""The tallies' part of the open data API."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from ninja import Field, Router, Schema

from reports.models import Report
from reports.open_data import (
    headline_of,
    published_month,
    published_months,
    tallies_of,
)
from reports.sheets import report_csv
from wardportal.api import Problem

CSV_TYPE = "text/csv; charset=utf-8"

router = Router()


class CountsOut(Schema):
    """Các cột (3) đến (13) của Biểu II.06a, đơn vị hồ sơ."""

    received_total: Annotated[int, Field(description="(3) tiếp nhận, tổng")]
    received_online: Annotated[int, Field(description="(4) trong kỳ, trực tuyến")]
    received_counter_postal: Annotated[
        int, Field(description="(5) trong kỳ, trực tiếp và bưu chính")
    ]
    carried_over: Annotated[int, Field(description="(6) từ kỳ trước")]
    resolved_total: Annotated[int, Field(description="(7) đã giải quyết, tổng")]
    early: Annotated[int, Field(description="(8) trước hạn")]
    on_time: Annotated[int, Field(description="(9) đúng hạn")]
    overdue: Annotated[int, Field(description="(10) quá hạn")]
    pending_total: Annotated[int, Field(description="(11) đang giải quyết, tổng")]
    pending_in_term: Annotated[int, Field(description="(12) trong hạn")]
    pending_overdue: Annotated[int, Field(description="(13) quá hạn")]


class MonthRow(Schema):
    """Số liệu chung của một tháng."""

    month: Annotated[str, Field(description="Ví dụ 2026-10")]
    label: str
    start: date
    end: date
    counted_at: Annotated[datetime, Field(description="Chốt số liệu lúc")]
    total: CountsOut


class SectorCounts(CountsOut):
    """Số liệu của một lĩnh vực."""

    sector: str


class Channels(Schema):
    """Tiếp nhận trong kỳ theo kênh nộp."""

    online: int
    in_person: int
    postal: int


class Line(Schema):
    """Tiếp nhận trong kỳ theo loại việc."""

    label: str
    unit: str
    received: int
    foreign_element: int


class ProcedureCounts(Schema):
    """Tiếp nhận trong kỳ theo thủ tục, và trong đó đã giải quyết."""

    code: str
    name: str
    short_name: str
    received: int
    resolved: int
    foreign_element: int


class MonthTallies(MonthRow):
    """Mọi số liệu đã công bố của một tháng."""

    sectors: list[SectorCounts]
    channels: Channels
    lines: list[Line]
    procedures: list[ProcedureCounts]


@router.get(
    "/", url_name="tallies", response=list[MonthRow], summary="Các tháng đã công bố"
)
def months(request: HttpRequest) -> list[dict[str, Any]]:
    """List the published months, the newest first."""
    return [headline_of(report) for report in published_months()]


@router.get(
    "/{slug:month}/",
    url_name="month_tallies",
    response={200: MonthTallies, 404: Problem},
    summary="Số liệu của một tháng",
)
def month_tallies(
    request: HttpRequest, response: HttpResponse, month: str
) -> dict[str, Any]:
    """Tell the figures of a month."""
    report = _published(month)
    response["Last-Modified"] = _modified(report)
    return tallies_of(report)


@router.get(
    "/{slug:month}.csv",
    url_name="month_tallies_csv",
    response={200: str, 404: Problem},
    summary="Số liệu của một tháng dạng CSV",
    openapi_extra={"responses": {200: {"content": {"text/csv": {}}}}},
)
def month_csv(request: HttpRequest, month: str) -> HttpResponse:
    """Send the figures of a month for spreadsheets."""
    report = _published(month)
    headers = {
        "Content-Disposition": f'attachment; filename="so-lieu-{month}.csv"',
        "Last-Modified": _modified(report),
    }
    content = report_csv(report.statement)
    return HttpResponse(content, content_type=CSV_TYPE, headers=headers)


def _published(month: str) -> Report:
    report = published_month(month)
    if report is None:
        raise Http404
    return report


def _modified(report: Report) -> str:
    return http_date(report.ready_at.timestamp() if report.ready_at else None)
