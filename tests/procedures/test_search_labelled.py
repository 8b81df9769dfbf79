import json
from datetime import date
from pathlib import Path
from zlib import crc32

import pytest
from django.db import transaction

from procedures.models import Procedure
from procedures.reference import load_catalogue
from procedures.search import matches
from wardportal.formats import fold

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

QUERIES = Path(__file__).parent / "data" / "search_queries.jsonl"
GOAL = 0.95
LEFT_UNSEEN = 3
"""One query in so many was not looked at while the engine was tuned."""


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """Load the shipped catalogue and its synonyms once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(day=date(2026, 11, 24))
        yield dict(Procedure.objects.values_list("pk", "code"))
        transaction.set_rollback(True)


def labelled():
    return [json.loads(line) for line in QUERIES.read_text().splitlines()]


def unseen(row):
    return crc32(row["query"].encode()) % LEFT_UNSEEN == 0


@pytest.mark.parametrize("part", [False, True], ids=["tuned on", "left unseen"])
def test_the_wanted_procedure_comes_first(shipped, part):
    rows = [row for row in labelled() if unseen(row) is part]
    assert len(rows) >= 100

    missed = [
        row
        for row in rows
        if [shipped[key] for key in matches(row["query"])[:1]] != [row["code"]]
    ]

    score = 1 - len(missed) / len(rows)
    print(f"{score:.1%} of {len(rows)} first", *missed, sep="\n")  # noqa: T201
    assert score >= GOAL, missed


def test_the_labelled_queries_are_many_and_of_every_kind():
    rows = labelled()

    assert len(rows) >= 200
    assert {row["kind"] for row in rows} == {
        *("plain", "accent_free", "nfd", "telex", "vni", "typo", "joined"),
        *("abbreviation", "synonym", "sentence", "code", "partial_code"),
    }
    assert len({row["query"] for row in rows}) == len(rows)


def test_every_procedure_is_found_by_its_name(shipped):
    names = dict(Procedure.objects.for_citizens().values_list("pk", "name"))

    strangers = [
        name
        for name in names.values()
        if fold(names[matches(fold(name))[0]]).strip(".") != fold(name).strip(".")
    ]

    assert strangers == []
