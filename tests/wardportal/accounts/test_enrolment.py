"""Enrolling staff: a whole account or none."""

import pytest
from django.core.exceptions import ValidationError

from wardportal.accounts.enrolment import enrol
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User

pytestmark = pytest.mark.django_db


def enrolled(**changes):
    fields = {
        "username": "thu.ha",
        "full_name": "Trần Thu Hà",
        "password": "bến đò chiều mưa",
        "roles": frozenset({Role.CLERK, Role.OFFICER}),
    }
    return enrol(**(fields | changes))


def test_an_enrolled_person_holds_the_roles_and_may_sign_in():
    user = enrolled()

    assert user.roles == {Role.CLERK, Role.OFFICER}
    assert user.is_active
    assert user.check_password("bến đò chiều mưa")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "ngắn"}, "Mật khẩu cần ít nhất 12 ký tự."),
        ({"password": "90817263540192"}, "Mật khẩu chỉ có chữ số. Hãy thêm chữ cái."),
    ],
)
def test_a_weak_password_stores_nobody(changes, sentence):
    with pytest.raises(ValidationError) as refusal:
        enrolled(**changes)

    assert refusal.value.messages == [sentence]
    assert not User.objects.exists()


def test_a_taken_name_is_refused():
    enrolled()

    with pytest.raises(ValidationError) as refusal:
        enrolled(full_name="Người Thứ Hai")

    assert refusal.value.message_dict == {
        "username": ["Tên đăng nhập này đã có, hãy chọn tên khác."]
    }
