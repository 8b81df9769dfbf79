"""The counter's form: from what is typed to what is logged."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from dossiers.enums import Delivery, DueSource
from dossiers.forms.intake_fields import IntakeFields
from dossiers.models import Dossier
from dossiers.terms import (
    IntakeFacts,
    IntakeRefusedError,
    PaperFacts,
    StatedDue,
    Terms,
    terms_for,
)
from procedures.office_calendar import from_local, working_calendar
from procedures.openinghours import CalendarError
from wardportal.converters import DossierCodeConverter
from wardportal.formats import clock_on_date

EXTERNAL_CODE = re.compile(DossierCodeConverter.regex)
"""What the address of a dossier's page can carry."""

JUST_NOW = timedelta(hours=24)
"""Within it the same person's same procedure is most likely the same paper."""

ID_NUMBERS = ("id_number", "second_id_number")

STRANGE_CODE = (
    "Mã hồ sơ ngoài cần 4 đến 64 chữ không dấu, chữ số, dấu chấm hoặc gạch nối"
)


class IntakeForm(IntakeFields):
    """A new dossier: checked, with its terms, ready to be logged."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms: Terms | None = None
        self.duplicate: Dossier | None = None
        self.refusal = ""
        """Why the terms cannot be given, for the page that shows no errors yet."""

    def said(self, name: str) -> Any:
        """Return a value once it could be read, else None."""
        return getattr(self, "cleaned_data", {}).get(name)

    def facts(self) -> IntakeFacts:
        """Return what is to be logged, as far as it could be read.

        Needs a known procedure and ``is_valid()`` to have been asked.
        """
        if self.asked.procedure is None:
            raise ValueError("No procedure is chosen.")
        said = self.cleaned_data
        return IntakeFacts(
            procedure=self.asked.procedure,
            channel=self.channel_typed,
            applicant=self.applicant_facts(),
            second_party=self.second_party_facts(),
            representative=self.representative_facts(),
            papers=tuple(self._papers_received()),
            case=said.get("case", ""),
            copies=said.get("copies") or 1,
            pages=said.get("pages") or 1,
            foreign_element=said.get("foreign_element", False)
            or self.asked.procedure.foreign_element,
            delivery=Delivery(said.get("delivery") or Delivery.COUNTER),
            submitted_at=_start_of(said.get("postmark_day")),
            postmark_day=said.get("postmark_day"),
            letter_number=said.get("letter_number", ""),
            external_code=said.get("external_code", ""),
            stated_due=self._stated_due(),
            fee_exemption=said.get("fee_exemption", ""),
            note=said.get("note", ""),
            intake_key=said.get("intake_key"),
        )

    def clean_procedure(self) -> str:
        if self.asked.procedure is None:
            raise forms.ValidationError("Không có thủ tục này. Hãy chọn lại thủ tục.")
        return self.asked.procedure.slug

    def clean_external_code(self) -> str:
        code = "".join(self.cleaned_data["external_code"].split())
        if code and not EXTERNAL_CODE.fullmatch(code):
            raise forms.ValidationError(STRANGE_CODE)
        return code

    def clean_due_at(self) -> datetime:
        """Turn the day into its closing time."""
        try:
            closing = working_calendar(self.at.office).closing(
                self.cleaned_data["due_at"]
            )
        except CalendarError as error:
            raise forms.ValidationError(str(error)) from error
        moment = from_local(closing)
        if moment <= self.at.moment:
            raise forms.ValidationError("Ngày hẹn trả phải sau lúc tiếp nhận")
        return moment

    def clean(self) -> dict[str, Any]:
        """Work out the terms, so that their faults stand beside the others."""
        if self.asked.procedure is not None:
            self._work_out_terms()
            self._look_for_duplicate()
        return self.cleaned_data

    def refuse(self, refused: IntakeRefusedError) -> None:
        """Show why the dossier cannot be logged as stated."""
        self.refusal = str(refused)
        self.add_error(
            refused.field if refused.field in self.fields else None, self.refusal
        )

    def _work_out_terms(self) -> None:
        at = self.at
        try:
            self.terms = terms_for(self.facts(), office=at.office, moment=at.moment)
        except IntakeRefusedError as refused:
            self.refuse(refused)
        except CalendarError as error:
            self.refuse(IntakeRefusedError("", str(error)))

    def _look_for_duplicate(self) -> None:
        self.duplicate = self._latest_like()
        if self.duplicate is None or self.duplicate.accepted_at is None:
            return
        seen = self.cleaned_data.get("duplicate_seen") == self.duplicate.code
        if not seen and self.duplicate.accepted_at > self.at.moment - JUST_NOW:
            accepted = timezone.localtime(self.duplicate.accepted_at)
            self.add_error(
                None,
                f"Người này vừa nộp thủ tục này lúc {clock_on_date(accepted)}, "
                f"mã {self.duplicate.short_code}. "
                "Nếu đây là hồ sơ khác, hãy bấm tiếp nhận lần nữa.",
            )

    def _latest_like(self) -> Dossier | None:
        """Find a like dossier under the ID number of either party."""
        numbers = [self.cleaned_data.get(name) for name in ID_NUMBERS]
        found = (self._latest_of(number) for number in numbers if number)
        return next((dossier for dossier in found if dossier), None)

    def _latest_of(self, id_number: str) -> Dossier | None:
        if self.asked.procedure is None:
            return None
        like = Dossier.objects.possible_duplicates(
            id_number=id_number,
            procedure_id=self.asked.procedure.pk,
            moment=self.at.moment,
            own_key=self.cleaned_data.get("intake_key"),
        )
        return like.first()

    def _stated_due(self) -> StatedDue | None:
        moment = self.cleaned_data.get("due_at")
        ground = self.cleaned_data.get("due_ground")
        if not (moment and ground):
            return None
        agreed = self.cleaned_data.get("agreed", False)
        source = DueSource.AGREED if agreed else DueSource.STATED
        return StatedDue(moment, ground, source)

    def _papers_received(self) -> list[PaperFacts]:
        ticked = set(self.cleaned_data.get("papers", ()))
        return [
            PaperFacts(
                name=f"{paper.name} (xuất trình)" if paper.to_present else paper.name,
                required_document_id=paper.pk,
                # What is only shown goes back with its owner.
                originals=0 if paper.to_present else paper.originals,
                copies=0 if paper.to_present else paper.copies,
            )
            for paper in self.asked.documents
            if paper.pk in ticked
        ]


def _start_of(day: date | None) -> datetime | None:
    return from_local(datetime.combine(day, time())) if day else None
