"""The office's answer to what came by post or online."""

from functools import partial

from django import forms

from dossiers.choosing import cases_of
from dossiers.enums import ProposalKind
from dossiers.forms.appointments import ClosingDayField, ProposedForm
from dossiers.forms.move_form import LONGEST_NOTE, LONGEST_REASON, MoveForm
from dossiers.models import Dossier
from dossiers.moving import Move
from dossiers.submitting import Acceptance, accept_submitted
from dossiers.terms import StatedDue
from procedures.enums import Channel
from wardportal.forms import TextBlockField, TextField
from wardportal.office.models import Office


class AcceptForm(MoveForm):
    """What its procedure asks for on acceptance; most ask for nothing."""

    case = forms.ChoiceField(label="Trường hợp")
    due_at = ClosingDayField(label="Ngày hẹn trả")
    due_ground = TextField(label="Căn cứ của ngày hẹn trả", max_length=LONGEST_NOTE)

    def suit(self, dossier: Dossier) -> None:
        """Keep what the version of the procedure asks for."""
        version, channel = dossier.procedure_version, Channel(dossier.channel)
        cases = cases_of(version, channel)
        limit = version.limit_for(channel)
        if cases or limit:
            del self.fields["due_at"], self.fields["due_ground"]
        if not cases:
            del self.fields["case"]
            return
        case = self.fields["case"]
        case.required = limit is None
        usual = "Thông thường" if limit else "Hãy chọn"
        case.choices = [("", usual), *((case, case) for case in cases)]  # type: ignore[attr-defined]

    def move(self, office: Office) -> Move:
        """Accept the dossier from now on."""
        said = self.cleaned_data
        stated = (
            StatedDue(said["due_at"], said["due_ground"]) if "due_at" in said else None
        )
        added = Acceptance(case=said.get("case", ""), stated_due=stated)
        return partial(accept_submitted, office=office, added=added)


class RefuseIntakeForm(ProposedForm):
    KIND = ProposalKind.REFUSE_INTAKE

    reason = TextBlockField(
        label="Lý do không tiếp nhận",
        help_text="Người nộp đọc được lý do này trong phiếu từ chối.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
