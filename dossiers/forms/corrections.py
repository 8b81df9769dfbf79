"""What is put right of a person in a dossier that is logged already."""

from dataclasses import replace
from typing import Any

from django import forms

from dossiers.enums import ApplicantKind
from dossiers.forms.move_form import LARGEST_SEQUENCE, LONGEST_NOTE
from dossiers.models import Applicant
from dossiers.people import ApplicantFacts
from dossiers.restating import restated_applicant
from wardportal.forms import (
    BaseForm,
    EmailField,
    IdNumberField,
    PhoneField,
    TaxCodeField,
    TextField,
    VietnameseDateField,
)

OF_PERSONS = ("id_number", "birth_date")
OF_ORGANISATIONS = ("tax_code",)
SEALED = "id_number"
"""Not written out on the page: left empty, the number stays."""


class CorrectionForm(BaseForm):
    """A person's details as they should have been; ``known`` is how they stand."""

    seen = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST_SEQUENCE,
        widget=forms.HiddenInput,
    )
    full_name = TextField(label="Họ và tên", max_length=200)
    id_number = IdNumberField(required=False)
    tax_code = TaxCodeField(required=False)
    birth_date = VietnameseDateField(label="Ngày sinh", required=False)
    phone = PhoneField(required=False)
    address = TextField(label="Nơi cư trú", max_length=300, required=False)
    email = EmailField(label="Thư điện tử", max_length=254, required=False)
    reason = TextField(label="Lý do sửa", max_length=LONGEST_NOTE)

    def __init__(self, *args: Any, known: Applicant | None, **kwargs: Any) -> None:
        self.known = known
        self.stated = restated_applicant(known) if known else ApplicantFacts("")
        said = {k: v for k, v in vars(self.stated).items() if k != SEALED}
        super().__init__(*args, initial=said, **kwargs)
        organisation = self.stated.kind is ApplicantKind.ORGANISATION
        for name in OF_PERSONS if organisation else OF_ORGANISATIONS:
            del self.fields[name]
        if organisation:
            self.fields["full_name"].label = "Tên tổ chức"
            self.fields["address"].label = "Địa chỉ trụ sở"
        elif known and known.id_number:
            self.fields[
                SEALED
            ].help_text = f"Để trống thì giữ số {known.masked_id_number}."

    def facts(self) -> ApplicantFacts:
        """Return the person's details as corrected."""
        said = {
            name: self.cleaned_data[name]
            for name in vars(self.stated)
            if name in self.fields
        }
        kept = said.get(SEALED) or self.stated.id_number
        return replace(self.stated, **{**said, SEALED: kept})
