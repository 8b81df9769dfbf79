"""Which pages of the register are wanted; the names stand in addresses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from dossiers.models.dossiers import CHANNEL_LABELS
from dossiers.register_book import Pages
from procedures.enums import Channel
from procedures.models import Sector
from wardportal.forms import BaseForm, VietnameseDateField

WHOLE_BOOK = "Để nguyên nếu cần cả sổ"
EXAMPLE = "Ngày/tháng/năm, ví dụ 01/07/2025"


class RegisterPagesForm(BaseForm):
    """Two days, and a sector or a channel for those who keep a book of each."""

    hides_optional = True

    tu = VietnameseDateField(label="Từ ngày", help_text=EXAMPLE)
    den = VietnameseDateField(label="Đến hết ngày", help_text=EXAMPLE)
    linh_vuc = forms.ModelChoiceField(
        Sector.objects.all(),
        label="Lĩnh vực",
        help_text=WHOLE_BOOK,
        required=False,
        to_field_name="slug",
        empty_label="Tất cả lĩnh vực",
    )
    kenh = forms.ChoiceField(
        label="Kênh nộp",
        help_text=WHOLE_BOOK,
        choices=[
            ("", "Tất cả kênh"),
            *((channel.value, label) for channel, label in CHANNEL_LABELS.items()),
        ],
        required=False,
    )

    @classmethod
    def asked(cls, query: Mapping[str, Any], *, today: date) -> "RegisterPagesForm":
        """Read an address; one that says nothing means this month so far."""
        this_month = {
            "tu": f"{today.replace(day=1):%d/%m/%Y}",
            "den": f"{today:%d/%m/%Y}",
        }
        return cls(query or this_month)

    @property
    def helper(self) -> FormHelper:
        """Set the four side by side."""
        helper = super().helper
        helper.layout = Layout(Row(*(Column(name) for name in self.fields)))
        return helper

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data["den"] < data["tu"]:
            self.add_error("den", "Đến hết ngày phải từ ngày bắt đầu trở đi")
        return data

    def pages(self) -> Pages:
        """Return what a valid form asks for."""
        data = self.cleaned_data
        channel = Channel(data["kenh"]) if data["kenh"] else None
        return Pages(data["tu"], data["den"], data["linh_vuc"], channel)
