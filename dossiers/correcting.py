"""Corrects what was declared of a person, with a reason and without a trace lost.

A new row stands in for the old one; code, moments, status and figures stay as they
are. The evidence says that somebody corrected, its erasable words say what.
"""

import uuid
from dataclasses import fields
from datetime import date
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from dossiers.acts import Act, event_of, locked
from dossiers.enums import DossierEvent, Status
from dossiers.models import Applicant, Dossier
from dossiers.people import ApplicantFacts, enter_applicant
from dossiers.workflow import MoveRefusedError
from wardportal.accounts.enums import Role
from wardportal.accounts.models import User
from wardportal.formats import masked_id, short_date
from wardportal.history.chain import record

LATER = frozenset({Role.OFFICER, Role.LEADER})
"""Who corrects on any day; a clerk corrects what they received that day."""

NOT_YOURS = (
    "Bạn chỉ sửa được hồ sơ mình tiếp nhận trong ngày. "
    "Hãy đề nghị người xử lý hoặc lãnh đạo sửa."
)
MASKED = frozenset({"id_number", "phone"})
"""Kept sealed in the people's rows, so never written out in words."""


class Party(StrEnum):
    """A person of a dossier; the value stands in the page's address."""

    APPLICANT = "nguoi-nop"
    SECOND_PARTY = "ben-thu-hai"
    REPRESENTATIVE = "nguoi-duoc-uy-quyen"


COLUMNS: dict[Party, str] = {
    Party.APPLICANT: "applicant",
    Party.SECOND_PARTY: "second_party",
    Party.REPRESENTATIVE: "representative",
}


def person_of(dossier: Dossier, party: Party) -> Applicant | None:
    """Return who stands in a dossier as that party."""
    person: Applicant | None = getattr(dossier, COLUMNS[party])
    return person


def may_correct(dossier: Dossier, user: User, *, today: date) -> bool:
    """Tell whether a user may correct the people of a dossier on a day."""
    if dossier.current_status is Status.ANNULLED:
        return False
    own_today = dossier.receiving_clerk_id == user.id and dossier.receipt_day == today
    return bool(LATER & user.roles) or own_today


def correct_person(
    *, dossier_id: uuid.UUID, party: Party, facts: ApplicantFacts, by: Act
) -> Dossier:
    """Put a person's details right, also after the return.

    Raises MoveRefusedError without a reason or a difference, for an annulled dossier
    and for a clerk whose day it was not.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do sửa.")
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        if not may_correct(dossier, by.actor, today=timezone.localdate(by.moment)):
            raise MoveRefusedError(NOT_YOURS)
        known = person_of(dossier, party)
        changed = differences(known, facts)
        if not changed:
            raise MoveRefusedError("Chưa có thông tin nào khác với điều đang ghi.")
        person = enter_applicant(facts, moment=by.moment)
        setattr(dossier, COLUMNS[party], person)
        dossier.save(update_fields=[COLUMNS[party]])
        words = {"party": party.value, "changed": changed}
        record(event_of(dossier, DossierEvent.CORRECTED, by, words=words))
    return dossier


def differences(
    known: Applicant | None, facts: ApplicantFacts
) -> dict[str, tuple[str, str]]:
    """Say what changes, field by field: from what to what, numbers masked."""
    compared = [field.name for field in fields(facts)]
    pairs = {
        name: (getattr(known, name, "") or "", getattr(facts, name) or "")
        for name in compared
        if name != "kind"
    }
    return {
        name: (_said(name, old), _said(name, new))
        for name, (old, new) in pairs.items()
        if old != new
    }


def _said(name: str, value: object) -> str:
    if isinstance(value, date):
        return short_date(value)
    text = str(value)
    return masked_id(text) if text and name in MASKED else text
