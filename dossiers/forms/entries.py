"""Putting right what was entered by mistake."""

from functools import partial

from django import forms

from dossiers.annulling import annul
from dossiers.choosing import asked_by
from dossiers.forms.appointments import ClosingDayField, offer_cases, stated_due
from dossiers.forms.move_form import LONGEST_NOTE, MoveForm
from dossiers.models import Dossier
from dossiers.moving import Move
from dossiers.replacing import Right, change_procedure
from procedures.enums import Channel
from procedures.models import Procedure
from wardportal.forms import TextField
from wardportal.office.models import Office


class AnnulForm(MoveForm):
    reason = TextField(label="Lý do hủy", max_length=LONGEST_NOTE)

    def move(self, office: Office) -> Move:
        """Take the entry out of every figure."""
        return annul


class ProcedureField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A procedure by its name; codes tell alike ones apart."""

    def label_from_instance(self, obj: Procedure) -> str:
        return f"{obj.display_name} ({obj.code})" if obj.code else obj.display_name


class ChangeProcedureForm(MoveForm):
    """The procedure meant; sent once more where that one asks for a case or a due day."""

    procedure = ProcedureField(
        queryset=Procedure.objects.none(),
        to_field_name="slug",
        label="Thủ tục đúng",
        empty_label="Chọn thủ tục",
    )
    case = forms.ChoiceField(label="Trường hợp")
    due_at = ClosingDayField(label="Ngày hẹn trả")
    due_ground = TextField(label="Căn cứ của ngày hẹn trả", max_length=LONGEST_NOTE)
    reason = TextField(label="Lý do đổi", max_length=LONGEST_NOTE)

    def suit(self, dossier: Dossier) -> None:
        """Offer what was in force at the receipt, and ask what the choice asks."""
        published = Procedure.objects.published(dossier.receipt_day).distinct()
        others = published.exclude(pk=dossier.procedure_id).order_by("name", "id")
        self.fields["procedure"].queryset = others  # type: ignore[attr-defined]
        asked = asked_by(
            str(self["procedure"].value() or ""),
            channel=Channel(dossier.channel),
            day=dossier.receipt_day,
        )
        if not asked.needs_due:
            del self.fields["due_at"], self.fields["due_ground"]
        offer_cases(self, asked.cases, required=asked.case_required)

    def move(self, office: Office) -> Move:
        """Make the entry anew under the procedure meant."""
        said = self.cleaned_data
        right = Right(
            procedure=said["procedure"],
            case=said.get("case", ""),
            stated_due=stated_due(said),
        )
        return partial(change_procedure, right=right, office=office)
