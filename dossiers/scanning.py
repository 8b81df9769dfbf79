"""Finds the one dossier that a scanned or typed line names."""

from datetime import date

from dossiers.codes import scanned_token, typed_code
from dossiers.command_box import DAY_NUMBER
from dossiers.finding import CODE, with_code
from dossiers.models import Dossier, DossierQuerySet


def scanned(dossiers: DossierQuerySet, text: str) -> Dossier | None:
    """Return the dossier whose receipt was scanned, among those given."""
    token = scanned_token(text)
    return dossiers.filter(tracking_token=token).first() if token else None


def named(dossiers: DossierQuerySet, text: str, *, today: date) -> Dossier | None:
    """Return the one dossier that a line names: its receipt's QR, code or number today.

    A number of four digits only: fewer choose a procedure.
    """
    code = typed_code(text)
    if scanned_token(text):
        return scanned(dossiers, text)
    if DAY_NUMBER.fullmatch(code):
        of_today = dossiers.filter(receipt_day=today, day_number=int(code))
        return of_today.order_by("code").first()
    if CODE.fullmatch(code):
        return with_code(dossiers, text).order_by("code").first()
    return None
