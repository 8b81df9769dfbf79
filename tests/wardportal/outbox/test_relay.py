"""The outbox is emptied by whatever relay runs, and no fault holds it up for good."""

import os
import signal
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import redis
from django.core.management import CommandError, call_command
from django.db import connection

from tests.harness.installation import Installation, wait_for
from wardportal.celery import app
from wardportal.outbox.intents import intend
from wardportal.outbox.models import OutboxMessage
from wardportal.outbox.publishing import (
    BrokerDownError,
    UnknownTaskError,
    publish,
)
from wardportal.outbox.relay import Round, relay_once, retry_delay

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOTE_RUN = "tests.harness.tasks.note_run"
GENEROUS_SECONDS = 8
"""Far above the bound of one publish, far below Celery's own patience."""

on_postgresql = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer"
)
with_redis = pytest.mark.skipif("REDIS_URL" not in os.environ, reason="needs Redis")


class Broker:
    """Takes messages as the real one does; can be down, or choke on one."""

    def __init__(self, *, down=False, poison=()):
        self.down, self.poison, self.taken = down, poison, []

    def __call__(self, task, reference):
        if self.down:
            raise BrokerDownError from ConnectionRefusedError("10.0.0.1 refused")
        if reference in self.poison:
            raise ValueError("Lê Thị Ví Dụ, 001190000001")
        self.taken.append((task, reference))


def want(*references, moment=MOMENT):
    for reference in references:
        intend(task=NOTE_RUN, reference=reference, moment=moment)


def message(reference):
    return OutboxMessage.objects.get(reference=reference)


def test_due_messages_are_sent_once_in_the_order_they_were_wanted():
    want("b", moment=MOMENT - timedelta(minutes=1))
    want("a")
    broker = Broker()
    assert relay_once(moment=MOMENT, publish=broker) == Round(sent=2)
    assert relay_once(moment=MOMENT, publish=broker) == Round()
    assert broker.taken == [(NOTE_RUN, "b"), (NOTE_RUN, "a")]
    assert message("a").sent_at == MOMENT


def test_a_message_of_the_future_waits():
    want("later", moment=MOMENT + timedelta(seconds=1))
    assert relay_once(moment=MOMENT, publish=Broker()) == Round()


def test_a_round_takes_no_more_than_its_limit():
    want("a", "b", "c")
    assert relay_once(moment=MOMENT, limit=2, publish=Broker()) == Round(sent=2)
    assert OutboxMessage.objects.due(MOMENT).count() == 1


def test_a_broker_that_is_down_ends_the_round_and_costs_no_message_a_try():
    want("a", "b", "c")
    assert relay_once(moment=MOMENT, publish=Broker(down=True)) == Round(
        broker_down=True
    )
    states = OutboxMessage.objects.values_list("attempts", "sent_at", "leased_until")
    assert set(states) == {(0, None, None)}


def test_all_messages_are_due_again_within_half_a_minute_of_a_broken_broker():
    want("a", "b")
    for second in range(0, 3600, 60):
        relay_once(moment=MOMENT + timedelta(seconds=second), publish=Broker(down=True))
    back = MOMENT + timedelta(seconds=3600 - 60 + 30)
    assert relay_once(moment=back, publish=Broker()) == Round(sent=2)


def test_a_broken_broker_leaves_only_the_class_of_its_error():
    want("a")
    relay_once(moment=MOMENT, publish=Broker(down=True))
    assert message("a").last_error == "ConnectionRefusedError"


def test_a_poisoned_message_is_put_off_and_the_others_go_on():
    want("poison", "good")
    broker = Broker(poison={"poison"})
    assert relay_once(moment=MOMENT, publish=broker) == Round(sent=1, postponed=1)
    assert broker.taken == [(NOTE_RUN, "good")]
    poison = message("poison")
    assert (poison.attempts, poison.available_at, poison.last_error) == (
        1,
        MOMENT + timedelta(minutes=1),
        "ValueError",
    )


def test_a_poisoned_message_is_set_aside_after_three_tries():
    want("poison")
    rounds = [
        relay_once(
            moment=MOMENT + timedelta(minutes=minutes),
            publish=Broker(poison={"poison"}),
        )
        for minutes in (0, 1, 3, 60)
    ]
    assert rounds == [
        Round(postponed=1),
        Round(postponed=1),
        Round(set_aside=1),
        Round(),
    ]
    assert OutboxMessage.objects.set_aside().get() == message("poison")


