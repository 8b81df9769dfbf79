"""The embedded broker: a message is there whole or not at all."""

import errno
import os
import socket

import pytest
from kombu import Connection

from wardportal import filebroker


@pytest.fixture
def folder(tmp_path):
    for part in ("queue", "control"):
        (tmp_path / part).mkdir()
    return tmp_path


@pytest.fixture
def name(folder):
    """Return a queue's name that no test used before: kombu remembers them all."""
    return folder.name


@pytest.fixture
def connection(folder):
    filebroker.register()
    options = {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "control_folder": str(folder / "control"),
    }
    with Connection(
        f"{filebroker.SCHEME}://localhost", transport_options=options
    ) as connection:
        yield connection


def test_messages_arrive_in_the_order_they_were_sent(connection, name):
    with connection.SimpleQueue(name) as queue:
        for number in range(3):
            queue.put({"number": number})
        received = [queue.get(timeout=5) for _ in range(3)]
        for message in received:
            message.ack()

    assert [message.payload for message in received] == [
        {"number": 0},
        {"number": 1},
        {"number": 2},
    ]


def test_a_full_disk_leaves_nothing_for_the_worker_to_choke_on(
    connection, name, folder, monkeypatch
):
    def disk_full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with connection.SimpleQueue(name) as queue:
        with pytest.raises(OSError, match="No space left"):
            queue.put({"number": 1})
        with pytest.raises(queue.Empty):
            queue.get(block=False)

    assert not list((folder / "queue").iterdir())


def test_a_waiting_worker_looks_up_soon(connection, name):
    with connection.SimpleQueue(name), pytest.raises(socket.timeout):
        connection.drain_events(timeout=60)
