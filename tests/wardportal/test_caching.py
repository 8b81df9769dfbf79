"""No cache, shared machine or Back button keeps what staff saw."""

import pytest
from django.test import Client
from django.urls import reverse

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


def test_an_open_page_may_be_kept():
    assert "Cache-Control" not in Client().get(reverse("health_live"))
