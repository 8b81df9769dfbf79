"""Who works in a demo ward: the accounts of the demo and colleagues beside them."""

from dataclasses import dataclass

from wardportal.accounts.demo import ensure_demo_accounts
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.accounts.roles import give_roles

COLLEAGUES = (
    ("quay1", "Đỗ Minh Mẫu", "Quầy 1", Role.CLERK),
    ("quay3", "Vũ Thị Mẫu", "Quầy 3", Role.CLERK),
    ("tuphap", "Hoàng Thu Mẫu", "", Role.OFFICER),
    ("kinhte", "Bùi Văn Mẫu", "", Role.OFFICER),
)
"""Login, name, desk and role; nobody can sign in as one of them."""


@dataclass(frozen=True)
class Staff:
    """Those who receive dossiers and those who work on them."""

    clerks: tuple[User, ...]
    officers: tuple[User, ...]


def ensure_staff(*, password: str) -> Staff:
    """Make the demo accounts with their shared password, and their colleagues.

    Raises NotADemoWardError in a real ward.
    """
    accounts = ensure_demo_accounts(password=password)
    people = [*accounts, *(_colleague(*colleague) for colleague in COLLEAGUES)]
    return Staff(_in_role(people, Role.CLERK), _in_role(people, Role.OFFICER))


def _colleague(username: str, full_name: str, desk: str, role: Role) -> User:
    user: User | None = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, full_name=full_name, desk=desk)
        give_roles(user, frozenset({role}))
    return user


def _in_role(people: list[User], role: Role) -> tuple[User, ...]:
    return tuple(user for user in people if role in user.roles)
