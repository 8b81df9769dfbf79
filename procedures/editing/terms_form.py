"""The form in which editors fill in or change what a procedure states."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from procedures.catalogue_facts import FactError, Facts, facts_of, national_code
from procedures.deadlines import DeadlineError, Limit
from procedures.editing.forms import GroundForm
from procedures.enums import FeeBasis, FeeStatus, LimitUnit
from procedures.models.terms import (
    CHANNEL_CHOICES,
    FEE_BASIS_LABELS,
    FEE_STATUS_LABELS,
    LIMIT_UNIT_LABELS,
)
from wardportal.forms import TextField, WholeNumberField


class EditForm(GroundForm):
    """The ordinary terms of a procedure; what has cases of its own stays apart."""

    code = TextField(label="Mã thủ tục", required=False, max_length=30)
    channels = forms.MultipleChoiceField(
        label="Kênh nộp",
        required=False,
        choices=CHANNEL_CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )
    limit_value = WholeNumberField(
        label="Thời hạn", required=False, min_value=1, max_value=999
    )
    limit_unit = forms.ChoiceField(
        label="Đơn vị",
        required=False,
        choices=[
            ("", "Chọn đơn vị"),
            *((u.value, w) for u, w in LIMIT_UNIT_LABELS.items()),
        ],
    )
    fee_status = forms.ChoiceField(
        label="Phí, lệ phí",
        required=False,
        choices=[
            ("", "Chưa nhập"),
            *(
                (s.value, w)
                for s, w in FEE_STATUS_LABELS.items()
                if s is not FeeStatus.UNSET
            ),
        ],
    )
    fee_amount = WholeNumberField(
        label="Mức thu (đồng)", required=False, min_value=1, max_value=999_999_999
    )
    fee_basis = forms.ChoiceField(
        label="Tính theo",
        required=False,
        choices=[(b.value, w) for b, w in FEE_BASIS_LABELS.items()],
    )

    def __init__(self, *args: Any, held: Facts, **kwargs: Any) -> None:
        self.held = held
        kwargs["initial"] = {**_typed(held), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for fact, names in _FIELDS_OF.items():
            if not _is_ordinary(held.get(fact, [])):
                for name in names:
                    del self.fields[name]

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        wanted = (
            ("code",),
            ("channels",),
            ("limit_value", "limit_unit"),
            ("fee_status", "fee_amount", "fee_basis"),
            ("decision", "day"),
        )
        rows = [[name for name in row if name in self.fields] for row in wanted]
        helper.layout = Layout(
            *(
                Row(*(Column(name, css_class="col-md-4") for name in row))
                for row in rows
                if row
            )
        )
        return helper

    @property
    def kept_apart(self) -> list[str]:
        """What has several lines, by channel or case, and is edited elsewhere."""
        names = {"limits": "thời hạn", "fees": "phí, lệ phí"}
        return [
            word
            for fact, word in names.items()
            if _FIELDS_OF[fact][0] not in self.fields
        ]

    def clean_code(self) -> str:
        try:
            code = self.cleaned_data["code"]
            return national_code(code) if code else ""
        except FactError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "limit_value" in self.fields:
            self._check_limit(typed)
        if "fee_status" in self.fields:
            self._check_fee(typed)
        return typed

    def _check_limit(self, typed: dict[str, Any]) -> None:
        value, unit = typed.get("limit_value"), typed.get("limit_unit")
        if unit == LimitUnit.SAME_DAY and not value:
            typed["limit_value"] = value = 1
        if value and not unit:
            self.add_error("limit_unit", "Hãy chọn đơn vị của thời hạn")
        if unit and not value and "limit_value" not in self.errors:
            self.add_error("limit_value", "Hãy nhập thời hạn, ví dụ 3")
        if value and unit:
            try:
                Limit(value, LimitUnit(unit))
            except DeadlineError as error:
                self.add_error("limit_value", str(error))

    def _check_fee(self, typed: dict[str, Any]) -> None:
        charged = typed.get("fee_status") == FeeStatus.CHARGED
        if charged and not typed.get("fee_amount") and "fee_amount" not in self.errors:
            self.add_error("fee_amount", "Hãy nhập mức thu")
        if typed.get("fee_amount") and not charged:
            self.add_error("fee_status", "Hãy chọn “Có thu”, hoặc xóa mức thu")

    @property
    def changed_facts(self) -> Facts:
        """What was typed that the catalogue does not say so yet."""
        typed = self.cleaned_data
        stated = facts_of(
            {
                "name": "-",
                "code": typed["code"],
                "channels": typed["channels"],
                "limits": _limits(typed),
                "fees": _fees(typed),
            }
        )
        return {
            name: value
            for name, value in stated.items()
            if name in {"code", *_FIELDS_OF, "channels"}
            and value != self.held.get(name)
        }


_FIELDS_OF = {
    "limits": ("limit_value", "limit_unit"),
    "fees": ("fee_status", "fee_amount", "fee_basis"),
}


def _is_ordinary(entries: list[Facts]) -> bool:
    """Tell whether one line for every channel and case is all there is."""
    plain = {"value", "unit", "status", "basis", "amount"}
    return len(entries) <= 1 and all(entry.keys() <= plain for entry in entries)


def _typed(held: Facts) -> dict[str, Any]:
    """Return the first values of the form: what the catalogue holds."""
    limit: Facts = next(iter(held.get("limits", ())), {})
    fee: Facts = next(iter(held.get("fees", ())), {})
    return {
        "code": held.get("code", ""),
        "channels": held.get("channels", []),
        "limit_value": limit.get("value", held.get("unclear_limit", "")),
        "limit_unit": limit.get("unit", ""),
        "fee_status": fee.get("status", ""),
        "fee_amount": fee.get("amount"),
        "fee_basis": fee.get("basis", FeeBasis.PER_CASE.value),
    }


def _limits(typed: dict[str, Any]) -> list[dict[str, Any]]:
    if not typed.get("limit_value"):
        return []
    return [{"value": typed["limit_value"], "unit": typed["limit_unit"]}]


def _fees(typed: dict[str, Any]) -> list[dict[str, Any]]:
    if not typed.get("fee_status"):
        return []
    line = {"status": typed["fee_status"], "basis": typed["fee_basis"]}
    return [line | ({"amount": typed["fee_amount"]} if typed["fee_amount"] else {})]
