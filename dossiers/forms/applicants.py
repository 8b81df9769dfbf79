"""The part of the intake form about people: who hands in, and who for."""

from typing import Any

from django import forms

from dossiers.enums import ApplicantKind
from dossiers.people import ApplicantFacts
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
OF_SECOND_PARTIES = (
    "second_id_number",
    "second_name",
    "second_birth_date",
    "second_phone",
)
OF_REPRESENTATIVES = (
    "representative_id_number",
    "representative_name",
    "representative_phone",
)


class ApplicantFields(BaseForm):
    """The applicant, a person or an organisation, and perhaps a representative.

    Only the fields that fit are there: the page asks again when the kind changes.
    """

    hides_optional = True

    is_organisation = forms.BooleanField(label="Là tổ chức", required=False)
    id_number = IdNumberField(required=False)
    tax_code = TaxCodeField(required=False)
    full_name = TextField(label="Họ và tên", max_length=200)
    birth_date = VietnameseDateField(label="Ngày sinh", required=False)
    phone = PhoneField(required=False)
    address = TextField(label="Nơi cư trú", max_length=300, required=False)
    email = EmailField(label="Thư điện tử", max_length=254, required=False)
    second_id_number = IdNumberField(label="Số căn cước bên thứ hai", required=False)
    second_name = TextField(label="Họ và tên bên thứ hai", max_length=200)
    second_birth_date = VietnameseDateField(
        label="Ngày sinh bên thứ hai", required=False
    )
    second_phone = PhoneField(label="Điện thoại bên thứ hai", required=False)
    has_representative = forms.BooleanField(label="Có giấy ủy quyền", required=False)
    representative_id_number = IdNumberField(
        label="Số căn cước người nộp thay", required=False
    )
    representative_name = TextField(label="Họ và tên người nộp thay", max_length=200)
    representative_phone = PhoneField(label="Điện thoại người nộp thay", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_organisation = bool(self["is_organisation"].value())
        self.drop(OF_PERSONS if self.of_organisation else OF_ORGANISATIONS)
        self.is_represented = bool(self["has_representative"].value())
        if not self.is_represented:
            self.drop(OF_REPRESENTATIVES)
        if self.of_organisation:
            self.fields["full_name"].label = "Tên tổ chức"
            self.fields["full_name"].error_messages["required"] = "Hãy nhập tên tổ chức"
            self.fields["address"].label = "Địa chỉ trụ sở"

    def drop(self, names: tuple[str, ...]) -> None:
        """Take away fields that are not asked for."""
        for name in names:
            self.fields.pop(name, None)

    def applicant_facts(self) -> ApplicantFacts:
        """Return what was declared, as far as it could be read."""
        said = self.cleaned_data
        return ApplicantFacts(
            kind=self._kind(),
            full_name=said.get("full_name", ""),
            id_number=said.get("id_number", ""),
            tax_code=said.get("tax_code", ""),
            birth_date=said.get("birth_date"),
            phone=said.get("phone", ""),
            email=said.get("email", ""),
            address=said.get("address", ""),
        )

    def second_party_facts(self) -> ApplicantFacts | None:
        """Return the other of two parties, where the procedure has two."""
        said = self.cleaned_data
        if not said.get("second_name"):
            return None
        return ApplicantFacts(
            full_name=said["second_name"],
            id_number=said.get("second_id_number", ""),
            birth_date=said.get("second_birth_date"),
            phone=said.get("second_phone", ""),
        )

    def representative_facts(self) -> ApplicantFacts | None:
        """Return who handed in on the applicant's behalf, if anyone did."""
        said = self.cleaned_data
        if not said.get("representative_name"):
            return None
        return ApplicantFacts(
            full_name=said["representative_name"],
            id_number=said.get("representative_id_number", ""),
            phone=said.get("representative_phone", ""),
        )

    def _kind(self) -> ApplicantKind:
        if self.of_organisation:
            return ApplicantKind.ORGANISATION
        return ApplicantKind.PERSON
