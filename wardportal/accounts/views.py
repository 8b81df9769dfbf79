"""Signing in, with django-axes counting failures in the database."""

from typing import Any

from allauth.account.views import LoginView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.office.models import Office

FIRST_PAGES = (
    (Role.CLERK, "dossiers:intake"),
    (Role.OFFICER, "dossiers:worklist"),
    (Role.LEADER, "reports:dashboard"),
    (Role.ADMINISTRATOR, "admin:index"),
)


class StaffRequest(HttpRequest):
    """A request that the access table has let through: its user is staff."""

    user: User
    office: Office


@method_decorator(axes_dispatch, name="dispatch")
@method_decorator(axes_form_invalid, name="form_invalid")
class SignInView(LoginView):  # type: ignore[misc]
    """django-allauth's sign-in behind the lock-out; errors answer 422."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


def desk(request: StaffRequest) -> HttpResponseRedirect:
    """Send each role to the page it works on."""
    pages = (page for role, page in FIRST_PAGES if role in request.user.roles)
    return redirect(next(pages, "home"))
