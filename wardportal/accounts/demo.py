"""The four accounts of a demo ward; they share one published password."""

from dataclasses import dataclass

from django.db import transaction

from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.accounts.roles import ensure_groups, give_roles
from wardportal.office.current import current_office


@dataclass(frozen=True)
class DemoAccount:
    username: str
    full_name: str
    role: Role
    desk: str = ""


DEMO_ACCOUNTS = (
    DemoAccount("clerk", "Trần Thu Mẫu", Role.CLERK, desk="Quầy 2"),
    DemoAccount("officer", "Lê Văn Mẫu", Role.OFFICER),
    DemoAccount("leader", "Nguyễn Thị Mẫu", Role.LEADER),
    DemoAccount("admin", "Phạm Quốc Mẫu", Role.ADMINISTRATOR),
)


class NotADemoWardError(Exception):
    """Accounts with a published password belong in a demo ward only."""

    def __init__(self) -> None:
        super().__init__(
            "Đây không phải phường mẫu nên không tạo tài khoản dùng thử. "
            "Hãy tạo tài khoản trong trang Quản trị."
        )


@transaction.atomic
def ensure_demo_accounts(*, password: str) -> list[User]:
    """Make the demo accounts, or give them back their names, roles and password.

    Raises NotADemoWardError in a real ward, OfficeNotSetUpError before any.
    """
    if not current_office().demo_ward:
        raise NotADemoWardError
    ensure_groups()
    return [_ensure(account, password) for account in DEMO_ACCOUNTS]


def _ensure(account: DemoAccount, password: str) -> User:
    user: User = User.objects.update_or_create(
        username=account.username,
        defaults={
            "full_name": account.full_name,
            "desk": account.desk,
            "is_active": True,
        },
    )[0]
    # Only when it differs: a new hash would sign everyone out at each start.
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    give_roles(user, frozenset({account.role}))
    return user
