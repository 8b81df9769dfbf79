"""Keeps what staff see out of every cache: counters share their machines."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from wardportal.access import CITIZENS, allowed

PERSONAL = "private, no-store"


class CachingMiddleware:
    """Marks the answer of every page that is not open to citizens.

    A page for citizens that shows something personal says so itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and allowed(match) != CITIZENS:
            response["Cache-Control"] = PERSONAL
        return response
