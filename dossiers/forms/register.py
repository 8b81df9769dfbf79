"""One row of a ward's register, checked field by field like a form."""

from typing import Any

from django import forms
from django.utils import timezone

from dossiers.people import ApplicantFacts
from dossiers.registers import Entry
from dossiers.stamps import Stamp, StampError, read_stamp
from procedures.catalogue_facts import CHANNEL_WORDS, FactError, national_code
from procedures.enums import Channel
from wardportal.formats import clean_text, fold
from wardportal.forms import BaseForm, IdNumberField, PhoneField, TextField

YES = frozenset({"x", "co", "1", "true", "dung", "yes"})
NO = frozenset({"", "khong", "0", "false", "sai", "no", "-"})
ZEROS_LOST = (
    "Bảng tính hay bỏ số 0 ở đầu: hãy định dạng cột là Văn bản rồi ghi lại đủ số"
)


class StampField(forms.Field):
    """A day, perhaps with a time."""

    def to_python(self, value: Any) -> Stamp | None:
        try:
            return read_stamp(value, timezone.get_default_timezone())
        except StampError as error:
            raise forms.ValidationError(str(error), "invalid") from error


class ProcedureCodeField(TextField):
    """The code of a procedure; a local suffix is dropped."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return national_code(text) if text else ""
        except FactError as error:
            message = f"“{text}” chưa đúng dạng 1.234567"
            raise forms.ValidationError(message, "invalid") from error


class ChannelField(forms.Field):
    """How the dossier came, in the words of the catalogue."""

    def to_python(self, value: Any) -> Channel | None:
        text = clean_text(str(value or ""))
        channel = CHANNEL_WORDS.get(fold(text))
        if text and channel is None:
            raise forms.ValidationError(
                "hãy ghi Trực tiếp, Trực tuyến hoặc Bưu chính", "invalid"
            )
        return channel


class YesField(forms.Field):
    """Yes or no, as people tick a column."""

    def to_python(self, value: Any) -> bool:
        word = fold(str("" if value is None else value))
        if word not in YES | NO:
            raise forms.ValidationError("hãy ghi x hoặc để trống", "invalid")
        return word in YES


class RegisterRowForm(BaseForm):
    """The columns of the register; ``entry`` is what a row without faults says."""

    code = TextField(label="Mã hồ sơ", max_length=64)
    procedure = ProcedureCodeField(label="Mã TTHC")
    channel = ChannelField(label="Kênh nộp")
    applicant = TextField(label="Người nộp", max_length=200)
    id_number = IdNumberField(label="Số CCCD", required=False)
    address = TextField(label="Địa chỉ", max_length=300, required=False)
    phone = PhoneField(required=False)
    received = StampField(label="Ngày nhận")
    due = StampField(label="Ngày hẹn trả", required=False)
    resolved = StampField(label="Ngày có kết quả", required=False)
    returned = StampField(label="Ngày trả", required=False)
    foreign_element = YesField(label="Yếu tố nước ngoài", required=False)
    note = TextField(label="Ghi chú", max_length=1000, required=False)

    def entry(self, row: int) -> Entry:
        """Return what the row says; only of a row that is valid."""
        said = dict(self.cleaned_data)
        applicant = ApplicantFacts(
            full_name=said.pop("applicant"),
            id_number=said.pop("id_number"),
            phone=said.pop("phone"),
            address=said.pop("address"),
        )
        return Entry(row=row, applicant=applicant, **said)

    def faults(self) -> str:
        """Say what is wrong, column by column."""
        return " ".join(
            f"{self.fields[name].label}: {'; '.join(map(str, messages))}."
            + (f" {ZEROS_LOST}." if name in {"id_number", "phone"} else "")
            for name, messages in self.errors.items()
        )
