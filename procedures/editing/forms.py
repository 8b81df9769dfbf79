"""What editors of the catalogue fill in."""

import re
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.files.uploadedfile import UploadedFile

from procedures.catalogue_source import read_upload
from procedures.changing import Ground
from procedures.comparing import parsed
from procedures.models import Procedure, Sector
from procedures.verdicts import Order, Parsed
from wardportal.formats import file_size, fold
from wardportal.forms import BaseForm, TextBlockField, TextField, VietnameseDateField
from wardportal.tabular import SourceError

LARGEST_FILE = 10_000_000
MOST_ROWS = 5_000
ACCEPTED = ".csv,.json,.xlsx"
NOT_WHOLE = "Không phải danh sách đầy đủ"
DAY_HINT = "Ngày/tháng/năm, ví dụ 01/12/2026. Từ hôm nay trở đi"


class GroundForm(BaseForm):
    """From when a change holds, and by which decision."""

    decision = TextField(
        label="Số quyết định",
        required=False,
        max_length=60,
        help_text="Ví dụ 1234/QĐ-UBND",
    )
    day = VietnameseDateField(label="Áp dụng từ ngày", help_text=DAY_HINT)

    day_label = "Áp dụng từ ngày"

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"day": today, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["day"].label = self.day_label
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(f"{self.day_label} phải từ hôm nay trở đi")
        return day

    @property
    def ground(self) -> Ground:
        """The ground typed; the form is valid."""
        typed = self.cleaned_data
        return Ground(typed["day"], typed["decision"], typed.get("decided_on"))


class WithdrawalForm(GroundForm):
    """From when a procedure is abolished, and by which decision."""

    day_label = "Bãi bỏ từ ngày"


class SearchForm(BaseForm):
    """What editors narrow the list of procedures by."""

    hides_optional = True

    q = TextField(label="Tên thủ tục hoặc mã", required=False, max_length=100)
    tt = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("con-thieu", "Còn thiếu nội dung"),
            ("ap-dung", "Đang áp dụng"),
            ("sap", "Sắp có hiệu lực"),
            ("bai-bo", "Đã bãi bỏ"),
        ],
    )

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_method = "get"
        helper.layout = Layout(
            Row(Column("q", css_class="col-md-6"), Column("tt", css_class="col-md-4"))
        )
        return helper


def _scopes() -> list[Any]:
    sectors = [
        (f"sector:{sector.slug}", sector.name) for sector in Sector.objects.all()
    ]
    ministries = [
        (f"ministry:{fold(name)}", name) for name in Procedure.objects.ministries()
    ]
    return [("", NOT_WHOLE), ("Bộ, ngành", ministries), ("Lĩnh vực", sectors)]


class UploadForm(GroundForm):
    """A decision's list: the file, the decision, and how much the file covers."""

    file = forms.FileField(
        label="Tệp danh sách",
        help_text=f"CSV, JSON hoặc XLSX, nặng nhất {file_size(LARGEST_FILE)}. Tệp xuất "
        "từ Cổng Dịch vụ công quốc gia dùng được ngay",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "Hãy chọn tệp danh sách",
            "empty": "Tệp không có nội dung, hãy chọn tệp khác",
            "missing": "Hãy chọn tệp danh sách",
            "invalid": "Hãy chọn lại tệp danh sách",
            "max_length": "Tên tệp dài quá, hãy đặt tên ngắn hơn",
        },
        max_length=200,
    )
    decided_on = VietnameseDateField(
        label="Ngày ký quyết định", required=False, help_text="Ngày/tháng/năm"
    )
    in_force_before = forms.BooleanField(
        label="Danh mục ban đầu: thủ tục mới trong tệp đã được áp dụng từ trước",
        required=False,
    )
    whole = forms.ChoiceField(
        label="Tệp là danh sách đầy đủ của",
        required=False,
        choices=_scopes,
        help_text="Thủ tục đang áp dụng mà danh sách đầy đủ không có sẽ được đề nghị "
        "bãi bỏ, bạn xem lại trước khi áp dụng",
    )
    abolished = TextBlockField(
        label="Mã thủ tục bãi bỏ",
        required=False,
        help_text="Mỗi dòng một mã, theo phần bãi bỏ của quyết định",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=20_000,
    )

    field_order = [
        *("file", "decision", "decided_on", "day", "in_force_before"),
        *("whole", "abolished"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[Parsed] = []

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            "file",
            Row(
                Column("decision", css_class="col-md-4"),
                Column("decided_on", css_class="col-md-4"),
                Column("day", css_class="col-md-4"),
            ),
            "in_force_before",
            "whole",
            "abolished",
        )
        return helper

    def clean_file(self) -> "UploadedFile[Any]":
        """Read the file at once, so that what is wrong with it is said here."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                f"Tệp nặng quá {file_size(LARGEST_FILE)}, hãy chia thành nhiều tệp"
            )
        try:
            rows = read_upload(file.name or "", file.read())
        except SourceError as error:
            raise forms.ValidationError(str(error)) from error
        if len(rows) > MOST_ROWS:
            raise forms.ValidationError(
                f"Tệp có hơn {MOST_ROWS} dòng, hãy chia thành nhiều tệp"
            )
        self.rows = parsed(rows)
        return file

    @property
    def order(self) -> Order:
        """What is said of the file besides what it says itself."""
        typed = self.cleaned_data
        return Order(
            day=typed["day"],
            decision=typed["decision"],
            in_force_before=typed["in_force_before"],
            whole=typed["whole"],
            abolished=tuple(
                dict.fromkeys(
                    code for code in re.split(r"[\s,;]+", typed["abolished"]) if code
                )
            ),
        )


class ApplyForm(BaseForm):
    """What an editor confirms before a plan is applied."""

    skip_rejected = forms.BooleanField(required=False)
    abolish = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, rejected: int = 0, abolished: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._keep(
            "skip_rejected",
            rejected,
            f"Bỏ qua {rejected} dòng bị loại, áp dụng các dòng còn lại",
        )
        self._keep(
            "abolish",
            abolished,
            f"Đã đối chiếu với quyết định: bãi bỏ {abolished} thủ tục",
        )

    def _keep(self, name: str, count: int, label: str) -> None:
        """Ask for a confirmation only where there is something to confirm."""
        if not count:
            del self.fields[name]
            return
        field = self.fields[name]
        field.label, field.required = label, True
        field.error_messages["required"] = (
            f"Hãy đánh dấu: {label[:1].lower()}{label[1:]}"
        )
