"""manage.py setup_office: a real ward, whole or not at all."""

from datetime import date, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import OfficeFactory
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.office.current import agency_code_on
from wardportal.office.models import AgencyCode, Office

pytestmark = pytest.mark.django_db
PASSWORD = "bến đò chiều mưa"


@pytest.fixture
def password_file(tmp_path):
    file = tmp_path / "mat-khau"
    file.write_text(PASSWORD + "\n")
    return file


@pytest.fixture
def ward(password_file):
    """Return the options of a first set-up that is complete."""
    return {
        "name": "Ủy ban nhân dân phường Hoa Sen",
        "short_name": "phường Hoa Sen",
        "place_name": "Hoa Sen",
        "agency_code": "H26.30.01",
        "administrator": "quan.tri",
        "administrator_name": "Phạm Văn Quản",
        "admin_password_file": password_file,
    }


def setup_office(**options):
    output = StringIO()
    call_command("setup_office", stdout=output, **options)
    return output.getvalue()


@pytest.mark.embedded
def test_makes_a_ward_with_its_first_administrator_and_no_demo_data(ward):
    output = setup_office(
        **ward, phone="024 0000 0000", hours="07:30-11:30 13:00-17:00"
    )

    office = Office.objects.get()
    assert output == (
        "Đã tạo tài khoản quản trị quan.tri.\n"
        "Đã khai báo Ủy ban nhân dân phường Hoa Sen.\n"
    )
    assert (office.short_name, office.phone, office.demo_ward) == (
        "phường Hoa Sen",
        "024 0000 0000",
        "",
    )
    assert agency_code_on(date(2026, 11, 23)) == "H26.30.01"
    monday = office.opening_hours.filter(weekday=0).values_list("opens", "closes")
    assert list(monday) == [(time(7, 30), time(11, 30)), (time(13), time(17))]
    administrator = User.objects.get()
    assert administrator.roles == {Role.ADMINISTRATOR}
    assert administrator.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": None, "agency_code": " "}, "Hãy thêm --name, --agency-code."),
        ({"agency_code": "h26-30"}, "Hãy ghi lại --agency-code"),
        ({"hours": "8h đến 17h"}, "Hãy ghi giờ làm việc như 08:00-12:00"),
        ({"code_from": "31/02/2026"}, "Hãy ghi --code-from như 01/07/2025."),
        ({"email": "khong-phai-thu"}, "--email: "),
        ({"name": "phường" * 50}, "--name: "),
        ({"administrator": None}, "Hãy thêm --administrator"),
        ({"administrator": "quản trị"}, "--administrator: "),
        ({"admin_password_file": None}, "Hãy thêm --admin-password-file"),
    ],
)
def test_a_wrong_value_is_answered_and_nothing_is_stored(ward, changes, sentence):
    with pytest.raises(CommandError, match=sentence):
        setup_office(**(ward | changes))

    assert (Office.objects.count(), User.objects.count()) == (0, 0)


def test_a_password_file_that_is_not_there_is_named(ward, tmp_path):
    missing = tmp_path / "khong-co"

    with pytest.raises(CommandError, match=f"Không đọc được tệp mật khẩu {missing}"):
        setup_office(**(ward | {"admin_password_file": missing}))


def test_a_weak_password_leaves_no_ward_behind(ward, password_file):
    password_file.write_text("ngan")

    with pytest.raises(CommandError, match="Mật khẩu cần ít nhất 12 ký tự"):
        setup_office(**ward)

    assert not Office.objects.exists()


def test_a_ward_that_exists_is_not_written_over(ward):
    setup_office(**ward)

    with pytest.raises(CommandError, match="Hãy thêm --update nếu muốn sửa"):
        setup_office(**(ward | {"name": "Ủy ban nhân dân phường Khác"}))

    assert Office.objects.get().name == "Ủy ban nhân dân phường Hoa Sen"


def test_an_update_changes_what_is_given_and_keeps_the_rest(ward):
    setup_office(**ward, phone="024 0000 0000", hours="07:30-11:30")

    setup_office(update=True, address="Số 5 đường Ví Dụ")

    office = Office.objects.get()
    assert (office.address, office.phone) == ("Số 5 đường Ví Dụ", "024 0000 0000")
    assert office.opening_hours.filter(opens=time(7, 30)).count() == 5
    assert [str(code) for code in AgencyCode.objects.all()] == ["H26.30.01"]
    assert User.objects.count() == 1


def test_a_new_agency_code_begins_on_its_day(ward):
    setup_office(**ward)

    setup_office(update=True, agency_code="H26.30.02", code_from="01/01/2027")

    assert agency_code_on(date(2026, 12, 31)) == "H26.30.01"
    assert agency_code_on(date(2027, 1, 1)) == "H26.30.02"


def test_a_demo_database_never_becomes_a_real_ward(ward):
    OfficeFactory(demo_ward="thanh-liet")

    with pytest.raises(CommandError, match="chứa phường mẫu phường Hoa Sen"):
        setup_office(**ward, update=True)


def test_the_password_is_asked_twice_at_a_terminal(ward, monkeypatch):
    typed = iter([PASSWORD, PASSWORD])
    at_a_terminal(monkeypatch, lambda _prompt: next(typed))

    setup_office(**(ward | {"admin_password_file": None}))

    assert User.objects.get().check_password(PASSWORD)


def test_two_different_passwords_are_refused(ward, monkeypatch):
    typed = iter([PASSWORD, PASSWORD + "?"])
    at_a_terminal(monkeypatch, lambda _prompt: next(typed))

    with pytest.raises(CommandError, match="Hai lần nhập mật khẩu khác nhau"):
        setup_office(**(ward | {"admin_password_file": None}))

    assert not Office.objects.exists()


def at_a_terminal(monkeypatch, answer):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("wardportal.management.commands.setup_office.getpass", answer)