def test_retries_wait_one_two_four_and_at_most_sixty_minutes():
    minutes = [retry_delay(n) // timedelta(minutes=1) for n in range(1, 10)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_message_of_a_relay_that_died_is_sent_by_another_within_a_minute():
    want("a")

    def die(_task, _reference):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        relay_once(moment=MOMENT, publish=die)
    soon, later = MOMENT + timedelta(seconds=10), MOMENT + timedelta(seconds=50)
    assert relay_once(moment=soon, publish=Broker()) == Round()
    assert relay_once(moment=later, publish=Broker()) == Round(sent=1)


def test_an_open_intent_is_not_doubled():
    want("a", "a")
    assert relay_once(moment=MOMENT, publish=Broker()) == Round(sent=1)


def test_what_is_wanted_while_its_twin_is_being_sent_is_not_lost():
    want("a")

    def want_again(_task, reference):
        want(reference)

    assert relay_once(moment=MOMENT, publish=want_again) == Round(sent=1)
    assert relay_once(moment=MOMENT, publish=Broker()) == Round(sent=1)


def test_a_failed_message_makes_way_for_a_twin_wanted_meanwhile():
    want("a")

    def want_again_and_fail(_task, reference):
        want(reference)
        raise BrokerDownError

    relay_once(moment=MOMENT, publish=want_again_and_fail)
    assert OutboxMessage.objects.count() == 1
    assert relay_once(moment=MOMENT, publish=Broker()) == Round(sent=1)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_relays_at_once_share_the_work():
    want(*(f"paper-{number}" for number in range(60)))
    broker = Broker()

    def relay():
        try:
            while relay_once(moment=MOMENT, limit=7, publish=broker).sent:
                pass
        finally:
            connection.close()

    relays = [threading.Thread(target=relay) for _ in range(3)]
    for thread in relays:
        thread.start()
    for thread in relays:
        thread.join()
    assert len(broker.taken) == 60
    assert len(set(broker.taken)) == 60


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_relay_passes_over_what_another_is_taking():
    want("a", "b")
    relay_done = []

    def relay_beside_a_lock():
        relay_done.append(relay_once(moment=MOMENT, publish=Broker()))
        connection.close()

    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(
            "SELECT 1 FROM outbox_outboxmessage WHERE reference = 'a' FOR UPDATE"
        )
        beside = threading.Thread(target=relay_beside_a_lock)
        beside.start()
        beside.join()
        cursor.execute("ROLLBACK")
    assert relay_done == [Round(sent=1)]


# The real broker


@pytest.fixture
def broker_at(monkeypatch):
    """Return ``broker_at(url)``: publish to that broker during the test."""

    def use(url):
        monkeypatch.setattr(app.conf, "broker_write_url", url)

    return use


@pytest.fixture
def listener():
    """Return a socket that takes connections and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(50)
        yield listening


def redis_at(port):
    return f"redis://127.0.0.1:{port}/0"


@pytest.fixture
def queue(broker_at):
    """Return the names of the tasks in a queue of the real Redis, this test's own."""
    url = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/15"
    broker_at(url)
    with redis.Redis.from_url(url) as client:
        client.flushdb()
        yield lambda: client.llen("celery")
        client.flushdb()


@with_redis
def test_publishing_reaches_the_queue_of_the_worker(queue):
    want("a", "b")
    assert relay_once(moment=MOMENT, publish=publish) == Round(sent=2)
    assert queue() == 2


@with_redis
def test_a_refusing_broker_is_given_up_at_once_and_the_message_goes_after_its_return(
    queue, broker_at
):
    real = app.conf.broker_write_url
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        broker_at(redis_at(unused.getsockname()[1]))
        want("a", "b")
        assert relay_once(moment=MOMENT, publish=publish) == Round(broker_down=True)
    broker_at(real)
    back = MOMENT + timedelta(seconds=30)
    assert relay_once(moment=back, publish=publish) == Round(sent=2)
    assert queue() == 2


@pytest.mark.skipif("REDIS_URL" not in os.environ, reason="needs Redis's client")
def test_a_broker_that_never_answers_is_given_up_in_bounded_time(listener, broker_at):
    broker_at(redis_at(listener.getsockname()[1]))
    want("a", "b", "c")
    begun = time.monotonic()
    assert relay_once(moment=MOMENT, publish=publish) == Round(broker_down=True)
    assert time.monotonic() - begun < GENEROUS_SECONDS


def test_a_task_that_nobody_knows_is_not_sent_to_nobody():
    with pytest.raises(UnknownTaskError):
        publish("dossiers.tasks.no_such_task", "a")


# The command


def test_the_command_needs_to_be_told_once_or_for_ever():
    with pytest.raises(CommandError, match="--once"):
        call_command("relay_outbox")


@with_redis
def test_once_does_one_round_and_says_what_it_did(queue):
    OutboxMessage.objects.create(
        task="no.such.task", reference="x", created_at=MOMENT, available_at=MOMENT
    )
    want("a")
    said = StringIO()
    call_command("relay_outbox", once=True, stdout=said)
    assert said.getvalue() == "Đã gửi 1, hoãn 1, để riêng 0.\n"
    assert queue() == 1


def database_url():
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(
        **connection.settings_dict
    )


@pytest.mark.slow
@on_postgresql
@with_redis
@pytest.mark.django_db(transaction=True)
def test_the_loop_survives_a_database_restart_and_stops_cleanly(queue, tmp_path):
    relay = Installation(
        tmp_path, DATABASE_URL=database_url(), REDIS_URL=app.conf.broker_write_url
    )
    with relay.running("manage.py", "relay_outbox", "--loop") as process:
        want("before")
        assert wait_for(lambda: message("before").sent_at)
        with connection.cursor() as cursor:  # what a restart does to its clients
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        want("after")
        assert wait_for(lambda: message("after").sent_at)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert queue() == 2
