"""Fixtures that every test may use; each opens the database only when asked for."""

from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from procedures import office_calendar
from tests import people
from tests.factories import OfficeFactory
from tests.walk import ward
from tests.walk.answers import all_answers

ANSWERS = pytest.StashKey()


@pytest.fixture(autouse=True)
def _no_calendar_of_another_test():
    """Forget the calendar built for another test's rows under the same version."""
    office_calendar._built.cache_clear()


@pytest.fixture(autouse=True)
def _no_choices_of_another_test():
    """Forget the names that lists keep for a minute."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_heads_of_another_test(settings, tmp_path_factory):
    """Keep the book of the chain's heads apart from other tests' and from real ones."""
    settings.HEAD_BOOK = tmp_path_factory.getbasetemp() / f"heads-{uuid4().hex}"


@pytest.fixture
def office(db):
    return OfficeFactory()


@pytest.fixture
def clerk(db):
    return people.make_clerk()


@pytest.fixture
def officer(db):
    return people.make_officer()


@pytest.fixture
def leader(db):
    return people.make_leader()


@pytest.fixture
def administrator(db):
    return people.make_administrator()


@pytest.fixture
def stranger(db):
    return people.make_stranger()


@pytest.fixture
def citizen():
    return people.make_citizen()


@pytest.fixture
def client_of(db):
    """Return ``client_of(user)``: a browser signed in as that person.

    A citizen, who has no account, gets a browser that is not signed in.
    """

    def signed_in(user):
        client = Client()
        if user.is_authenticated:
            client.force_login(
                user, backend="django.contrib.auth.backends.ModelBackend"
            )
        return client

    return signed_in


@pytest.fixture
def answers(db, request, settings, tmp_path):
    """Return what every page of tests/walk/pages.py answers; opened once, then kept."""
    if ANSWERS not in request.config.stash:
        settings.MEDIA_ROOT = tmp_path
        with time_machine.travel(ward.NOW):
            request.config.stash[ANSWERS] = all_answers(ward.settle())
    return request.config.stash[ANSWERS]
