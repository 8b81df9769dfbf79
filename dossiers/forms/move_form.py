"""What every form of a move has in common."""

from typing import Any

from django import forms

from dossiers.models import Dossier
from dossiers.moving import Move
from wardportal.accounts.models import User
from wardportal.forms import BaseForm
from wardportal.office.models import Office

LARGEST_SEQUENCE = 2**63 - 1
LONGEST_NOTE = 300
LONGEST_REASON = 1000
LONGEST_NAME = 200


class MoveForm(BaseForm):
    """What a move needs said; ``seen`` is the last event that the page showed."""

    layout = ""
    """The component that lays the fields out; without one they follow one another."""

    seen = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST_SEQUENCE,
        widget=forms.HiddenInput,
    )

    def suit(self, dossier: Dossier) -> None:
        """Fit the fields to the dossier."""

    def move(self, office: Office) -> Move:
        """Return the operation that the form asks for, with what it says."""
        raise NotImplementedError

    @property
    def reason_given(self) -> str:
        """What the actor wrote, for the evidence."""
        return str(self.cleaned_data.get("reason", ""))

    def done_words(self, actor: User) -> str:
        """Say after the move's name that it is done."""
        return "đã ghi"

    @property
    def other_ways(self) -> list[dict[str, Any]]:
        """Links (label, url) to the same move done another way."""
        return []
