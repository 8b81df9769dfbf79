"""The four demo accounts: always as published, never in a real ward."""

import pytest

from tests.factories import OfficeFactory
from wardportal.accounts.demo import NotADemoWardError, ensure_demo_accounts
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.office.current import OfficeNotSetUpError

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-chung"


@pytest.fixture
def demo_ward():
    return OfficeFactory(demo_ward="thanh-liet")


@pytest.mark.embedded
def test_four_accounts_one_role_each_and_one_password(demo_ward):
    users = ensure_demo_accounts(password=PASSWORD)

    assert [(user.username, user.roles) for user in users] == [
        ("clerk", frozenset({Role.CLERK})),
        ("officer", frozenset({Role.OFFICER})),
        ("leader", frozenset({Role.LEADER})),
        ("admin", frozenset({Role.ADMINISTRATOR})),
    ]
    assert all(user.check_password(PASSWORD) for user in users)


def test_a_second_start_mends_the_accounts_and_signs_nobody_out(demo_ward):
    first, *_ = ensure_demo_accounts(password=PASSWORD)
    User.objects.filter(username="officer").update(is_active=False, full_name="?")
    User.objects.get(username="officer").groups.clear()

    clerk, officer, *_ = ensure_demo_accounts(password=PASSWORD)

    assert (officer.is_active, officer.full_name) == (True, "Lê Văn Mẫu")
    assert officer.roles == {Role.OFFICER}
    assert clerk.password == first.password
    assert User.objects.count() == 4


def test_a_changed_password_is_given_to_all_of_them(demo_ward):
    ensure_demo_accounts(password=PASSWORD)

    users = ensure_demo_accounts(password="mot-mat-khau-khac")

    assert all(user.check_password("mot-mat-khau-khac") for user in users)


def test_a_real_ward_gets_no_demo_account():
    OfficeFactory()

    with pytest.raises(NotADemoWardError, match="không phải phường mẫu"):
        ensure_demo_accounts(password=PASSWORD)

    assert not User.objects.exists()


def test_before_any_ward_the_way_out_is_said():
    with pytest.raises(OfficeNotSetUpError, match="Chưa khai báo cơ quan"):
        ensure_demo_accounts(password=PASSWORD)
