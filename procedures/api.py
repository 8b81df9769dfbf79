"""The catalogue's part of the open data API."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from procedures.catalogue_facts import FactError, national_code
from procedures.enums import Channel
from procedures.models import Procedure
from procedures.open_data import (
    catalogue_sheet,
    found_on,
    published_on,
    summary,
    whole,
)
from procedures.search import LONGEST_QUERY
from wardportal.api import Problem
from wardportal.spreadsheets import write_csv

MOST_ROWS, USUAL_ROWS, LAST_ROW = 1000, 100, 100_000
CSV_TYPE = "text/csv; charset=utf-8"

router = Router()


class ProcedureRow(Schema):
    """Một thủ tục trong danh sách."""

    code: Annotated[str | None, Field(description="Mã thủ tục; null khi chưa có mã")]
    slug: str
    name: str
    short_name: str
    popular_name: Annotated[str, Field(description="Người dân thường gọi")]
    sector: Annotated[str, Field(description="Lĩnh vực")]
    group: Annotated[str, Field(description="Nhóm lĩnh vực")]
    foreign_element: Annotated[bool, Field(description="Có yếu tố nước ngoài")]
    online_level: Annotated[str, Field(description="Mức độ trực tuyến")]
    time_limit: Annotated[str, Field(description="Thời hạn giải quyết, bằng lời")]
    fee: Annotated[str, Field(description="Phí, lệ phí, bằng lời")]
    channels: Annotated[list[Channel], Field(description="Kênh nộp")]
    page: Annotated[str, Field(description="Trang cho người dân")]
    data: Annotated[str, Field(description="Địa chỉ dữ liệu đầy đủ")]


class Limit(Schema):
    """Một thời hạn; thiếu kênh là cho mọi kênh."""

    value: int
    unit: Annotated[str, Field(description="working_day, day, hour, month, same_day")]
    channel: str = ""
    case: Annotated[str, Field(description="Trường hợp")] = ""
    cutoff: Annotated[str, Field(description="Nhận sau giờ này tính ngày sau")] = ""
    basis: str = ""
    note: str = ""


class FeeLine(Schema):
    """Một dòng mức thu, đơn vị đồng."""

    status: Annotated[str, Field(description="free, charged, council, unset")]
    basis: str = ""
    channel: str = ""
    case: str = ""
    amount: int | None = None
    tiers: Annotated[list[Any], Field(description="Các cặp [từ trang, đồng]")] = []
    cap: int | None = None
    ground: Annotated[str, Field(description="Đối tượng miễn, giảm")] = ""
    source: str = ""
    note: str = ""


class Paper(Schema):
    """Một giấy tờ trong thành phần hồ sơ."""

    name: str
    originals: int = 0
    copies: int = 0
    to_present: Annotated[bool, Field(description="Chỉ xuất trình")] = False
    optional: Annotated[bool, Field(description="Nếu có")] = False
    case: str = ""
    form: str = ""
    note: str = ""


class Step(Schema):
    """Một bước thực hiện."""

    role: str = ""
    action: str = ""
    duration: str = ""


class Version(Schema):
    """Nội dung của thủ tục trong một thời kỳ."""

    number: int
    valid_from: date
    valid_to: date | None
    state: Annotated[str, Field(description="upcoming, in_force, abolished")]
    missing: Annotated[list[str], Field(description="Danh mục còn thiếu")]
    channels: list[str] = []
    limits: list[Limit] = []
    fees: list[FeeLine] = []
    documents: list[Paper] = []
    steps: list[Step] = []
    legal_bases: list[str] = []
    result: str = ""
    decision: str = ""


class ProcedureWhole(ProcedureRow):
    """Mọi điều đã công bố về một thủ tục."""

    summary: str
    ministry: str
    authority: str
    level: str
    notice: str
    portal_url: str
    versions: Annotated[list[Version], Field(description="Mới nhất trước")]


@router.get(
    "/",
    url_name="procedures",
    response={200: list[ProcedureRow], 422: Problem},
    summary="Danh sách, tìm kiếm",
    description=(
        "Thủ tục đang áp dụng, cùng thứ tự với trang Thủ tục hành chính. Tổng số ở "
        "đầu X-Total-Count."
    ),
)
def procedure_rows(
    request: HttpRequest,
    response: HttpResponse,
    q: Annotated[
        str, Query(max_length=LONGEST_QUERY, description="Việc cần làm hoặc mã")
    ] = "",
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS)] = USUAL_ROWS,
    offset: Annotated[int, Query(ge=0, le=LAST_ROW)] = 0,
) -> list[dict[str, Any]]:
    """List the published catalogue, or what a text finds in it."""
    today = timezone.localdate()
    found = found_on(today, q)
    response["X-Total-Count"] = str(len(found))
    return [summary(procedure, today) for procedure in found[offset : offset + limit]]


@router.get(
    "/all.csv",
    url_name="procedures_csv",
    summary="Danh mục dạng CSV",
    response={200: str},
    openapi_extra={"responses": {200: {"content": {"text/csv": {}}}}},
)
def procedures_csv(request: HttpRequest) -> HttpResponse:
    """Send the published catalogue for spreadsheets."""
    today = timezone.localdate()
    rows = published_on(today)
    content = write_csv([catalogue_sheet(rows, today)])
    headers = {"Content-Disposition": 'attachment; filename="thu-tuc.csv"'}
    return HttpResponse(content, content_type=CSV_TYPE, headers=headers)


@router.get(
    "/{procedure_code:code}/",
    url_name="procedure",
    response={200: ProcedureWhole, 404: Problem},
    summary="Một thủ tục, theo mã",
)
def procedure_by_code(request: HttpRequest, code: str) -> dict[str, Any]:
    """Tell all of a procedure; a local suffix of its code is left out."""
    try:
        return _whole(code=national_code(code))
    except FactError:
        raise Http404 from None


@router.get(
    "/{slug:slug}/",
    url_name="procedure_without_code",
    response={200: ProcedureWhole, 404: Problem},
    summary="Một thủ tục chưa có mã, theo đường dẫn",
)
def procedure_by_slug(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Tell all of a procedure at an address."""
    return _whole(slug=slug)


def _whole(*, code: str = "", slug: str = "") -> dict[str, Any]:
    try:
        procedure = Procedure.objects.for_citizens().at(code=code, slug=slug)
    except Procedure.DoesNotExist:
        raise Http404 from None
    return whole(procedure, timezone.localdate())
