"""Where the installation asks for it, those who decide sign in with two factors."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from wardportal.accounts.enums import Role

BOUND = frozenset({Role.LEADER, Role.ADMINISTRATOR})
"""Who needs the second factor when SECOND_FACTOR_REQUIRED is on."""

OPEN_BEFORE = frozenset(
    {
        "account_change_password",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "health_live",
        "health_ready",
        "mfa_activate_totp",
        "mfa_index",
        "mfa_reauthenticate",
    }
)
"""Pages that one needs in order to switch the second factor on."""


class SecondFactorMiddleware:
    """Sends leaders and administrators without a second factor to switch it on.

    Stands below the access table: who is not signed in was sent away already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if not settings.SECOND_FACTOR_REQUIRED or match is None:
            return None
        if match.view_name in OPEN_BEFORE or not _is_bound(request):
            return None
        return None if is_mfa_enabled(request.user) else redirect("mfa_activate_totp")


def _is_bound(request: HttpRequest) -> bool:
    return request.user.is_authenticated and bool(BOUND & request.user.roles)
