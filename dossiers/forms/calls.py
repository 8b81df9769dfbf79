"""What a clerk says after telephoning an applicant."""

from django import forms

from wardportal.forms import BaseForm, TextField

LONGEST_CALL_NOTE = 150


class CallForm(BaseForm):
    """Reached or not, by the button pressed, and a word with it."""

    REACHED, UNREACHED = "da-goi", "khong-lien-lac-duoc"

    outcome = forms.ChoiceField(
        label="Kết quả gọi",
        choices=[(REACHED, "Đã gọi"), (UNREACHED, "Không liên lạc được")],
        widget=forms.HiddenInput,
    )
    reason = TextField(label="Ghi chú", max_length=LONGEST_CALL_NOTE, required=False)

    @property
    def reached(self) -> bool:
        """Whether the applicant was told."""
        return bool(self.cleaned_data["outcome"] == self.REACHED)
