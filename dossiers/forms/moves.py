"""What a member of staff says with a move."""

from typing import Any

from django import forms

from dossiers.access import officers_at_work
from dossiers.models import Dossier
from dossiers.permissions import MoveKind
from wardportal.accounts.models import User
from wardportal.forms import BaseForm, TextBlockField, TextField

LARGEST_SEQUENCE = 2**63 - 1
LONGEST_NOTE = 300
LONGEST_REASON = 1000
LONGEST_NAME = 200


class MoveForm(BaseForm):
    """A move that needs nothing said; ``seen`` is the last event that the page showed."""

    seen = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST_SEQUENCE,
        widget=forms.HiddenInput,
    )

    @classmethod
    def of(cls, kind: MoveKind, dossier: Dossier, *data: Any) -> "MoveForm":
        """Return the form of a move on a dossier, its ids apart from other moves'."""
        form = FORMS.get(kind, MoveForm)(*data, auto_id=f"id_{kind}_%s")
        form.suit(dossier)
        return form

    def suit(self, dossier: Dossier) -> None:
        """Fit the fields to the dossier."""

    @property
    def reason_given(self) -> str:
        """What the actor wrote, for the evidence."""
        return str(self.cleaned_data.get("reason", ""))

    @property
    def receiver_chosen(self) -> User | None:
        """Who gets a dossier that is handed over."""
        return self.cleaned_data.get("receiver")

    @property
    def collector_named(self) -> str:
        """Who came for the result."""
        return str(self.cleaned_data.get("collector", ""))


class OfficerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An officer at work, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=officers_at_work(),
            to_field_name="username",
            label="Người nhận",
            empty_label="Chọn người nhận",
            **kwargs,
        )


class HandOverForm(MoveForm):
    receiver = OfficerField()
    reason = TextField(label="Ghi chú", required=False, max_length=LONGEST_NOTE)

    def suit(self, dossier: Dossier) -> None:
        """Leave out whoever has it already."""
        officers = officers_at_work()
        if dossier.officer_id:
            officers = officers.exclude(pk=dossier.officer_id)
        self.fields["receiver"].queryset = officers  # type: ignore[attr-defined]


class SendBackForm(MoveForm):
    reason = TextField(label="Lý do trả lại", max_length=LONGEST_NOTE)


class RefuseForm(MoveForm):
    reason = TextBlockField(
        label="Lý do từ chối",
        help_text="Người nộp đọc được lý do này khi tra cứu hồ sơ.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReturnForm(MoveForm):
    collector = TextField(label="Họ tên người nhận kết quả", max_length=LONGEST_NAME)

    def suit(self, dossier: Dossier) -> None:
        """Most people come for their result themselves."""
        self.initial["collector"] = dossier.applicant.full_name


FORMS: dict[MoveKind, type[MoveForm]] = {
    MoveKind.HAND_OVER: HandOverForm,
    MoveKind.SEND_BACK: SendBackForm,
    MoveKind.REFUSE: RefuseForm,
    MoveKind.RETURN: ReturnForm,
}


class BulkMoveForm(BaseForm):
    """One move on the dossiers ticked in a list."""

    KINDS = (MoveKind.TAKE, MoveKind.RETURN, MoveKind.HAND_OVER)

    viec = forms.ChoiceField(
        label="Việc", choices=[(kind.value, kind.value) for kind in KINDS]
    )
    nguoi_nhan = OfficerField(required=False)

    @property
    def kind(self) -> MoveKind:
        return MoveKind(self.cleaned_data["viec"])
