"""No cache, shared machine or Back button keeps what staff saw."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ProcedureVersionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["account_change_password", "desk", "mfa_index"])
def test_pages_of_staff_are_stored_nowhere(name, office, client_of, officer):
    response = client_of(officer).get(reverse(name))
    assert response["Cache-Control"] == "private, no-store"


def test_the_way_to_sign_in_is_stored_nowhere_either(office):
    assert Client().get(reverse("desk"))["Cache-Control"] == "private, no-store"


def test_pages_of_the_admin_are_stored_nowhere(office, client_of, administrator):
    response = client_of(administrator).get(reverse("admin:index"))
    assert response["Cache-Control"] == "private, no-store"


def test_the_sign_in_page_is_stored_nowhere(office):
    assert "no-store" in Client().get(reverse("account_login"))["Cache-Control"]


def test_an_open_page_may_be_kept_by_all_who_ask_again(office):
    page = Client().get(reverse("procedures:list"))

    assert page["Cache-Control"] == "public, no-cache"
    assert "Cookie" in page["Vary"]


def test_an_open_page_of_whoever_is_signed_in_is_kept_by_them_only(
    office, client_of, officer
):
    page = client_of(officer).get(reverse("procedures:list"))

    assert page["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "address", ["/", "/thu-tuc/", "/thu-tuc/?q=ho", "/du-lieu-mo/", "/api/procedures/"]
)
def test_a_second_visit_answers_not_modified_until_something_changes(office, address):
    first = Client().get(address)
    again = {"if-none-match": first["ETag"]}

    second = Client().get(address, headers=again)
    assert (first.status_code, second.status_code, second.content) == (200, 304, b"")

    office.name = "Ủy ban nhân dân phường khác"
    office.save()
    ProcedureVersionFactory()
    assert Client().get(address, headers=again).status_code == 200


def test_pages_of_staff_are_read_anew_each_time(office, client_of, officer):
    assert "ETag" not in client_of(officer).get(reverse("desk"))
