"""The dossier that a page's address asks for."""

from django.http import Http404

from dossiers.access import dossier_for
from dossiers.models import Dossier
from wardportal.accounts.views import StaffRequest


def asked_dossier(request: StaffRequest, code: str) -> Dossier:
    """Return it with what its page shows; strangers and unknown codes get a 404."""
    try:
        return dossier_for(request.user, code)
    except Dossier.DoesNotExist:
        raise Http404 from None
