"""Groups of the four roles and what an administrator may edit."""

from django.contrib.auth.models import Group, Permission

from wardportal.accounts.enums import Role
from wardportal.accounts.models import User

ADMINISTERED_APPS = (
    "office",
    "accounts",
    "history",
    "outbox",
    "procedures",
    "reports",
)
"""What is only looked at there is refused by its own admin page."""


def ensure_groups() -> None:
    """Create the role groups; administrators may edit what admin shows."""
    for role in Role:
        Group.objects.get_or_create(name=role.value)
    administrators = Group.objects.get(name=Role.ADMINISTRATOR.value)
    administrators.permissions.set(
        Permission.objects.filter(content_type__app_label__in=ADMINISTERED_APPS)
    )


def give_roles(user: User, roles: frozenset[Role]) -> None:
    """Make exactly these the user's roles."""
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    user.__dict__.pop("roles", None)
