"""The supervisor of `make run`: one per data folder, and nothing outlives it."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.harness.installation import PROJECT, Installation, wait_for
from tests.services import free_port

MAKEFILE = f"run:\n\t@{sys.executable} deploy/supervise.py\n"


def supervise(installation, port):
    return subprocess.run(
        [sys.executable, "deploy/supervise.py"],
        cwd=PROJECT,
        env={**installation.environment, "PORT": str(port)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.fixture
def portal(tmp_path):
    return Installation(tmp_path / "var")


def test_a_second_start_on_the_same_data_is_refused(portal):
    portal.var.mkdir()
    with (portal.var / "run.lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = supervise(portal, free_port())

    assert second.returncode == 1
    assert second.stderr == (
        "The portal already runs on this data. Stop it first, or set "
        "WARDPORTAL_VAR to another folder.\n"
    )


def test_a_taken_port_is_said_before_anything_starts(portal):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = supervise(portal, port)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        f"Port {port} cannot be used. Choose another: make run PORT=8001\n"
    )


@pytest.mark.parametrize("port", ["", "70000", "8000a"])
def test_an_odd_port_is_answered(portal, port):
    refused = supervise(portal, port or "-1")

    assert refused.returncode == 1
    assert "Choose another: make run PORT=8001" in refused.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stop", "number"),
    [
        pytest.param(os.killpg, signal.SIGINT, id="Ctrl-C"),
        pytest.param(os.killpg, signal.SIGHUP, id="the terminal is closed"),
        pytest.param(os.kill, signal.SIGINT, id="make alone is interrupted"),
        pytest.param(os.kill, signal.SIGKILL, id="make is killed"),
    ],
)
def test_every_process_ends_with_the_portal(portal, tmp_path, stop, number):
    portal.manage("migrate", "--verbosity", "0")
    port = free_port()
    make = start_by_make(portal, tmp_path, port)
    try:
        assert wait_for(lambda: answers(port))
        assert len(processes_of(portal)) > 5

        stop(make.pid, number)
        make.wait(60)

        assert wait_for(lambda: not processes_of(portal), seconds=10)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(make.pid, signal.SIGTERM)
        make.stdout.close()


def start_by_make(portal, tmp_path, port):
    makefile = tmp_path / "Makefile"
    makefile.write_text(MAKEFILE)
    return subprocess.Popen(  # noqa: S603 - our own command line
        ["make", "-f", str(makefile), "run"],  # noqa: S607 - wherever it is installed
        cwd=PROJECT,
        env={**portal.environment, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def answers(port):
    with suppress(OSError), urlopen(f"http://localhost:{port}/health/live") as answer:
        return answer.status == 200
    return False


def processes_of(portal):
    """Return the ids of the running processes that work on this data folder."""
    mark = f"WARDPORTAL_VAR={portal.var}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found
