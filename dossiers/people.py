"""Finds or enters the people behind a dossier."""

from dataclasses import dataclass
from datetime import date, datetime

from dossiers.enums import ApplicantKind
from dossiers.models import Applicant
from wardportal.formats import fold

COMPARED = (
    "kind",
    "full_name",
    "id_number",
    "tax_code",
    "birth_date",
    "phone",
    "email",
    "address",
)


@dataclass(frozen=True)
class ApplicantFacts:
    """What was declared about a person or organisation."""

    full_name: str
    kind: ApplicantKind = ApplicantKind.PERSON
    id_number: str = ""
    tax_code: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""


def last_known(id_number: str) -> Applicant | None:
    """Return the latest entry under an ID number, to fill a form with."""
    return Applicant.objects.with_id_number(id_number).first()


def enter_applicant(facts: ApplicantFacts, *, moment: datetime) -> Applicant:
    """Return the row with exactly these facts, entering it where there is none."""
    known = _latest(facts)
    if known and all(getattr(known, name) == getattr(facts, name) for name in COMPARED):
        return known
    applicant = new_applicant(facts, moment=moment)
    applicant.full_clean(exclude=["id_number_index", "phone_index"])
    applicant.save(force_insert=True)
    return applicant


def new_applicant(facts: ApplicantFacts, *, moment: datetime) -> Applicant:
    """Build an unsaved row, for single and bulk entry alike."""
    values = {name: getattr(facts, name) for name in COMPARED}
    return Applicant(**values, folded_name=fold(facts.full_name), entered_at=moment)


def _latest(facts: ApplicantFacts) -> Applicant | None:
    if facts.id_number:
        return last_known(facts.id_number)
    return Applicant.objects.with_tax_code(facts.tax_code).first()
