"""The one accessor of a dossier for staff: strangers get nothing to see."""

from collections.abc import Iterable

from dossiers.models import Dossier, DossierQuerySet
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User, UserQuerySet

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


def dossiers_for(user: User, codes: Iterable[str]) -> list[Dossier]:
    """Return those of some dossiers that the user may see, in the order of codes."""
    return list(visible_to(user).filter(code__in=list(codes)).order_by("code"))


def officers_at_work() -> UserQuerySet:
    """Return those whom a dossier can be given to."""
    officers: UserQuerySet = User.objects.active().with_role(Role.OFFICER)
    return officers
