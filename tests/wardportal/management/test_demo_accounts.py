"""manage.py demo_accounts."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import OfficeFactory
from wardportal.accounts.models import User

pytestmark = pytest.mark.django_db


def test_prints_who_may_sign_in_and_how(settings):
    settings.DEMO_PASSWORD = "mot-mat-khau-chung"
    OfficeFactory(demo_ward="thanh-liet")
    output = StringIO()

    call_command("demo_accounts", stdout=output)

    assert output.getvalue() == (
        "Mật khẩu chung: mot-mat-khau-chung\n"
        "  clerk    Trần Thu Mẫu\n"
        "  officer  Lê Văn Mẫu\n"
        "  leader   Nguyễn Thị Mẫu\n"
        "  admin    Phạm Quốc Mẫu\n"
    )


def test_a_real_ward_is_left_alone():
    OfficeFactory()

    with pytest.raises(CommandError, match="Đây không phải phường mẫu"):
        call_command("demo_accounts")

    assert not User.objects.exists()
