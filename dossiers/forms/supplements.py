"""What is said when papers are missing: which, why, until when; and when all are in."""

from functools import partial
from typing import Any

from django import forms

from dossiers.deciding import decide_or_propose
from dossiers.enums import STAGE_LABELS, ProposalKind, SupplementStage
from dossiers.forms.intake_fields import paper_words
from dossiers.forms.move_form import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_REASON,
    MoveForm,
)
from dossiers.models import Dossier
from dossiers.moving import Move
from dossiers.supplementing import (
    Missing,
    MissingPaper,
    ask_supplement,
    cancel_supplement,
    complete_supplement,
    open_request,
)
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.forms import (
    TextBlockField,
    TextField,
    VietnameseDateField,
    WholeNumberField,
)
from wardportal.office.models import Office

FREE_ROWS = range(1, 6)
ROWS_SEEN = 2
MOST_OF_ONE = 99

Row = dict[str, forms.BoundField]
"""The fields of one free row, by what they ask for."""


class AskSupplementForm(MoveForm):
    """Ticks among the procedure's papers, and a few rows for what is not among them."""

    layout = "components/supplement_form.html"
    hides_optional = True

    papers = forms.TypedMultipleChoiceField(
        label="Giấy tờ còn thiếu",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = TextBlockField(
        label="Lý do",
        help_text="Người nộp đọc được lý do này trên phiếu và khi tra cứu hồ sơ.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    stage = forms.ChoiceField(
        label="Lúc yêu cầu",
        choices=[(stage.value, label) for stage, label in STAGE_LABELS.items()],
        initial=SupplementStage.BEFORE_APPRAISAL.value,
        widget=forms.RadioSelect,
    )
    contact = TextField(
        label="Liên hệ khi cần hỏi", max_length=LONGEST_NAME, required=False
    )
    expires_on = VietnameseDateField(
        label="Bổ sung đến hết ngày",
        help_text="Để trống thì tính theo số ngày chung của cơ quan.",
        required=False,
    )

    def suit(self, dossier: Dossier) -> None:
        """Offer the papers of the dossier's own version."""
        self.documents = {
            document.pk: document
            for document in dossier.procedure_version.documents.all()
        }
        self.further = dossier.supplements.exists()
        papers = self.fields["papers"]
        papers.choices = [  # type: ignore[attr-defined]
            (pk, paper_words(document)) for pk, document in self.documents.items()
        ]
        if not self.documents:
            del self.fields["papers"]

    def clean(self) -> dict[str, Any]:
        """Ask for one paper at least, and for the name of what is counted."""
        cleaned = super().clean() or self.cleaned_data
        for number in FREE_ROWS:
            note, name = cleaned.get(f"note_{number}"), cleaned.get(f"name_{number}")
            if note and not name and f"name_{number}" not in self.errors:
                self.add_error(f"name_{number}", f"Hãy nhập tên giấy tờ {number}")
        if not self.errors and not self._papers():
            first = "papers" if "papers" in self.fields else "name_1"
            self.add_error(first, "Hãy chọn hoặc ghi ít nhất một giấy tờ còn thiếu")
        return cleaned

    def move(self, office: Office) -> Move:
        """Ask; for a further time a leader decides."""
        said = self.cleaned_data
        missing = Missing(
            papers=self._papers(),
            stage=SupplementStage(said["stage"]),
            contact=said["contact"],
            expires_on=said["expires_on"],
        )
        if not self.further:
            return partial(ask_supplement, missing=missing, office=office)
        return partial(
            decide_or_propose,
            kind=ProposalKind.FURTHER_SUPPLEMENT,
            office=office,
            facts=missing.as_facts(),
        )

    def done_words(self, actor: User) -> str:
        """Say that a further request waits for its decision."""
        at_once = not self.further or Role.LEADER in actor.roles
        return super().done_words(actor) if at_once else "đã trình lãnh đạo quyết định"

    @property
    def first_rows(self) -> list[Row]:
        """The free rows that are always seen."""
        return self._rows()[:ROWS_SEEN]

    @property
    def further_rows(self) -> list[Row]:
        """The free rows folded away."""
        return self._rows()[ROWS_SEEN:]

    @property
    def writes_more(self) -> bool:
        """Whether something stands in the rows folded away."""
        fields = (field for row in self.further_rows for field in row.values())
        return any(field.value() or field.errors for field in fields)

    def _rows(self) -> list[Row]:
        asked = ("name", "quantity", "note")
        return [
            {name: self[f"{name}_{number}"] for name in asked} for number in FREE_ROWS
        ]

    def _papers(self) -> tuple[MissingPaper, ...]:
        said = self.cleaned_data
        listed = (self.documents[pk] for pk in said.get("papers", ()))
        ticked = [
            MissingPaper(document.name, document.originals + document.copies or 1)
            for document in listed
        ]
        written = [
            MissingPaper(
                name, said[f"quantity_{number}"] or 1, said.get(f"note_{number}", "")
            )
            for number in FREE_ROWS
            if (name := said.get(f"name_{number}"))
        ]
        return (*ticked, *written)


class CompleteSupplementForm(MoveForm):
    """Every paper asked for, ticked as it is received."""

    hides_optional = True

    papers = forms.MultipleChoiceField(
        label="Giấy tờ đã nhận",
        help_text="Đánh dấu khi đã nhận đủ từng loại.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def suit(self, dossier: Dossier) -> None:
        """List what was asked for."""
        request = open_request(dossier)
        papers = request.papers.all() if request else ()
        self.asked_for = {str(paper.pk): paper.name for paper in papers}
        field = self.fields["papers"]
        field.choices = list(self.asked_for.items())  # type: ignore[attr-defined]

    def clean_papers(self) -> list[str]:
        """Refuse as long as one is missing."""
        ticked: list[str] = self.cleaned_data["papers"]
        missing = [
            name for key, name in self.asked_for.items() if key not in set(ticked)
        ]
        if missing:
            raise forms.ValidationError(
                f"Còn thiếu: {'; '.join(missing)}. Chỉ ghi khi đã nhận đủ, "
                "hoặc chọn “Không cần bổ sung nữa”"
            )
        return ticked

    def move(self, office: Office) -> Move:
        """Let the clock go on, or begin anew."""
        return partial(complete_supplement, office=office)


class CancelSupplementForm(MoveForm):
    reason = TextField(label="Lý do không cần bổ sung nữa", max_length=LONGEST_NOTE)

    def move(self, office: Office) -> Move:
        """Take the request back."""
        return partial(cancel_supplement, office=office)


def _row(number: int) -> dict[str, forms.Field]:
    return {
        f"name_{number}": TextField(
            label=f"Giấy tờ khác {number}", max_length=LONGEST_NAME, required=False
        ),
        f"quantity_{number}": WholeNumberField(
            label=f"Số lượng {number}",
            min_value=1,
            max_value=MOST_OF_ONE,
            required=False,
        ),
        f"note_{number}": TextField(
            label=f"Nội dung cần bổ sung {number}",
            max_length=LONGEST_NOTE,
            required=False,
        ),
    }


for row in map(_row, FREE_ROWS):
    AskSupplementForm.base_fields |= row
