"""Puts people on the office's list of staff."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.accounts.roles import ensure_groups, give_roles


@transaction.atomic
def enrol(
    *, username: str, full_name: str, password: str, roles: frozenset[Role]
) -> User:
    """Create an account that may sign in at once.

    Raises ValidationError for a name that is taken or malformed and for a password
    that is too easy to guess.
    """
    user = User(username=username, full_name=full_name)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    ensure_groups()
    give_roles(user, roles)
    return user
