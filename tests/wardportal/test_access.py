"""Every route opens to those the table names, and to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.wardportal.urlconf import routes
from wardportal.access import (
    ACCESS,
    ACCESS_BY_NAMESPACE,
    ADMINISTRATORS,
    CITIZENS,
    NOBODY,
)
from wardportal.accounts.enums import Role

pytestmark = pytest.mark.django_db

VISITORS = {
    "citizen": frozenset(),
    "stranger": frozenset(),
    "clerk": frozenset({Role.CLERK}),
    "officer": frozenset({Role.OFFICER}),
    "leader": frozenset({Role.LEADER}),
    "administrator": frozenset({Role.ADMINISTRATOR}),
}


def table_entry(route):
    return ACCESS_BY_NAMESPACE.get(route.namespace) or ACCESS.get(route.name)


def expected(route, visitor):
    """Return the outcomes the table allows; a sample's object may be missing."""
    roles = table_entry(route)
    if roles == NOBODY:
        return {"missing"}
    if roles == CITIZENS:
        return {"open", "missing"}
    if visitor == "citizen":
        return {"sign in"}
    if not roles & VISITORS[visitor]:
        return {"forbidden"}
    if roles == ADMINISTRATORS:  # Django's admin has pages without an action
        return {"open", "missing", "forbidden"}
    return {"open", "missing"}


def outcome(response):
    sign_in = f"{reverse('account_login')}?next="
    if response.status_code == 302 and response.url.startswith(sign_in):
        return "sign in"
    return {403: "forbidden", 404: "missing"}.get(response.status_code, "open")


def test_every_route_is_in_the_table():
    assert [route for route in routes() if table_entry(route) is None] == []


def test_the_table_names_no_page_that_does_not_exist():
    assert set(ACCESS) - {route.name for route in routes()} == set()


@pytest.mark.parametrize("visitor", VISITORS)
def test_each_route_answers_as_the_table_says(visitor, office, client_of, request):
    browser = client_of(request.getfixturevalue(visitor))
    answers = {route: outcome(browser.get(route.address)) for route in routes()}
    wrong = {
        route: answer
        for route, answer in answers.items()
        if answer not in expected(route, visitor)
    }
    assert wrong == {}


@pytest.mark.parametrize("visitor", ["citizen", "stranger", "clerk"])
def test_posting_opens_no_door_that_is_closed_to_reading(
    visitor, office, client_of, request
):
    browser = client_of(request.getfixturevalue(visitor))
    closed = [r for r in routes() if expected(r, visitor) <= {"sign in", "forbidden"}]
    answers = {route: outcome(browser.post(route.address)) for route in closed}
    assert {r: a for r, a in answers.items() if a not in expected(r, visitor)} == {}


def test_after_signing_in_one_lands_where_one_wanted_to_go(office):
    response = Client().get("/quan-tri/?e=1")
    assert response.url == f"{reverse('account_login')}?next=/quan-tri/%3Fe%3D1"


def test_an_address_that_no_route_knows_is_missing_for_everyone(
    office, client_of, clerk
):
    assert Client().get("/khong-co/").status_code == 404
    assert client_of(clerk).get("/khong-co/").status_code == 404


@pytest.mark.parametrize("address", ["/thu-tuc/1.0%0000894/", "/%00", "/ho-so/%00/"])
def test_a_zero_byte_in_an_address_is_a_missing_page(office, address):
    assert Client().get(address).status_code == 404
