"""What every page shows around its content: office, navigation, today."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from wardportal.access import ACCESS, CLERKS
from wardportal.faults import contact
from wardportal.office.current import OfficeNotSetUpError, current_office
from wardportal.office.models import Office
from wardportal.office.opening import opening_hours_text


@dataclass(frozen=True)
class NavItem:
    """One entry of the staff head line."""

    label: str
    url: str
    current: str
    """For aria-current: "page" where the reader is, "true" on a page below it."""
    badge: int = 0


DESK_PAGES = (
    ("dossiers:intake", "Tiếp nhận"),
    ("dossiers:submissions", "Chờ tiếp nhận"),
    ("dossiers:decisions", "Chờ quyết định"),
    ("dossiers:worklist", "Hồ sơ"),
    ("dossiers:calls", "Cần gọi"),
    ("reports:dashboard", "Tổng quan"),
    ("reports:list", "Báo cáo"),
    ("catalogue:changes", "Danh mục"),
    ("admin:index", "Quản trị"),
)

SHOWN_TO: dict[str, frozenset[Any]] = {"dossiers:submissions": CLERKS}
"""Entries for fewer than may open the page: a leader's line has room for his own."""

BADGES = {
    "dossiers:calls": "dossiers.notices.count_to_call",
    "dossiers:submissions": "dossiers.submitting.count_waiting",
    "dossiers:decisions": "dossiers.proposals.count_undecided",
}
"""Counts what waits on a page, by the function's name: this package knows no app."""

BADGE_KEPT_SECONDS = 20


class OfficeRequest(HttpRequest):
    """Any request once OfficeMiddleware has seen it."""

    office: Office


class OfficeMiddleware:
    """Gives each request its office, read once and only when needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.office = SimpleLazyObject(_office_or_blank)  # type: ignore[attr-defined]
        return self.get_response(request)


def _office_or_blank() -> Office:
    try:
        return current_office()
    except OfficeNotSetUpError:
        return Office(name="Ủy ban nhân dân phường", short_name="phường")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: office, its hours in words, staff navigation, today."""
    office: Any = getattr(request, "office", None)
    if office is None:  # the request was broken off before the middleware
        office = SimpleLazyObject(_office_or_blank)
    return {
        "office": office,
        "opening_hours_text": SimpleLazyObject(lambda: _hours(office)),
        "desk_nav": desk_nav(request),
        "today": timezone.localdate(),
    }


def _hours(office: Office) -> str:
    """Put the hours into words, and keep them for when the database is away."""
    hours = opening_hours_text(office)
    contact.update(phone=office.phone, opening_hours=hours)
    return hours


def desk_nav(request: HttpRequest) -> list[NavItem]:
    """List the staff pages that this user's roles open, in their fixed order."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    items = [
        (name, label, url)
        for name, label in DESK_PAGES
        if _opens(name, user.roles) and (url := _url(name))
    ]
    above = [url for _, _, url in items if request.path.startswith(url)]
    nearest = max(above, key=len, default="")
    return [
        NavItem(label, url, _current(url, nearest, request.path), _badge(name))
        for name, label, url in items
    ]


def _current(url: str, nearest: str, here: str) -> str:
    """Say how an entry stands to the page shown: there, above it, or elsewhere."""
    if url != nearest:
        return ""
    return "page" if url == here else "true"


def _badge(name: str) -> int:
    """Count what waits on a page; kept for a moment, as every page shows it."""
    counted = BADGES.get(name)
    if counted is None:
        return 0
    count: int | None = cache.get_or_set(
        f"badge:{name}", import_string(counted), BADGE_KEPT_SECONDS
    )
    return count or 0


def forget_badge(name: str) -> None:
    """Count anew when a page is shown next: something was just done about it."""
    cache.delete(f"badge:{name}")


def _opens(name: str, roles: frozenset[Any]) -> bool:
    return bool(SHOWN_TO.get(name, ACCESS.get(name, frozenset())) & roles) or (
        name == "admin:index" and "administrator" in roles
    )


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
