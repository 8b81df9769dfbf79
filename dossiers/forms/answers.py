"""The office's answer to what came by post or online."""

from functools import partial

from django import forms

from dossiers.enums import ProposalKind
from dossiers.forms.appointments import (
    ClosingDayField,
    ProposedForm,
    offer_cases,
    stated_due,
)
from dossiers.forms.move_form import LONGEST_NOTE, LONGEST_REASON, MoveForm
from dossiers.models import Dossier
from dossiers.moving import Move
from dossiers.submitting import Acceptance, accept_submitted
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
        cases, limit = version.cases_on(channel), version.limit_for(channel)
        if cases or limit:
            del self.fields["due_at"], self.fields["due_ground"]
        offer_cases(self, cases, required=limit is None)

    def move(self, office: Office) -> Move:
        """Accept the dossier from now on."""
        said = self.cleaned_data
        added = Acceptance(case=said.get("case", ""), stated_due=stated_due(said))
        return partial(accept_submitted, office=office, added=added)


class RefuseIntakeForm(ProposedForm):
    KIND = ProposalKind.REFUSE_INTAKE

    reason = TextBlockField(
        label="Lý do không tiếp nhận",
        help_text="Người nộp đọc được lý do này trong phiếu từ chối.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
