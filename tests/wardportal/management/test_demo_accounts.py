"""manage.py demo_accounts."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import OfficeFactory
from wardportal.accounts.models import User
from wardportal.office.models import Office

pytestmark = pytest.mark.django_db


def test_prints_who_may_sign_in_and_how(settings):
    settings.DEMO_PASSWORD = "mot-mat-khau-chung"
    output = StringIO()

    call_command("demo_accounts", "--ward", "thanh-liet", stdout=output)

    assert output.getvalue() == (
        "Mật khẩu chung: mot-mat-khau-chung\n"
        "  clerk    Trần Thu Mẫu\n"
        "  officer  Lê Văn Mẫu\n"
        "  leader   Nguyễn Thị Mẫu\n"
        "  admin    Phạm Quốc Mẫu\n"
    )
    assert Office.objects.get().demo_ward == "thanh-liet"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Đây không phải phường mẫu"),
        (("--ward", "tay-tuu"), "đang dùng cho phường Hoa Sen"),
        (("--ward", "hoa-sen"), "Không có phường mẫu “hoa-sen”"),
    ],
)
def test_a_real_ward_is_left_alone(arguments, sentence):
    OfficeFactory()

    with pytest.raises(CommandError, match=sentence):
        call_command("demo_accounts", *arguments)

    assert not User.objects.exists()
