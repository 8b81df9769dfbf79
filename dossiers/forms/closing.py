"""Why a dossier ends without a result."""

from functools import partial

from django import forms

from dossiers.enums import Outcome
from dossiers.forms.move_form import LONGEST_REASON, MoveForm
from dossiers.moving import Move
from dossiers.processing import close
from wardportal.forms import TextBlockField
from wardportal.office.models import Office


class ReasonField(TextBlockField):
    """A reason that the applicant reads too."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            help_text="Người nộp đọc được lý do này khi tra cứu hồ sơ.",
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 4}),
        )


class RefuseForm(MoveForm):
    reason = ReasonField("Lý do từ chối")

    def move(self, office: Office) -> Move:
        """Close the dossier with a refusal."""
        return partial(close, outcome=Outcome.REFUSED, office=office)


class StopForm(MoveForm):
    reason = ReasonField("Căn cứ dừng giải quyết")

    def move(self, office: Office) -> Move:
        """Close the dossier as stopped (Mẫu 05)."""
        return partial(close, outcome=Outcome.STOPPED, office=office)


class WithdrawForm(MoveForm):
    reason = ReasonField("Lý do người nộp rút hồ sơ")

    def move(self, office: Office) -> Move:
        """Close the dossier at the applicant's wish."""
        return partial(close, outcome=Outcome.WITHDRAWN, office=office)
