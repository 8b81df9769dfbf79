"""When a dossier came in, its number and its first due moment never change."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from dossiers.models import Dossier
from tests.factories import DossierFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

REFUSED = "dossiers_dossier is refused: it is evidence"


@pytest.fixture
def dossier(office):
    return DossierFactory()


@pytest.mark.parametrize("column", ["accepted_at", "original_due_at"])
def test_no_statement_moves_the_moments_it_is_judged_by(dossier, column):
    earlier = getattr(dossier, column) - timedelta(days=1)
    for value in (earlier, None):
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(**{column: value})


def test_no_statement_changes_its_number(dossier):
    with pytest.raises(IntegrityError, match=REFUSED):
        Dossier.objects.filter(pk=dossier.pk).update(code="H00.00.01-261123-9999")


def test_a_numbered_dossier_is_not_deleted(dossier):
    with pytest.raises(IntegrityError, match=REFUSED):
        Dossier.objects.filter(pk=dossier.pk)._raw_delete("default")
