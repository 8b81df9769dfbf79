"""Makes a real ward: its names, agency code, hours and first administrator."""

import re
import sys
from dataclasses import MISSING, asdict, fields
from datetime import date
from getpass import getpass
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from wardportal.accounts.enrolment import enrol
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.office.models import Office
from wardportal.office.opening import read_shifts
from wardportal.office.setup import (
    DEFAULT_SHIFTS,
    EARLIEST,
    OfficeFacts,
    has_ward,
    load_office_defaults,
    set_opening_hours,
    set_up_office,
)

AGENCY_CODE = re.compile(r"[0-9A-Z]+(\.[0-9A-Z]+)*")
"""Such as ``H26.30.01`` or the older ``000.00.30.H26``."""

DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]

FACTS = {
    "name": "tên cơ quan, ví dụ “Ủy ban nhân dân phường Hoa Sen”",
    "short_name": "tên ngắn, ví dụ “phường Hoa Sen”",
    "place_name": "địa danh ghi trên văn bản, ví dụ “Hoa Sen”",
    "agency_code": "mã cơ quan đứng đầu mã hồ sơ, ví dụ H26.30.01",
    "parent_name": "cơ quan cấp trên",
    "desk_name": "tên nơi tiếp nhận hồ sơ",
    "address": "địa chỉ",
    "phone": "điện thoại",
    "email": "thư điện tử",
    "report_recipient": "nơi kính gửi báo cáo",
}
OPTION_OF = {"username": "administrator", "full_name": "administrator_name"}
NEEDED = [fact.name for fact in fields(OfficeFacts) if fact.default is MISSING]


class Command(BaseCommand):
    help = (
        "Khai báo một phường thật: tên, mã cơ quan, giờ làm việc và tài khoản quản "
        "trị đầu tiên. Không nạp dữ liệu mẫu. Mật khẩu quản trị được hỏi hai lần, "
        "hoặc đọc từ tệp."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, text in FACTS.items():
            parser.add_argument(_option(name), help=text, metavar="…")
        parser.add_argument(
            "--code-from", help="ngày bắt đầu dùng mã cơ quan, ví dụ 01/07/2025"
        )
        parser.add_argument(
            "--hours", help="giờ làm việc thứ Hai – thứ Sáu: 08:00-12:00 13:30-17:30"
        )
        parser.add_argument("--administrator", help="tên đăng nhập của quản trị")
        parser.add_argument("--administrator-name", help="họ và tên của quản trị")
        parser.add_argument(
            "--admin-password-file", help="tệp chứa mật khẩu quản trị", type=Path
        )
        parser.add_argument(
            "--update",
            action="store_true",
            help="sửa phường đã khai báo; mục nào không ghi thì giữ nguyên",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                office = self._set_up(options)
        except ValidationError as error:
            raise CommandError(" ".join(_sentences(error))) from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã khai báo {office.name}.")

    def _set_up(self, options: dict[str, Any]) -> Office:
        updating = _updating(update=options["update"])
        hours = options["hours"]
        shifts = read_shifts(hours) if hours is not None else DEFAULT_SHIFTS
        office = set_up_office(
            facts=_facts(options, updating), code_from=_code_from(options, updating)
        )
        if hours is not None or updating is None:
            set_opening_hours(office=office, shifts=shifts)
        if options["administrator"] or updating is None:
            self._enrol_administrator(options)
        return office

    def _enrol_administrator(self, options: dict[str, Any]) -> User:
        username = options["administrator"]
        full_name = options["administrator_name"]
        if not username or not full_name:
            raise ValueError(
                "Hãy thêm --administrator (tên đăng nhập) và --administrator-name "
                "(họ và tên) của quản trị đầu tiên."
            )
        user = enrol(
            username=username,
            full_name=full_name,
            password=_password(options["admin_password_file"], username),
            roles=frozenset({Role.ADMINISTRATOR}),
        )
        self.stdout.write(f"Đã tạo tài khoản quản trị {username}.")
        return user


def _updating(*, update: bool) -> Office | None:
    """Return the office to change, None where a new ward is wanted.

    Raises ValueError where the database holds what must not be written over.
    """
    office = load_office_defaults()
    if office.demo_ward:
        raise ValueError(
            f"Cơ sở dữ liệu này chứa phường mẫu {office.short_name}. "
            "Hãy khai báo phường thật trong một cơ sở dữ liệu trống."
        )
    if not has_ward():
        return None
    if not update:
        raise ValueError(
            f"Đã khai báo {office.name}. Hãy thêm --update nếu muốn sửa, "
            "hoặc dùng một cơ sở dữ liệu trống."
        )
    return office


def _facts(options: dict[str, Any], updating: Office | None) -> OfficeFacts:
    given = {name: text for name in FACTS if (text := options[name]) is not None}
    known = asdict(_facts_of(updating)) if updating else {}
    missing = [name for name in NEEDED if not (known | given).get(name, "").strip()]
    if missing:
        raise ValueError(f"Hãy thêm {', '.join(_option(name) for name in missing)}.")
    if not AGENCY_CODE.fullmatch((known | given)["agency_code"]):
        raise ValueError(
            "Mã cơ quan gồm chữ in hoa không dấu, chữ số và dấu chấm, ví dụ H26.30.01. "
            "Hãy ghi lại --agency-code."
        )
    return OfficeFacts(**(known | given))


def _facts_of(office: Office) -> OfficeFacts:
    kept = {name: getattr(office, name) for name in FACTS if name != "agency_code"}
    return OfficeFacts(
        agency_code=office.agency_codes.latest("valid_from").code, **kept
    )


def _code_from(options: dict[str, Any], updating: Office | None) -> date:
    text = options["code_from"]
    if text is not None:
        return _day(text)
    return (
        updating.agency_codes.latest("valid_from").valid_from if updating else EARLIEST
    )


def _day(text: str) -> date:
    try:
        day: date = forms.DateField(input_formats=DAY_FORMATS).clean(text)
    except ValidationError as error:
        raise ValueError("Hãy ghi --code-from như 01/07/2025.") from error
    return day


def _password(file: Path | None, username: str) -> str:
    if file is not None:
        try:
            return file.read_text().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(
                f"Không đọc được tệp mật khẩu {file}. Hãy kiểm tra tên và quyền đọc."
            ) from error
    if not sys.stdin.isatty():
        raise ValueError("Hãy thêm --admin-password-file TỆP chứa mật khẩu quản trị.")
    password = getpass(f"Mật khẩu cho {username}: ")
    if getpass("Nhập lại mật khẩu: ") != password:
        raise ValueError("Hai lần nhập mật khẩu khác nhau. Hãy chạy lại lệnh.")
    return password


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _sentences(error: ValidationError) -> list[str]:
    """Name the option in front of what is wrong with its value."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [
        f"{_option(OPTION_OF.get(name, name))}: {' '.join(messages)}"
        for name, messages in error.message_dict.items()
    ]
