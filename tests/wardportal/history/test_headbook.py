"""The head is written down each day outside the database, and compared with it."""

import json
import stat
import uuid
from datetime import UTC, datetime, timedelta
from io import StringIO
from multiprocessing.pool import ThreadPool

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.harness.management.commands.flush import put_guards_aside
from wardportal.history.chain import BrokenLink, Draft, first_broken_link, record_many
from wardportal.history.headbook import (
    HeadBookError,
    NotedHead,
    note_each_day,
    noted_heads,
)
from wardportal.history.models import ChainHead, Event
from wardportal.history.triggers import install

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

MONDAY = datetime(2026, 11, 22, 17, 1, tzinfo=UTC)
"""00:01 of Monday 23/11/2026 at the office."""

DAY = timedelta(days=1)


def add(count):
    return record_many(
        [
            Draft(
                event="moved",
                moment=MONDAY + timedelta(minutes=number),
                subject_kind="dossier",
                subject_id=uuid.UUID(int=7),
            )
            for number in range(count)
        ]
    )


@pytest.fixture
def book(settings):
    return settings.HEAD_BOOK


def cut_after(event):
    """Do what only a master of the database can: put the guards aside, and back."""
    put_guards_aside(connection)
    Event.objects.after(event.sequence)._raw_delete("default")
    ChainHead.objects.update(sequence=event.sequence, mac=event.mac)
    install(connection)


def lines_of(book):
    return [json.loads(line) for line in book.read_text().splitlines() if line]


def write(book, lines):
    book.write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def test_each_day_is_noted_once_by_the_offices_clock(book):
    last = add(3)[-1]
    assert note_each_day(moment=MONDAY) == NotedHead(MONDAY, 3, last.mac)
    assert note_each_day(moment=MONDAY + timedelta(hours=23)) is None
    tuesday = note_each_day(moment=MONDAY + DAY)
    assert noted_heads() == [NotedHead(MONDAY, 3, last.mac), tuesday]


def test_a_day_without_events_is_noted_as_well(book):
    note_each_day(moment=MONDAY)
    assert noted_heads() == [NotedHead(MONDAY, 0, "")]
    assert first_broken_link(noted_heads()) is None


def test_before_the_first_day_there_is_nothing(book):
    assert noted_heads() == []
    assert not book.exists()


def test_the_book_is_private(book):
    note_each_day(moment=MONDAY)
    assert stat.S_IMODE(book.stat().st_mode) == 0o600


def test_reconcilers_of_several_machines_note_a_day_once(book):
    with ThreadPool(8) as pool:
        noted = pool.map(_note_apart, range(8))
    assert len([each for each in noted if each]) == len(noted_heads()) == 1


def _note_apart(_number):
    try:
        return note_each_day(moment=MONDAY)
    finally:
        connection.close()


def test_half_a_line_left_by_a_power_cut_hides_nothing(book):
    add(1)
    note_each_day(moment=MONDAY)
    with book.open("a") as file:
        file.write('{"moment": "2026-11')
    note_each_day(moment=MONDAY + DAY)
    assert [head.moment for head in noted_heads()] == [MONDAY, MONDAY + DAY]


def test_cutting_the_tail_and_putting_the_head_back_is_seen():
    events = add(5)
    note_each_day(moment=MONDAY)
    cut_after(events[2])
    assert first_broken_link() is None
    assert first_broken_link(noted_heads()) == BrokenLink(4, "đuôi chuỗi đã bị cắt")


def test_a_tail_written_anew_with_the_key_is_seen():
    events = add(5)
    note_each_day(moment=MONDAY)
    cut_after(events[2])
    add(4)
    assert first_broken_link() is None
    assert first_broken_link(noted_heads()) == BrokenLink(
        5, "khác với mã đã ghi ngoài cơ sở dữ liệu"
    )


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (1, {"sequence": "4"}),
        (1, {"mac": "0" * 64}),
        (2, {"moment": "2026-11-24T17:01:00+00:00"}),
        (2, {"moment": "hôm qua"}),
        (2, {"key_id": "mine"}),
        (3, {"seal": "0" * 64}),
    ],
)
def test_an_altered_line_is_named(book, number, change):
    add(5)
    for day in range(3):
        note_each_day(moment=MONDAY + day * DAY)
    lines = lines_of(book)
    lines[number - 1] |= change
    write(book, lines)
    with pytest.raises(HeadBookError, match=f"bị sửa ở dòng {number}"):
        noted_heads()


@pytest.mark.parametrize("number", [1, 2])
def test_a_line_that_was_taken_out_is_missed(book, number):
    add(5)
    for day in range(3):
        note_each_day(moment=MONDAY + day * DAY)
    lines = lines_of(book)
    del lines[number - 1]
    write(book, lines)
    with pytest.raises(HeadBookError):
        noted_heads()


def test_verify_history_says_with_what_it_compared(book):
    add(2)
    for day in range(3):
        note_each_day(moment=MONDAY + day * DAY)
    said = StringIO()
    call_command("verify_history", stdout=said)
    assert said.getvalue().splitlines()[-1] == (
        "Khớp 3 mã ghi ngoài cơ sở dữ liệu, từ 23/11/2026 đến 25/11/2026."
    )


def test_verify_history_refuses_a_book_that_was_altered(book):
    add(2)
    note_each_day(moment=MONDAY)
    write(book, [lines_of(book)[0] | {"sequence": "1"}])
    with pytest.raises(CommandError, match=r"^Sổ mã bằng chứng đã bị sửa ở dòng 1\.$"):
        call_command("verify_history")


def test_verify_history_names_the_place_of_the_cut():
    events = add(2)
    note_each_day(moment=MONDAY)
    cut_after(events[0])
    with pytest.raises(CommandError) as failure:
        call_command("verify_history")
    assert str(failure.value) == (
        "Chuỗi bằng chứng đứt ở sự kiện số 2: đuôi chuỗi đã bị cắt."
    )
