"""Finds or enters the people behind a dossier."""

from collections.abc import Iterable, Sequence
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
    if known and _is_as_stated(known, facts):
        return known
    applicant = new_applicant(facts, moment=moment)
    applicant.full_clean(exclude=["id_number_index", "phone_index"])
    applicant.save(force_insert=True)
    return applicant


def enter_applicants(
    stated: Sequence[tuple[ApplicantFacts, datetime]],
) -> dict[ApplicantFacts, Applicant]:
    """Do as ``enter_applicant`` for many, each stated at its moment, in few queries.

    Unlike it, trusts that the facts were checked field by field before; the same
    facts stated twice are one row.
    """
    latest = _latest_of_all({facts for facts, _ in stated})
    entered: dict[ApplicantFacts, Applicant] = {}
    new: list[Applicant] = []
    for facts, moment in stated:
        if facts in entered:
            continue
        known = latest.get(facts.id_number or facts.tax_code)
        if known is None or not _is_as_stated(known, facts):
            known = new_applicant(facts, moment=moment)
            new.append(known)
        entered[facts] = known
    Applicant.objects.bulk_create(new)
    return entered


def new_applicant(facts: ApplicantFacts, *, moment: datetime) -> Applicant:
    """Build an unsaved row, for single and bulk entry alike."""
    values = {name: getattr(facts, name) for name in COMPARED}
    return Applicant(**values, folded_name=fold(facts.full_name), entered_at=moment)


def _is_as_stated(known: Applicant, facts: ApplicantFacts) -> bool:
    return all(getattr(known, name) == getattr(facts, name) for name in COMPARED)


def _latest(facts: ApplicantFacts) -> Applicant | None:
    if facts.id_number:
        return last_known(facts.id_number)
    return Applicant.objects.with_tax_code(facts.tax_code).first()


def _latest_of_all(stated: Iterable[ApplicantFacts]) -> dict[str, Applicant]:
    """Return the latest entries by the number that ``_latest`` finds them under."""
    people = list(stated)
    by_id = Applicant.objects.with_id_numbers(
        [facts.id_number for facts in people if facts.id_number]
    )
    by_tax_code = Applicant.objects.with_tax_codes(
        [facts.tax_code for facts in people if facts.tax_code and not facts.id_number]
    )
    return {row.tax_code: row for row in by_tax_code} | {
        row.id_number: row for row in by_id
    }
