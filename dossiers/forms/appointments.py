"""Days on which a result is promised, and what is said with them."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django import forms

from dossiers.deciding import decide_or_propose
from dossiers.enums import ProposalKind
from dossiers.forms.move_form import LONGEST_NOTE, LONGEST_REASON, MoveForm
from dossiers.moving import Move
from dossiers.terms import StatedDue
from dossiers.verifying import add_verification
from procedures.office_calendar import from_local, working_calendar
from procedures.openinghours import CalendarError
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.forms import TextBlockField, VietnameseDateField
from wardportal.office.models import Office


class ClosingDayField(VietnameseDateField):
    """A working day, read as the moment (aware) at which its work ends."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is None:
            return None
        try:
            return from_local(working_calendar().closing(day))
        except CalendarError as error:
            raise forms.ValidationError(str(error)) from error


def offer_cases(form: forms.Form, cases: tuple[str, ...], *, required: bool) -> None:
    """Offer the cases in which the limit differs; without any the field goes."""
    if not cases:
        del form.fields["case"]
        return
    first = "Hãy chọn" if required else "Thông thường"
    field = form.fields["case"]
    field.required = required
    field.choices = [("", first), *((case, case) for case in cases)]  # type: ignore[attr-defined]


def stated_due(said: Mapping[str, Any]) -> StatedDue | None:
    """Return the due moment a clerk states with its ground, where it was asked for."""
    return StatedDue(said["due_at"], said["due_ground"]) if "due_at" in said else None


class ProposedForm(MoveForm):
    """A move that a leader decides on, or makes at once."""

    KIND: ProposalKind

    def facts(self) -> dict[str, Any]:
        """Return what the operation needs besides the reason, as JSON values."""
        return {}

    def move(self, office: Office) -> Move:
        """Do what is asked for, or put it before the leader."""
        return partial(
            decide_or_propose, kind=self.KIND, office=office, facts=self.facts()
        )

    def done_words(self, actor: User) -> str:
        """Tell apart what is done from what waits for a decision."""
        if Role.LEADER in actor.roles:
            return super().done_words(actor)
        return "đã trình lãnh đạo quyết định"


class ExtendForm(ProposedForm):
    KIND = ProposalKind.EXTENSION

    promised_at = ClosingDayField(label="Ngày hẹn lại")
    reason = TextBlockField(
        label="Lý do chậm trả kết quả",
        help_text="Người nộp đọc được lý do này trong văn bản xin lỗi.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def facts(self) -> dict[str, Any]:
        """Say the new date."""
        promised_at: datetime = self.cleaned_data["promised_at"]
        return {"promised_at": promised_at.isoformat()}


class VerifyForm(MoveForm):
    reason = TextBlockField(
        label="Căn cứ, nội dung cần xác minh",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def move(self, office: Office) -> Move:
        """Add the days that the procedure allows for it."""
        return partial(add_verification, office=office)
