"""The one door to dossiers: those who handle them see them, strangers see nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser

from dossiers.access import dossier_for, dossiers_for, officers_at_work, visible_to
from dossiers.models import Dossier
from tests.factories import DossierFactory
from tests.people import make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

HANDLING = ["clerk", "officer", "leader"]
OTHERS = ["stranger", "administrator"]


@pytest.fixture
def dossier(office):
    return DossierFactory()


@pytest.mark.parametrize("who", HANDLING)
def test_whoever_handles_dossiers_sees_them(who, dossier, request):
    user = request.getfixturevalue(who)
    assert list(visible_to(user)) == [dossier]
    assert dossier_for(user, dossier.code) == dossier
    assert dossiers_for(user, [dossier.code, "khong-co"]) == [dossier]


@pytest.mark.parametrize("who", OTHERS)
def test_whoever_does_not_sees_none(who, dossier, request):
    user = request.getfixturevalue(who)
    assert list(visible_to(user)) == []
    assert dossiers_for(user, [dossier.code]) == []
    with pytest.raises(Dossier.DoesNotExist):
        dossier_for(user, dossier.code)


def test_a_citizen_sees_none(dossier):
    assert list(visible_to(AnonymousUser())) == []


def test_a_code_that_nobody_knows_is_missing(dossier, clerk):
    with pytest.raises(Dossier.DoesNotExist):
        dossier_for(clerk, "H00.00.01-250804-9999")


def test_the_page_of_a_dossier_reads_its_parts_at_once(
    dossier, clerk, django_assert_num_queries
):
    clerk.roles  # noqa: B018 -- read once per request
    with django_assert_num_queries(1):
        found = dossier_for(clerk, dossier.code)
        assert found.procedure.sector_id == found.sector.id
        assert found.applicant.full_name
        assert found.procedure_version.number == 1
        assert (found.officer, found.representative) == (None, None)
        assert found.receiving_clerk.full_name


def test_dossiers_go_to_officers_who_are_at_work(clerk, leader, officer, stranger):
    make_officer(username="nghi.viec", is_active=False)
    assert list(officers_at_work()) == [officer]
