"""Who may see a dossier without signing in, and what proves it."""

import pytest

from dossiers import tracking
from dossiers.tracking import dossier_of_code, dossier_of_token, proves
from tests.factories import ApplicantFactory, DossierFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

TOKEN = "23456789bcghkmnpqtv2345678"


@pytest.fixture
def dossier(office):
    return DossierFactory(
        tracking_token=TOKEN,
        code="H00.00.01-261123-0041",
        applicant=ApplicantFactory(id_number="001186001234", phone="0912005678"),
        representative=ApplicantFactory(id_number="001186009012"),
    )


def test_the_token_of_the_receipt_opens_its_dossier(dossier):
    assert dossier_of_token(TOKEN) == dossier


def test_any_other_token_opens_nothing(dossier):
    assert dossier_of_token(TOKEN[::-1]) is None


def test_a_code_names_its_dossier_however_it_is_typed(dossier):
    assert dossier_of_code(" h00.00.01-261123-0041") == dossier
    assert dossier_of_code("H00.00.01-261123-0042") is None


@pytest.mark.parametrize("digits", ["1234", "5678", "9012"])
def test_the_end_of_a_number_of_those_concerned_is_proof(dossier, digits):
    assert proves(dossier, digits)


@pytest.mark.parametrize("digits", ["4321", "0041", "", "234", "01234", "ecoy"])
def test_anything_else_is_not(dossier, digits):
    assert not proves(dossier, digits)


def test_a_person_without_numbers_proves_nothing(office):
    assert not proves(DossierFactory(), "0000")


def test_nothing_proves_a_dossier_that_does_not_exist():
    assert not proves(None, "1234")


@pytest.mark.parametrize("known", [True, False])
def test_an_unknown_code_takes_the_work_of_a_wrong_proof(dossier, known, monkeypatch):
    opened = []
    unseal = tracking.unseal

    def counted(*arguments, **named):
        opened.append(arguments)
        return unseal(*arguments, **named)

    monkeypatch.setattr("dossiers.tracking.unseal", counted)
    monkeypatch.setattr("wardportal.fields.unseal", counted)
    found = dossier_of_code(dossier.code if known else "H00.00.01-261123-0042")

    proves(found, "4321")

    assert len(opened) == 6
