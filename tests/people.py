"""The people that tests speak of by name; conftest.py offers them as fixtures.

A *stranger* has an account but no role; a *citizen* has no account at all.
"""

from django.contrib.auth.models import AnonymousUser

from tests.factories import UserFactory
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User


def make_clerk(**fields) -> User:
    return UserFactory(
        **{"username": "tiep.nhan", "full_name": "Lê Thị Tiếp", **fields},
        roles=[Role.CLERK],
    )


def make_officer(**fields) -> User:
    return UserFactory(
        **{"username": "thu.ly", "full_name": "Trần Văn Thụ", **fields},
        roles=[Role.OFFICER],
    )


def make_leader(**fields) -> User:
    return UserFactory(
        **{"username": "lanh.dao", "full_name": "Nguyễn Thị Lãnh", **fields},
        roles=[Role.LEADER],
    )


def make_administrator(**fields) -> User:
    return UserFactory(
        **{"username": "quan.tri", "full_name": "Phạm Văn Quản", **fields},
        roles=[Role.ADMINISTRATOR],
    )


def make_stranger(**fields) -> User:
    return UserFactory(**{"username": "nguoi.la", "full_name": "Đỗ Người Lạ", **fields})


def make_citizen() -> AnonymousUser:
    return AnonymousUser()
