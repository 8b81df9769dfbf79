"""Signs out whoever walked away from a machine that others use too."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from wardportal.access import CITIZENS, allowed
from wardportal.accounts.adapter import SIGNED_IN_AT
from wardportal.accounts.models import User

LAST_USE = "last_use"
IDLE_SECONDS = 30 * 60
NOTED_EVERY_SECONDS = 60
"""How coarsely the last use is kept: not every click needs a write."""


class IdlenessMiddleware:
    """Ends a session whose pages were not used for half an hour.

    Stands above the access table, which then asks to sign in. A session that is
    used ends as well, SESSION_COOKIE_AGE after signing in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> None:
        match = request.resolver_match
        if match is None or allowed(match) == CITIZENS:
            return
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            since = request.session.get(SIGNED_IN_AT, _last_login(request.user, now))
            _note_use(request, now, since)


def _note_use(request: HttpRequest, now: int, signed_in_at: int) -> None:
    idle = now - request.session.get(LAST_USE, signed_in_at)
    if idle > IDLE_SECONDS or now - signed_in_at > settings.SESSION_COOKIE_AGE:
        logout(request)
    elif idle >= NOTED_EVERY_SECONDS:
        request.session[LAST_USE] = now


def _last_login(user: User, now: int) -> int:
    """Stand in for the sign-in's time where allauth did not do it."""
    return int(user.last_login.timestamp()) if user.last_login else now
