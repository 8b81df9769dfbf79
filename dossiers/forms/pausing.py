"""On what ground a clock pauses and goes on; what is to be paid, and that it was."""

from functools import partial

from django import forms

from dossiers.forms.move_form import LONGEST_NOTE, MoveForm
from dossiers.moving import Move
from dossiers.paying import ask_payment, note_payment
from dossiers.waiting import pause, resume
from wardportal.forms import TextBlockField, TextField
from wardportal.office.models import Office

LONGEST_NUMBER = 40


class PauseForm(MoveForm):
    reason = TextField(
        label="Căn cứ tạm dừng",
        help_text="Ví dụ: chờ cơ quan khác xác minh theo công văn số 12/CV.",
        max_length=LONGEST_NOTE,
    )

    def move(self, office: Office) -> Move:
        """Pause the clock."""
        return pause


class ResumeForm(MoveForm):
    reason = TextField(label="Căn cứ tính tiếp", max_length=LONGEST_NOTE)

    def move(self, office: Office) -> Move:
        """Let the clock go on."""
        return partial(resume, office=office)


class AskPaymentForm(MoveForm):
    reason = TextBlockField(
        label="Khoản phải nộp",
        help_text="Ghi khoản tiền, số tiền và nơi nộp; người nộp đọc được khi tra cứu.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def move(self, office: Office) -> Move:
        """Ask for the payment."""
        return ask_payment


class PaymentForm(MoveForm):
    receipt_number = TextField(
        label="Số biên lai", max_length=LONGEST_NUMBER, required=False
    )

    def move(self, office: Office) -> Move:
        """Record the payment."""
        number = self.cleaned_data["receipt_number"]
        return partial(note_payment, receipt_number=number, office=office)
