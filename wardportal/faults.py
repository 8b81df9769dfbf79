"""Answers when something broke: 503 when the database did, 500 otherwise."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_AFTER_SECONDS = "30"

contact: dict[str, str] = {}
"""The office's ``phone`` and ``opening_hours`` as pages of this process last showed
them: what the 503 page can say while the database is away."""


def server_error(_request: HttpRequest) -> HttpResponse:
    """handler500: never touches the database, which may be what broke."""
    fault = sys.exc_info()[1]
    if isinstance(fault, OperationalError | InterfaceError):
        response = HttpResponse(render_to_string("503.html", contact), status=503)
        response["Retry-After"] = RETRY_AFTER_SECONDS
        return response
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: a form that was opened too long ago, or elsewhere."""
    return render(request, "403_csrf.html", status=403)
