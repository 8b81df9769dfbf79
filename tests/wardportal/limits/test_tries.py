"""Tries are counted in the database, for everyone at once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from wardportal.limits.models import Bucket
from wardportal.limits.tries import Limit, forget_full, give_back, take

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
THREE = Limit("code", tries=3, refill=timedelta(minutes=10))


def tries(count, *, after=timedelta(), party="10.0.0.1", limit=THREE):
    moment = MOMENT + after
    return [take(limit, party=party, moment=moment) for _ in range(count)]


def test_a_party_has_so_many_tries_and_then_none():
    assert tries(5) == [True, True, True, False, False]


def test_a_try_comes_back_each_time_the_refill_has_passed():
    tries(3)
    assert tries(1, after=timedelta(minutes=9)) == [False]
    assert tries(2, after=timedelta(minutes=10)) == [True, False]
    assert tries(3, after=timedelta(minutes=30)) == [True, True, False]


def test_no_more_tries_are_saved_up_than_there_are_at_once():
    tries(1)
    assert tries(4, after=timedelta(days=2)) == [True, True, True, False]


def test_parties_and_limits_do_not_share_their_tries():
    tries(3)
    assert tries(1, party="10.0.0.2") == [True]
    assert tries(1, limit=Limit("other", tries=1, refill=timedelta(1))) == [True]


def test_a_clock_put_back_gives_and_takes_nothing():
    tries(2)
    assert tries(2, after=-timedelta(hours=1)) == [True, False]


def test_a_party_that_proved_itself_starts_afresh():
    tries(3)
    give_back(THREE, party="10.0.0.1")
    assert tries(3) == [True, True, True]


def test_no_address_or_code_stands_in_the_table():
    tries(1)
    assert "10.0.0.1" not in Bucket.objects.get().key


def test_buckets_that_are_full_again_are_forgotten():
    tries(1, after=-timedelta(days=1, seconds=1), party="old")
    tries(1, after=-timedelta(hours=23), party="young")
    forget_full(moment=MOMENT)
    assert Bucket.objects.count() == 1


def test_a_limit_that_would_be_forgotten_before_it_is_whole_is_refused():
    with pytest.raises(ValueError, match="whole again"):
        Limit("slow", tries=25, refill=timedelta(hours=1))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_time_are_all_counted():
    allowed = []

    def try_at_once():
        allowed.append(take(THREE, party="10.0.0.1", moment=MOMENT))
        connection.close()

    threads = [threading.Thread(target=try_at_once) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == [False] * 9 + [True] * 3
