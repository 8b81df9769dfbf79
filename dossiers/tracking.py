"""The look-up for citizens: who may see what of a dossier.

Without proof of identity a code shows its degree of completion only. Codes follow
one another by law, so an unknown code and a wrong proof take the same work and get
the same answer.
"""

import functools
import hmac

from dossiers.finding import with_code
from dossiers.models import Applicant, Dossier, DossierQuerySet
from wardportal.fields import Sealed, seal, unseal
from wardportal.keys import current_key_id

PROOF_LENGTH = 4
NOBODY = (None, None, None)
DECOY = "?"
"""Shorter than any proof, so that it proves nothing."""


def dossier_of_token(token: str) -> Dossier | None:
    """Return the dossier whose receipt carries a secret token."""
    return _with_parts().filter(tracking_token=token).first()


def dossier_of_code(code: str) -> Dossier | None:
    """Return the dossier that a typed code names."""
    return with_code(_with_parts(), code).first()


def proves(dossier: Dossier | None, digits: str) -> bool:
    """Tell whether digits end an ID number or phone of the people behind a dossier."""
    people = _people(dossier) if dossier else NOBODY
    numbers = [number for person in people for number in _numbers(person)]
    # Every number is compared, so that the time does not tell which one fits.
    fits = [hmac.compare_digest(number[-PROOF_LENGTH:], digits) for number in numbers]
    return any(fits) and len(digits) == PROOF_LENGTH


def _people(dossier: Dossier) -> tuple[Applicant | None, ...]:
    return dossier.applicant, dossier.second_party, dossier.representative


def _numbers(person: Applicant | None) -> list[str]:
    known = (person.id_number, person.phone) if person else ("", "")
    return [number or _opened_decoy() for number in known]


def _opened_decoy() -> str:
    """Do the work of opening a sealed number; what it says is no number."""
    return unseal(_sealed_decoy(current_key_id()), context=DECOY)


@functools.cache
def _sealed_decoy(_key_id: str) -> Sealed:
    return seal(DECOY, context=DECOY)


def _with_parts() -> DossierQuerySet:
    return Dossier.objects.select_related(
        *("procedure", "applicant", "second_party", "representative"),
        *("extension", "annulment__replaced_by"),
    )
