"""The servers that the tests bring along: there for one command, gone after it."""

import signal
import socket
import subprocess
import sys

import pytest

from tests.harness.installation import PROJECT, wait_for

pytestmark = pytest.mark.slow

ASK_BOTH = """
import os, sys, psycopg2, redis
database, queue = os.environ["DATABASE_URL"], os.environ["REDIS_URL"]
with psycopg2.connect(database) as connection, connection.cursor() as cursor:
    cursor.execute("SELECT 1")
redis.Redis.from_url(queue).ping()
print(database.rsplit(":", 1)[1].split("/")[0], queue.rsplit(":", 1)[1].split("/")[0])
sys.stdout.flush()
"""


def beside_servers(code):
    return subprocess.Popen(  # noqa: S603 - our own command line
        [sys.executable, "-m", "tests.services", "--", sys.executable, "-c", code],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )


def listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def test_both_serve_one_command_and_its_exit_code_comes_back():
    with beside_servers(ASK_BOTH + "sys.exit(3)") as run:
        ports = run.stdout.readline().split()
        assert run.wait(30) == 3

    assert len(ports) == 2
    assert not any(listening(port) for port in ports)


def test_they_stop_when_the_run_is_told_to_stop():
    with beside_servers(ASK_BOTH + "import time; time.sleep(60)") as run:
        ports = run.stdout.readline().split()
        assert all(listening(port) for port in ports)

        run.send_signal(signal.SIGTERM)
        assert run.wait(30) == 128 + signal.SIGTERM

    assert wait_for(lambda: not any(listening(port) for port in ports), seconds=5)
