"""What a member of staff says with a move."""

from functools import partial
from typing import Any

from django import forms

from dossiers.access import officers_at_work
from dossiers.enums import Outcome
from dossiers.forms.answers import AcceptForm, RefuseIntakeForm
from dossiers.forms.appointments import ExtendForm, VerifyForm
from dossiers.forms.closing import RefuseForm, StopForm, WithdrawForm
from dossiers.forms.entries import AnnulForm, ChangeProcedureForm
from dossiers.forms.move_form import LONGEST_NOTE, MoveForm
from dossiers.forms.pausing import AskPaymentForm, PauseForm, PaymentForm, ResumeForm
from dossiers.forms.returns import ReturnForm
from dossiers.forms.supplements import (
    AskSupplementForm,
    CancelSupplementForm,
    CompleteSupplementForm,
)
from dossiers.models import Dossier
from dossiers.moving import Move
from dossiers.permissions import MoveKind
from dossiers.processing import close, hand_over, send_back, send_for_signature, take
from dossiers.returning import return_result
from wardportal.forms import BaseForm, TextField
from wardportal.office.models import Office


class TakeForm(MoveForm):
    def move(self, office: Office) -> Move:
        """Take the dossier."""
        return take


class SignatureForm(MoveForm):
    def move(self, office: Office) -> Move:
        """Put the dossier before the signer."""
        return send_for_signature


class ResolveForm(MoveForm):
    def move(self, office: Office) -> Move:
        """Close the dossier with a result."""
        return partial(close, outcome=Outcome.GRANTED, office=office)


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

    def move(self, office: Office) -> Move:
        """Give the dossier to the officer chosen."""
        return partial(hand_over, receiver=self.cleaned_data["receiver"])


class SendBackForm(MoveForm):
    reason = TextField(label="Lý do trả lại", max_length=LONGEST_NOTE)

    def move(self, office: Office) -> Move:
        """Give the dossier back to its officer."""
        return send_back


FORMS: dict[MoveKind, type[MoveForm]] = {
    MoveKind.TAKE: TakeForm,
    MoveKind.SEND_FOR_SIGNATURE: SignatureForm,
    MoveKind.SEND_BACK: SendBackForm,
    MoveKind.RESOLVE: ResolveForm,
    MoveKind.RETURN: ReturnForm,
    MoveKind.HAND_OVER: HandOverForm,
    MoveKind.REFUSE: RefuseForm,
    MoveKind.ASK_SUPPLEMENT: AskSupplementForm,
    MoveKind.COMPLETE_SUPPLEMENT: CompleteSupplementForm,
    MoveKind.CANCEL_SUPPLEMENT: CancelSupplementForm,
    MoveKind.ASK_PAYMENT: AskPaymentForm,
    MoveKind.NOTE_PAYMENT: PaymentForm,
    MoveKind.PAUSE: PauseForm,
    MoveKind.RESUME: ResumeForm,
    MoveKind.WITHDRAW: WithdrawForm,
    MoveKind.STOP: StopForm,
    MoveKind.ACCEPT: AcceptForm,
    MoveKind.REFUSE_INTAKE: RefuseIntakeForm,
    MoveKind.EXTEND: ExtendForm,
    MoveKind.ANNUL: AnnulForm,
    MoveKind.CHANGE_PROCEDURE: ChangeProcedureForm,
    MoveKind.VERIFY: VerifyForm,
}


def form_of(kind: MoveKind, dossier: Dossier, *data: Any) -> MoveForm:
    """Return the form of a move on a dossier, its ids apart from other moves'."""
    form = FORMS[kind](*data, auto_id=f"id_{kind}_%s")
    form.suit(dossier)
    return form


class BulkMoveForm(BaseForm):
    """One move on the dossiers ticked in a list."""

    KINDS = (MoveKind.TAKE, MoveKind.RETURN, MoveKind.HAND_OVER)

    viec = forms.ChoiceField(
        label="Việc", choices=[(kind.value, kind.value) for kind in KINDS]
    )
    nguoi_nhan = OfficerField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a receiver where the move needs one."""
        cleaned = super().clean() or self.cleaned_data
        handing_over = cleaned.get("viec") == MoveKind.HAND_OVER.value
        unchosen = cleaned.get("nguoi_nhan") is None and "nguoi_nhan" not in self.errors
        if handing_over and unchosen:
            self.add_error("nguoi_nhan", "Hãy chọn người nhận.")
        return cleaned

    @property
    def kind(self) -> MoveKind:
        return MoveKind(self.cleaned_data["viec"])

    def move(self) -> Move:
        """Return the operation that is asked for."""
        if self.kind is MoveKind.HAND_OVER:
            return partial(hand_over, receiver=self.cleaned_data["nguoi_nhan"])
        if self.kind is MoveKind.RETURN:
            return return_result
        return take
