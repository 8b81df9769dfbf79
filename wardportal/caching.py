"""Who may keep what: pages of staff nobody, pages for citizens everyone, but asks again.

Counters share their machines. What citizens read is the same for all of them: a
browser keeps it and asks whether it changed, and ``ConditionalGetMiddleware`` answers
304 where it did not.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from wardportal.access import CITIZENS, allowed

PERSONAL = "private, no-store"
OWN = "private, no-cache"
SHARED = "public, no-cache"
READING = frozenset({"GET", "HEAD"})
OK = 200


class CachingMiddleware:
    """Marks each answer; a page that shows something personal says so itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if match is None:
            return response
        if allowed(match) != CITIZENS:
            response["Cache-Control"] = PERSONAL
        elif request.method in READING and response.status_code == OK:
            _let_keep(request, response)
        return response


def _let_keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say who may keep a page for citizens; the head differs for who is signed in."""
    patch_vary_headers(response, ["Cookie"])
    if not response.has_header("Cache-Control"):
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        response["Cache-Control"] = OWN if signed_in else SHARED
