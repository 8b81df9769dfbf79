"""The people of a dossier in words, and what was put right about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from dossiers.correcting import Party, may_correct, person_of
from dossiers.models import Applicant, Dossier
from wardportal.accounts.models import User
from wardportal.formats import short_date

PARTY_LABELS: dict[Party, str] = {
    Party.APPLICANT: "Người nộp",
    Party.SECOND_PARTY: "Bên thứ hai",
    Party.REPRESENTATIVE: "Người được ủy quyền",
}
FIELD_LABELS: dict[str, str] = {
    "full_name": "Họ và tên",
    "id_number": "Số căn cước",
    "tax_code": "Mã số thuế",
    "birth_date": "Ngày sinh",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "address": "Nơi cư trú",
}
NOTHING = "(trống)"


@dataclass(frozen=True)
class PersonPanel:
    """One person's part of a dossier's page."""

    title: str
    rows: list[dict[str, str]]
    correct_url: str
    """Where their details are put right; "" where the reader may not."""


def people(dossier: Dossier, user: User, *, today: date) -> list[PersonPanel]:
    """Describe everyone in a dossier; a missing second party can be added."""
    may = may_correct(dossier, user, today=today)
    return [
        PersonPanel(
            title=PARTY_LABELS[party],
            rows=person(known) if known else [],
            correct_url=_address(dossier, party) if may else "",
        )
        for party in Party
        if (known := person_of(dossier, party)) or (may and _is_missing(dossier, party))
    ]


def person(applicant: Applicant) -> list[dict[str, str]]:
    """List what was declared of one person or organisation; ID numbers are masked."""
    born = short_date(applicant.birth_date) if applicant.birth_date else ""
    values = {
        "full_name": applicant.full_name,
        "id_number": applicant.masked_id_number,
        "tax_code": applicant.tax_code,
        "birth_date": born,
        "phone": applicant.phone,
        "email": applicant.email,
        "address": applicant.address,
    }
    return [
        {"label": FIELD_LABELS[name], "value": value, "change_url": ""}
        for name, value in values.items()
        if value
    ]


def correction_words(words: Mapping[str, Any]) -> str:
    """Say what a correction changed: ``Họ và tên: … → …``; what was erased is not."""
    changed: Mapping[str, Any] = words.get("changed") or {}
    return "; ".join(
        f"{FIELD_LABELS.get(name, name)}: {old or NOTHING} → {new or NOTHING}"
        for name, (old, new) in changed.items()
    )


def _is_missing(dossier: Dossier, party: Party) -> bool:
    return party is Party.SECOND_PARTY and dossier.procedure.two_parties


def _address(dossier: Dossier, party: Party) -> str:
    return reverse("dossiers:correct", args=[dossier.code, party.value])
