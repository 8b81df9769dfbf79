from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from procedures.enums import Channel, FeeStatus, LimitUnit
from procedures.fees import FeeCount, quote
from procedures.models import (
    CalendarDay,
    LegalBasis,
    Procedure,
    ProcedureVersion,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup, django_db_blocker):
    """Load the shipped reference data once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def terms(code, channel=Channel.IN_PERSON):
    version = Procedure.objects.at(code=code).version_on(TODAY)
    return version, version.fee_rules_for(channel, TODAY)


def price(code, *, quantity=1, pages=None, grounds=frozenset()):
    version, rules = terms(code)
    return quote(
        rules,
        status=version.fee_status_for(Channel.IN_PERSON),
        channel=Channel.IN_PERSON,
        on=TODAY,
        count=FeeCount(quantity, pages),
        grounds=grounds,
    ).amount


def test_the_shipped_catalogue_is_loaded_whole():
    assert Procedure.objects.count() == 511
    assert Procedure.objects.filter(code__isnull=False).count() == 450


def test_gaps_are_kept_as_gaps():
    nameless = ProcedureVersion.objects.filter(procedure__code__isnull=True)

    assert {"code" in version.missing for version in nameless} == {True}
    assert Procedure.objects.at(code="2.002165").version_on(TODAY).missing == [
        "unit",
    ]


@pytest.mark.parametrize(
    ("code", "count", "amount"),
    [
        ("2.000815", {"quantity": 3, "pages": 5}, 21_000),
        ("2.000815", {"quantity": 1, "pages": 198}, 200_000),
        ("2.000815", {"quantity": 1, "pages": 197}, 199_000),
        ("2.000815", {"quantity": 1, "pages": 900}, 200_000),
        ("2.000884", {"quantity": 1}, 10_000),
        ("2.001035", {"quantity": 1}, 50_000),
        ("2.000635", {"quantity": 2}, 16_000),
    ],
)
def test_fees_of_the_shipped_catalogue(code, count, amount):
    assert price(code, **count) == amount


def test_an_exempt_person_pays_nothing():
    assert price("1.004873", grounds=frozenset({"Hộ nghèo"})) == 0
    assert price("1.004873") is None


def test_same_day_procedures_have_their_cutoff():
    version, _rules = terms("2.000815")
    limit = version.limit_for(Channel.IN_PERSON)

    assert (limit.value, limit.unit, f"{limit.cutoff:%H:%M}") == (
        1,
        LimitUnit.SAME_DAY,
        "15:00",
    )


def test_certified_copies_are_taken_at_the_counter_only():
    version, _rules = terms("2.000815")

    assert [version.offers(channel) for channel in Channel] == [False, True, False]


def test_a_fee_that_the_council_sets_is_not_free():
    version, _rules = terms("1.004873")

    assert version.fee_status_for(Channel.IN_PERSON) is FeeStatus.COUNCIL


def test_civil_status_limits_name_the_basis_of_their_unit():
    version, _rules = terms("1.004873")

    limit = version.limits.get()
    assert (str(limit.as_limit()), limit.basis) == (
        "3 ngày làm việc",
        "Luật Hộ tịch 60/2014/QH13",
    )


def test_the_counters_favourites_are_numbered_one_to_eight():
    favourites = Procedure.objects.favourites()

    assert [p.favourite_order for p in favourites] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert favourites[0].short_name == "Chứng thực bản sao"


def test_a_second_load_changes_nothing():
    before = list(ProcedureVersion.objects.order_by("pk").values_list("pk", "number"))
    days = CalendarDay.objects.count()

    call_command("load_reference", stdout=StringIO())

    after = list(ProcedureVersion.objects.order_by("pk").values_list("pk", "number"))
    assert (after, CalendarDay.objects.count()) == (before, days)


def test_a_restart_does_not_undo_what_was_imported_or_edited_since():
    Procedure.objects.filter(code="2.000815").update(authority="UBND phường Ví Dụ")
    version, _rules = terms("2.000815")
    version.fees.update(cap=150_000)
    facts = Procedure.objects.get(code="2.000815").source_facts
    facts["authority"] = "Theo tệp mới"
    Procedure.objects.filter(code="2.000815").update(source_facts=facts)

    call_command("load_reference", stdout=StringIO())

    procedure = Procedure.objects.at(code="2.000815")
    version = procedure.version_on(TODAY)
    assert (procedure.authority, version.number, version.fees.get().cap) == (
        "UBND phường Ví Dụ",
        1,
        150_000,
    )


def test_well_known_laws_are_named():
    assert LegalBasis.objects.get(number="60/2014/QH13").name == "Luật Hộ tịch"
    assert LegalBasis.objects.get(number="226/2016/TT-BTC").name == ""
