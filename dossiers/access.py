"""The one accessor of a dossier for staff: strangers get nothing to see."""

from dossiers.models import Dossier, DossierQuerySet
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User

HANDLING_ROLES = frozenset({Role.CLERK, Role.OFFICER, Role.LEADER})


def visible_to(user: User) -> DossierQuerySet:
    """Return the dossiers a user may see: the ward's, for those who handle them."""
    if user.is_authenticated and HANDLING_ROLES & user.roles:
        return Dossier.objects.all()
    return Dossier.objects.none()


def dossier_for(user: User, code: str) -> Dossier:
    """Return one dossier with what its page shows.

    Raises Dossier.DoesNotExist for a code the user may not see or nobody knows.
    """
    return visible_to(user).with_page_parts().get(code=code)
