"""People and organisations who hand in dossiers."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from dossiers.enums import ApplicantKind
from wardportal.fields import BlindIndexField, SealedField, blind_indexes
from wardportal.formats import fold, masked_id, masked_name


class ApplicantQuerySet(models.QuerySet["Applicant"]):
    def with_id_number(self, id_number: str) -> "ApplicantQuerySet":
        """Everyone entered under an ID number, latest first."""
        return self.filter(id_number_index__in=blind_indexes(id_number)).order_by(
            "-entered_at"
        )

    def with_id_numbers(self, id_numbers: Iterable[str]) -> "ApplicantQuerySet":
        """Everyone entered under any of these, latest last."""
        indexes = [index for number in id_numbers for index in blind_indexes(number)]
        return self.filter(id_number_index__in=indexes).order_by("entered_at")

    def with_tax_code(self, tax_code: str) -> "ApplicantQuerySet":
        return (
            self.filter(tax_code=tax_code).exclude(tax_code="").order_by("-entered_at")
        )

    def with_tax_codes(self, tax_codes: Iterable[str]) -> "ApplicantQuerySet":
        """All entered under any of these, latest last."""
        return self.filter(tax_code__in=list(tax_codes)).order_by("entered_at")


class Applicant(models.Model):
    """A person or organisation as declared at one time; never edited.

    A dossier keeps what was declared with it. Changed details make a new row, and
    the latest row under an ID number fills the next form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(
        "loại",
        max_length=12,
        choices=[
            (ApplicantKind.PERSON.value, "Cá nhân"),
            (ApplicantKind.ORGANISATION.value, "Tổ chức"),
        ],
        default=ApplicantKind.PERSON.value,
    )
    full_name = models.CharField("họ và tên", max_length=200)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)
    id_number = SealedField("số căn cước", blank=True, default="")
    id_number_index = BlindIndexField(source="id_number", db_index=True)
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True, db_index=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    phone = SealedField("điện thoại", blank=True, default="")
    phone_index = BlindIndexField(source="phone", db_index=True)
    email = models.EmailField("thư điện tử", blank=True)
    address = models.CharField("nơi cư trú", max_length=300, blank=True)
    entered_at = models.DateTimeField("nhập lúc")

    objects = ApplicantQuerySet.as_manager()

    class Meta:
        verbose_name = "người nộp"
        verbose_name_plural = "người nộp"
        constraints = [
            models.CheckConstraint(
                name="applicant_has_name",
                condition=~Q(full_name=""),
                violation_error_message="Hãy nhập họ và tên.",
            )
        ]

    def __str__(self) -> str:
        return self.masked_name

    @property
    def masked_name(self) -> str:
        return masked_name(self.full_name)

    @property
    def masked_id_number(self) -> str:
        return masked_id(self.id_number) if self.id_number else ""

    def folded(self) -> str:
        """Return the name as searches compare it."""
        return fold(self.full_name)
