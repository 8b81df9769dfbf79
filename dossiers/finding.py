"""Finds dossiers by the one text box: code, day's number, ID number or name.

What was meant is told by shape alone, as at the counter's box. Names and ID numbers
stand in no address: addresses are kept by browsers and written into logs.
"""

import re
from datetime import date

from cryptography.exceptions import InvalidTag

from dossiers.codes import number_on_day, typed_code
from dossiers.models import DossierQuerySet, ExternalCode
from dossiers.numbering import own_codes
from wardportal.fields import seal, unseal
from wardportal.formats import clean_text, fold

ID_NUMBER = re.compile(r"[0-9]{12}")
NUMBER_TODAY = re.compile(r"[0-9]{1,5}")
CODE = re.compile(r"(?=.*[0-9])[0-9A-Z.]{2,}-[0-9A-Z.\-]+")

SEALED = "~"
"""Begins a text that stands sealed in an address; no name, number or code does."""

CONTEXT = "dossiers.search"


def matching(dossiers: DossierQuerySet, text: str, *, today: date) -> DossierQuerySet:
    """Keep what a text means; a name is matched from its beginning, without accents.

    ``41`` is today's number 41, ``261123-0041`` the number of that day.
    """
    code = typed_code(text)
    if ID_NUMBER.fullmatch(code):
        return dossiers.of_person(code)
    if NUMBER_TODAY.fullmatch(code):
        return dossiers.filter(receipt_day=today, day_number=int(code))
    if CODE.fullmatch(code):
        return with_code(dossiers, text)
    return dossiers.filter(applicant__folded_name__startswith=fold(text))


def with_code(dossiers: DossierQuerySet, typed: str) -> DossierQuerySet:
    """Keep the dossier that a code names: ours, its end, or another system's."""
    numbered = number_on_day(typed_code(typed))
    if numbered:
        return _with_number(dossiers, *numbered)
    codes = [typed_code(typed), clean_text(typed)]
    named = dossiers.model.objects.filter(code__in=codes).values("id")
    attached = ExternalCode.objects.filter(code__in=codes).values("dossier_id")
    # A union, for an OR over two tables would read both of them whole.
    return dossiers.filter(id__in=named.union(attached))


def _with_number(dossiers: DossierQuerySet, day: date, number: int) -> DossierQuerySet:
    """Keep a day's number: of its receipts, or in a code given before acceptance."""
    received = dossiers.model.objects.filter(receipt_day=day, day_number=number)
    coded = dossiers.model.objects.filter(code__in=own_codes(day=day, number=number))
    return dossiers.filter(id__in=received.values("id").union(coded.values("id")))


def text_for_address(text: str) -> str:
    """Return a typed text as it may stand in an address: a code plain, else sealed."""
    code = typed_code(text)
    if CODE.fullmatch(code) or NUMBER_TODAY.fullmatch(code):
        return code
    return f"{SEALED}{seal(text, context=CONTEXT)}"


def text_from_address(text: str) -> str:
    """Return what was typed; a text that was not sealed here stays as it is."""
    if not text.startswith(SEALED):
        return text
    try:
        return unseal(text.removeprefix(SEALED), context=CONTEXT)
    except (InvalidTag, KeyError, ValueError):
        return text
