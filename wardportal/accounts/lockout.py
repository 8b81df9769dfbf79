"""How django-axes knows whose sign-in failed."""

from collections.abc import Mapping

from django.http import HttpRequest

NAME_FIELDS = ("username", "login")
"""What the backends, and what the form and django-axes itself, call the name."""


def typed_name(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """Return the name someone tries to sign in with, the same for every caller."""
    given = credentials or request.POST
    return next((given[name] for name in NAME_FIELDS if name in given), "").strip()
