"""Which period a leader wants, and which figure they want to see behind."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column as FormColumn, Layout, Row
from django import forms
from django.urls import reverse

from dossiers.enums import Outcome
from procedures.enums import Channel
from procedures.models import Procedure, Sector
from reports.behind import Figure, Outside
from reports.columns import Column
from reports.models import ReportLine
from reports.periods import (
    Cycle,
    Period,
    PeriodError,
    calendar_month,
    closed_before,
    period_asked_for,
)
from wardportal.forms import BaseForm, VietnameseDateField

OFFERED: tuple[tuple[str, Cycle, int], ...] = (
    ("Tháng theo lịch", Cycle.CALENDAR_MONTH, 12),
    ("Kỳ báo cáo, chốt ngày 14", Cycle.MONTH, 3),
    ("Quý", Cycle.QUARTER, 4),
    ("6 tháng", Cycle.HALF_YEAR, 2),
    ("Năm", Cycle.YEAR, 2),
)
OWN_DAYS = "own"
SEPARATOR = "_"


class RequestForm(BaseForm):
    """A period from the list, or any two days."""

    period = forms.ChoiceField(
        label="Kỳ báo cáo", help_text="Kỳ khác: chọn “Từ ngày đến ngày” ở cuối"
    )
    start = VietnameseDateField(
        label="Từ ngày",
        required=False,
        help_text="Ngày/tháng/năm, ví dụ 01/07/2025",
    )
    end = VietnameseDateField(
        label="Đến hết ngày",
        required=False,
        help_text="Ngày/tháng/năm, ví dụ 14/09/2025",
    )
    hides_optional = True

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.periods: dict[str, Period] = {}
        chooser = self.fields["period"]
        if isinstance(chooser, forms.ChoiceField):
            chooser.choices = self._choices()

    @property
    def helper(self) -> FormHelper:
        """Set the list and the two days side by side."""
        helper = super().helper
        names = ("period", "start", "end")
        helper.layout = Layout(Row(*(FormColumn(name) for name in names)))
        return helper

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            data["asked"] = self._asked(data)
        except PeriodError as error:
            self.add_error("end", str(error))
            return data
        if data["asked"].start > self.today:
            self.add_error("start", "Kỳ này chưa bắt đầu. Hãy chọn ngày đã qua.")
        return data

    def asked_period(self) -> Period:
        """Return the period of a valid form."""
        period: Period = self.cleaned_data["asked"]
        return period

    def _asked(self, data: dict[str, Any]) -> Period:
        start, end = data["start"], data["end"]
        if data["period"] == OWN_DAYS:
            if not start or not end:
                raise PeriodError("Hãy nhập cả hai ngày của kỳ báo cáo.")
            return period_asked_for(start, end)
        if start or end:
            raise PeriodError(
                "Bạn vừa chọn kỳ có sẵn vừa nhập ngày. "
                "Hãy chọn “Từ ngày đến ngày”, hoặc xóa hai ngày."
            )
        return self.periods[data["period"]]

    def _choices(self) -> list[tuple[str, Any]]:
        running = calendar_month(self.today)
        choices: list[tuple[str, Any]] = [
            (name, [self._choice(p) for p in closed_before(cycle, self.today, count)])
            for name, cycle, count in OFFERED
        ]
        unfinished = (self._choice(running)[0], f"{_capital(running.label)}, đến nay")
        return [*choices, ("Khác", [unfinished, (OWN_DAYS, "Từ ngày đến ngày")])]

    def _choice(self, period: Period) -> tuple[str, str]:
        key = f"{period.start.isoformat()}{SEPARATOR}{period.end.isoformat()}"
        self.periods[key] = period
        return key, _capital(period.label)


class FigureForm(BaseForm):
    """The address of the page behind a figure, read strictly: links write it."""

    tu = VietnameseDateField(label="Từ ngày")
    den = VietnameseDateField(label="Đến hết ngày")
    cot = forms.ChoiceField(
        label="Cột", choices=[(c.value, c.value) for c in Column], required=False
    )
    rieng = forms.ChoiceField(
        label="Mục", choices=[(o.value, o.value) for o in Outside], required=False
    )
    moi = forms.BooleanField(label="Trong kỳ", required=False)
    linh_vuc = forms.ModelChoiceField(
        Sector.objects.all(), label="Lĩnh vực", required=False
    )
    dong = forms.ModelChoiceField(
        ReportLine.objects.all(), label="Loại việc", required=False
    )
    thu_tuc = forms.ModelChoiceField(
        Procedure.objects.all(), label="Thủ tục", required=False, to_field_name="code"
    )
    kenh = forms.ChoiceField(
        label="Kênh nộp", choices=[(c.value, c.value) for c in Channel], required=False
    )
    ket_thuc = forms.ChoiceField(
        label="Kết thúc", choices=[(o.value, o.value) for o in Outcome], required=False
    )
    nuoc_ngoai = forms.BooleanField(label="Có yếu tố nước ngoài", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            try:
                data["period"] = period_asked_for(data["tu"], data["den"])
            except PeriodError as error:
                self.add_error("den", str(error))
        return data

    def asked_period(self) -> Period:
        """Return the period of a valid form."""
        period: Period = self.cleaned_data["period"]
        return period

    def figure(self) -> Figure:
        """Return the figure that a valid form names."""
        data = self.cleaned_data
        return Figure(
            column=Column(data["cot"] or Column.RECEIVED_TOTAL),
            outside=Outside(data["rieng"]) if data["rieng"] else None,
            new=data["moi"],
            sector=data["linh_vuc"],
            line=data["dong"],
            procedure=data["thu_tuc"],
            channel=Channel(data["kenh"]) if data["kenh"] else None,
            outcome=Outcome(data["ket_thuc"]) if data["ket_thuc"] else None,
            foreign=data["nuoc_ngoai"],
        )


def address_behind(period: Period, **narrowing: object) -> str:
    """Return the address of the dossiers behind a figure; keys as in FigureForm."""
    given = {"tu": period.start.isoformat(), "den": period.end.isoformat()}
    given |= {name: str(value) for name, value in narrowing.items() if value}
    return f"{reverse('reports:dossiers_behind')}?{urlencode(given)}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
