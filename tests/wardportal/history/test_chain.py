"""The chain holds under honest use and names the first place that was changed."""

import threading
import uuid
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tests.harness.management.commands.flush import put_guards_aside
from wardportal.history.chain import (
    BrokenLink,
    Draft,
    first_broken_link,
    record,
    record_many,
)
from wardportal.history.erasing import erase_words
from wardportal.history.models import ChainHead, Event, EventPayload
from wardportal.history.triggers import install

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SUBJECT = uuid.UUID(int=7)


def draft(number=1, **fields):
    return Draft(
        **{
            "event": "moved",
            "moment": MOMENT + timedelta(minutes=number),
            "subject_kind": "dossier",
            "subject_id": SUBJECT,
            **fields,
        }
    )


@pytest.fixture
def intruder():
    """Return what runs SQL as someone who could put the guards aside."""

    def run(statement):
        connection.check_constraints()
        put_guards_aside(connection)
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def test_an_empty_chain_holds():
    assert first_broken_link() is None


def test_events_are_numbered_from_one_and_linked():
    record(draft(1))
    record_many([draft(2), draft(3, words={"reason": "Thiếu giấy khai sinh"})])
    assert list(Event.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert first_broken_link() is None
    head = ChainHead.objects.get()
    assert (head.sequence, head.mac) == (3, Event.objects.get(sequence=3).mac)


def test_an_event_row_holds_no_words():
    event = record(draft(words={"reason": "Ông Ví Dụ đổi ý"}))
    stored = Event.objects.filter(pk=event.pk).values().get()
    assert "Ví Dụ" not in str(stored)
    assert event.payload.words == {"reason": "Ông Ví Dụ đổi ý"}


def test_nothing_is_recorded_when_the_transaction_is_undone():
    with transaction.atomic():
        record(draft())
        transaction.set_rollback(True)
    assert record(draft()).sequence == 1
    assert first_broken_link() is None


@pytest.mark.parametrize(
    ("forgery", "place"),
    [
        (
            "UPDATE history_event SET moment = '2026-01-01 00:00:00' WHERE sequence = 2",
            BrokenLink(2, "nội dung sự kiện đã bị sửa"),
        ),
        (
            "UPDATE history_event SET target = 'resolved' WHERE sequence = 2",
            BrokenLink(2, "nội dung sự kiện đã bị sửa"),
        ),
        (
            "UPDATE history_event SET key_id = 'mine' WHERE sequence = 2",
            BrokenLink(2, "nội dung sự kiện đã bị sửa"),
        ),
        (
            "DELETE FROM history_event WHERE sequence = 2",
            BrokenLink(2, "thiếu sự kiện"),
        ),
        (
            "DELETE FROM history_event WHERE sequence = 3",
            BrokenLink(3, "đuôi chuỗi đã bị cắt"),
        ),
        (
            "UPDATE history_chainhead SET sequence = 2",
            BrokenLink(3, "đuôi chuỗi đã bị cắt"),
        ),
        ("DELETE FROM history_chainhead", BrokenLink(1, "sự kiện nằm ngoài chuỗi")),
        (
            'UPDATE history_eventpayload SET words = \'{"reason": "khác"}\'',
            BrokenLink(1, "lời ghi kèm đã bị sửa"),
        ),
    ],
)
def test_the_first_forged_place_is_named(intruder, forgery, place):
    record_many([draft(1, words={"reason": "đúng"}), draft(2), draft(3)])
    intruder(forgery)
    assert first_broken_link() == place


def test_a_chain_written_under_an_older_key_still_holds(settings):
    record(draft(1))
    settings.FIELD_KEYS = (("k2", b"2" * 32), *settings.FIELD_KEYS)
    record(draft(2))
    keys = list(Event.objects.order_by("sequence").values_list("key_id", flat=True))
    assert keys == ["t1", "k2"]
    assert first_broken_link() is None


def test_erased_words_leave_the_chain_whole_and_a_trace(clerk):
    record_many([draft(1, words={"text": "Nội dung phải xóa"}), draft(2)])
    other = record(draft(3, subject_id=uuid.UUID(int=8), words={"text": "giữ"}))
    erase_words(
        subject_kind="dossier",
        subject_id=SUBJECT,
        moment=MOMENT,
        actor_id=clerk.pk,
    )
    assert list(EventPayload.objects.values_list("event", flat=True)) == [other.pk]
    last = Event.objects.order_by("sequence").last()
    assert (last.event, last.subject_id, last.actor) == ("words_erased", SUBJECT, clerk)
    assert first_broken_link() is None


@pytest.mark.parametrize("deleted", [False, True])
def test_words_that_are_gone_without_a_trace_are_named(deleted):
    record_many([draft(1), draft(2, words={"text": "Bằng chứng"})])
    EventPayload.objects.update(words={}, salt="")
    if deleted:
        EventPayload.objects.all().delete()
    assert first_broken_link() == BrokenLink(2, "lời ghi kèm bị xóa không dấu vết")


def test_an_erasing_does_not_cover_words_taken_away_later(clerk):
    record(draft(1, words={"text": "Nội dung phải xóa"}))
    erase_words(
        subject_kind="dossier", subject_id=SUBJECT, moment=MOMENT, actor_id=clerk.pk
    )
    record(draft(2, words={"text": "viết sau khi xóa"}))
    EventPayload.objects.update(words={}, salt="")
    assert first_broken_link() == BrokenLink(3, "lời ghi kèm bị xóa không dấu vết")


def test_nothing_to_record_is_not_recorded():
    assert record_many([]) == []
    assert ChainHead.objects.count() == 0


def test_appending_costs_the_same_few_queries_for_one_and_for_many(
    django_assert_num_queries,
):
    record(draft(0))
    few = 4 if connection.vendor == "postgresql" else 7  # each with its savepoint
    for count in (1, 30):
        drafts = [draft(number, words={"n": number}) for number in range(count)]
        with django_assert_num_queries(few):
            record_many(drafts)


def test_what_was_recorded_is_read_back_to_the_microsecond(clerk):
    moment = datetime(2026, 11, 23, 2, 0, 0, 123457, tzinfo=UTC)
    words = {"reason": 'Ông "Ví Dụ"\\ \n', "n": 1.5, "none": None, "list": [True]}
    made = record(draft(moment=moment, actor_id=clerk.pk, words=words))
    read = Event.objects.select_related("payload").get()
    assert (read.moment, read.actor, read.mac) == (moment, clerk, made.mac)
    assert read.payload.words == words
    assert first_broken_link() is None


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_twenty_clerks_at_once_leave_no_gap():
    failures = []

    def append(clerk_number):
        try:
            for number in range(10):
                record(draft(clerk_number * 100 + number))
        except Exception as error:  # noqa: BLE001 -- reported by the test below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=append, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    sequences = list(Event.objects.order_by("sequence").values_list("pk", flat=True))
    assert sequences == list(range(1, 201))
    assert first_broken_link() is None


def test_verify_history_says_that_the_chain_holds_and_where_it_ends():
    event = record(draft())
    said = StringIO()
    call_command("verify_history", stdout=said)
    assert said.getvalue() == (
        "Chuỗi bằng chứng đúng, 1 sự kiện.\n"
        f"Mã sự kiện cuối: {event.mac}\n"
        "Chưa có mã nào được ghi ngoài cơ sở dữ liệu để đối chiếu.\n"
    )


def test_verify_history_names_the_first_broken_link(intruder):
    record_many([draft(1), draft(2)])
    intruder("UPDATE history_event SET source = 'x' WHERE sequence = 2")
    with pytest.raises(CommandError) as failure:
        call_command("verify_history")
    assert str(failure.value) == (
        "Chuỗi bằng chứng đứt ở sự kiện số 2: nội dung sự kiện đã bị sửa."
    )


def test_verify_history_notices_that_the_guards_are_gone(intruder):
    intruder("SELECT 1")
    with pytest.raises(CommandError, match="Thiếu khóa bảo vệ: guard_history_event_"):
        call_command("verify_history")
    install(connection)
    call_command("verify_history", stdout=StringIO())
