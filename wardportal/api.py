"""The open data API: read-only JSON for anyone, described at /api/openapi.json.

Upper apps bring their addresses as routers, which urls.py names by string. The pages of
documentation that the library offers load scripts from elsewhere, so they stay off.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

VERSION = "1.0"
UNPROCESSABLE, NOT_FOUND = 422, 404
ABOUT = (
    "Danh mục thủ tục hành chính và số liệu giải quyết hồ sơ đã công bố của phường. "
    "Chỉ đọc, không cần đăng ký. Mỗi câu trả lời có ETag: gửi lại ETag trong "
    "If-None-Match thì nhận 304 khi dữ liệu chưa đổi."
)


class Problem(Schema):
    """Why there is no answer, and what to do."""

    detail: str


api = NinjaAPI(
    title="Dữ liệu mở của Cổng Một cửa",
    version=VERSION,
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
)


@api.exception_handler(ValidationError)
def refuse(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the parameters that are not as described."""
    names = dict.fromkeys(str(fault["loc"][-1]) for fault in error.errors)
    detail = (
        f"Tham số chưa đúng: {', '.join(names)}. "
        "Hãy sửa theo mô tả ở /api/openapi.json."
    )
    return _problem(request, detail, UNPROCESSABLE)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, _error: Any) -> HttpResponse:
    """Say so in the API's own form."""
    detail = "Không có dữ liệu ở địa chỉ này. Hãy xem các địa chỉ ở /api/openapi.json."
    return _problem(request, detail, NOT_FOUND)


def _problem(request: HttpRequest, detail: str, status: int) -> HttpResponse:
    return api.create_response(request, {"detail": detail}, status=status)
