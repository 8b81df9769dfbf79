"""Who may open which page: the only declaration of access in the project.

Closed by default: a page whose name is not in the table answers 404 to everyone.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import ResolverMatch

from wardportal.accounts.enums import Role

CITIZENS: frozenset[str] = frozenset({"citizens"})
"""Open to everyone, without signing in."""

CLERKS = frozenset({Role.CLERK})
OFFICERS = frozenset({Role.OFFICER})
LEADERS = frozenset({Role.LEADER})
DESK = CLERKS | OFFICERS
HANDLING = DESK | LEADERS
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
STAFF = frozenset(Role)

NOBODY: frozenset[Role] = frozenset()
"""Named by a library, but closed here."""

ACCESS: dict[str, frozenset[Any]] = {
    # Citizens' pages
    "home": CITIZENS,
    "procedures:list": CITIZENS,
    "procedures:detail": CITIZENS,
    "procedures:posters": CITIZENS,
    "procedures:group_poster": CITIZENS,
    "procedures:sector_poster": CITIZENS,
    "procedures:prepare": CITIZENS,
    "procedures:finder": CITIZENS,
    "procedures:finder_topic": CITIZENS,
    "dossiers:track": CITIZENS,
    "dossiers:track_token": CITIZENS,
    "dossiers:track_supplement": CITIZENS,
    "dossiers:track_result": CITIZENS,
    "reports:open_data": CITIZENS,
    # Open data
    "api:openapi-json": CITIZENS,
    "api:api-root": NOBODY,
    "api:procedures": CITIZENS,
    "api:procedures_csv": CITIZENS,
    "api:procedure": CITIZENS,
    "api:procedure_without_code": CITIZENS,
    "api:tallies": CITIZENS,
    "api:month_tallies": CITIZENS,
    "api:month_tallies_csv": CITIZENS,
    # Signing in
    "account_login": CITIZENS,
    "account_signup": NOBODY,
    "account_logout": CITIZENS,  # also leaves a sign-in that is half done
    "account_change_password": STAFF,
    "account_reauthenticate": STAFF,
    "mfa_authenticate": CITIZENS,  # half signed in: allauth checks the first factor
    "mfa_index": STAFF,
    "mfa_activate_totp": STAFF,
    "mfa_deactivate_totp": STAFF,
    "mfa_generate_recovery_codes": STAFF,
    "mfa_view_recovery_codes": STAFF,
    "mfa_reauthenticate": STAFF,
    # Machines
    "health_live": CITIZENS,
    "health_ready": CITIZENS,
    # Staff
    "desk": STAFF,
    "style_guide": STAFF,
    "dossiers:intake": CLERKS,
    "dossiers:intake_preview": CLERKS,
    "dossiers:late_entry": CLERKS,
    "dossiers:late_entry_preview": CLERKS,
    "dossiers:worklist": HANDLING,
    "dossiers:search": HANDLING,
    "dossiers:bulk_move": HANDLING,  # who may make which move: dossiers/permissions.py
    "dossiers:recompute": ADMINISTRATORS,
    "dossiers:submissions": CLERKS | LEADERS,
    "dossiers:decisions": LEADERS,
    "dossiers:decide": LEADERS,
    "dossiers:hand_over_all": LEADERS,
    "dossiers:calls": CLERKS,
    "dossiers:call_made": CLERKS,
    "dossiers:correct": HANDLING,
    "dossiers:detail": HANDLING,
    "dossiers:move": HANDLING,
    "dossiers:files": HANDLING,
    "dossiers:file": HANDLING,
    "dossiers:file_content": HANDLING,
    "dossiers:file_remove": HANDLING,
    "dossiers:receipt": HANDLING,
    "dossiers:printed_form": HANDLING,
    "dossiers:register_book": HANDLING,
    "dossiers:register_paper": HANDLING,
    "dossiers:register_workbook": HANDLING,
    "dossiers:deadline_basis": HANDLING,
    "dossiers:deadline_basis_pdf": HANDLING,
    # The catalogue's editors
    "catalogue:changes": ADMINISTRATORS,
    "catalogue:upload": ADMINISTRATORS,
    "catalogue:change": ADMINISTRATORS,
    "catalogue:apply": ADMINISTRATORS,
    "catalogue:undo": ADMINISTRATORS,
    "catalogue:procedures": ADMINISTRATORS,
    "catalogue:procedure": ADMINISTRATORS,
    "catalogue:edit": ADMINISTRATORS,
    "catalogue:new_version": ADMINISTRATORS,
    "catalogue:withdraw": ADMINISTRATORS,
    "catalogue:republish": ADMINISTRATORS,
    "catalogue:compare": ADMINISTRATORS,
    # Reports
    "reports:dashboard": LEADERS,
    "reports:list": LEADERS,
    "reports:request": LEADERS,
    "reports:heads": LEADERS | ADMINISTRATORS,
    "reports:detail": LEADERS,
    "reports:preview": LEADERS,
    "reports:download": LEADERS,
    "reports:dossiers_behind": LEADERS,
}

ACCESS_BY_NAMESPACE: dict[str, frozenset[Any]] = {
    "admin": ADMINISTRATORS,
}


def allowed(match: ResolverMatch) -> frozenset[Any]:
    """Return the roles that may open a resolved page; empty means nobody."""
    if match.namespace in ACCESS_BY_NAMESPACE:
        return ACCESS_BY_NAMESPACE[match.namespace]
    return ACCESS.get(match.view_name, frozenset())


class AccessMiddleware:
    """Enforces the table before any view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        if request.resolver_match is None:
            raise Http404
        roles = allowed(request.resolver_match)
        if not roles:
            raise Http404
        if roles == CITIZENS:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not roles & request.user.roles:
            raise PermissionDenied
        return None
