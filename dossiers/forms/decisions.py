"""A leader's answer to a proposal."""

from django import forms

from dossiers.forms.move_form import LONGEST_REASON
from wardportal.forms import BaseForm, TextField


class DecisionForm(BaseForm):
    """Yes or no by the button pressed, and a word with it."""

    YES, NO = "dong-y", "khong-dong-y"

    granted = forms.ChoiceField(
        label="Quyết định",
        choices=[(YES, "Đồng ý"), (NO, "Không đồng ý")],
        widget=forms.HiddenInput,
    )
    answer = TextField(
        label="Ý kiến của lãnh đạo", max_length=LONGEST_REASON, required=False
    )
