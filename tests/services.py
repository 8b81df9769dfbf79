"""Runs one command beside a PostgreSQL and a Redis that exist only for it.

    python -m tests.services -- python -m pytest

Both listen on free ports of the loopback and keep their files in a temporary
folder; ``DATABASE_URL``, ``REDIS_URL`` and ``WARDPORTAL_VAR`` tell the command where they
are. They are stopped, and the folder removed, however the command ends. Exit code:
the command's, or 128 + the signal that stopped it, as in a shell.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

LOOPBACK = "127.0.0.1"
REPLACED = {
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "WARDPORTAL_VAR",
    "MEDIA_ROOT",
}
START_SECONDS = 60
STOP_SECONDS = 20
POSTGRES_SETTINGS = (
    f"listen_addresses={LOOPBACK}",
    # Nothing here outlives the run: durability would only cost time.
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=120",
    "shared_buffers=128MB",
    "log_min_messages=fatal",
)


class ServiceError(Exception):
    """A server is missing or did not start; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    command = list(arguments[1:] if arguments[:1] == ["--"] else arguments)
    if not command:
        raise SystemExit("usage: python -m tests.services -- COMMAND …")
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    try:
        with servers() as addresses:
            return _run(command, {**_environment(), **addresses})
    except ServiceError as error:
        raise SystemExit(str(error)) from None
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Start both servers; yields the environment that leads to them."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="wardportal-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        database_url = stack.enter_context(_postgresql(folder))
        redis_url = stack.enter_context(_redis(folder))
        yield {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "WARDPORTAL_VAR": str(folder / "var"),
        }


def _environment() -> dict[str, str]:
    """Leave out what would lead the command to someone's real data."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.removesuffix("_FILE") not in REPLACED
    }


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    programs = _postgresql_programs()
    data, password, port = folder / "postgresql", secrets.token_hex(16), free_port()
    password_file = folder / "password"
    password_file.write_text(password)
    unprivileged = _unprivileged(folder, password_file)
    make = [*unprivileged, str(programs / "initdb"), f"--pgdata={data}", "--no-sync"]
    make += ["--username=ward", f"--pwfile={password_file}", "--auth=scram-sha-256"]
    _call([*make, "--encoding=UTF8", "--locale=C.UTF-8"], folder)
    options = [part for text in POSTGRES_SETTINGS for part in ("-c", text)]
    options += ["-c", f"port={port}", "-c", f"unix_socket_directories={folder}"]
    command = [*unprivileged, str(programs / "postgres"), "-D", str(data), *options]
    # SIGINT is PostgreSQL's fast stop; SIGTERM would wait for its clients.
    with _server(command, folder, port, stop=signal.SIGINT):
        yield f"postgres://ward:{password}@{LOOPBACK}:{port}/postgres"


@contextmanager
def _redis(folder: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    if program is None:
        raise ServiceError("redis-server is missing: install Debian's redis-server.")
    password, port = secrets.token_hex(16), free_port()
    command = [program, "--bind", LOOPBACK, "--port", str(port), "--save", ""]
    command += ["--requirepass", password, "--dir", str(folder)]
    with _server(command, folder, port, stop=signal.SIGTERM):
        yield f"redis://:{quote(password)}@{LOOPBACK}:{port}/0"


@contextmanager
def _server(
    command: Sequence[str], folder: Path, port: int, *, stop: signal.Signals
) -> Iterator[None]:
    log = folder / f"{port}.log"
    with log.open("wb") as output:
        # A session of its own: the Ctrl-C that ends the tests must not end the
        # servers under them.
        process = subprocess.Popen(  # noqa: S603 - our own command line
            command, cwd=folder, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait_for(process, port, log)
        yield
    finally:
        _stop(process, stop)


def _stop(process: subprocess.Popen[bytes], stop: signal.Signals) -> None:
    process.send_signal(stop)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.05)
    raise ServiceError(f"A server did not start:\n{log.read_text()[-2000:]}")


def _run(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run the command; on a signal, hand it on and wait for the command's end."""
    with subprocess.Popen(command, env=environment) as process:  # noqa: S603 - the caller's
        try:
            status = process.wait()
        except KeyboardInterrupt:  # the terminal has sent it to the command too
            status = process.wait()
        except SystemExit:
            process.terminate()
            raise
    return status if status >= 0 else 128 - status


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _call(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own command line
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ServiceError(done.stderr or done.stdout)


def _unprivileged(*owned: Path) -> list[str]:
    """Return how to become another user, which PostgreSQL asks of root."""
    if os.geteuid() != 0:
        return []
    user = "postgres"
    for path in owned:
        shutil.chown(path, user)
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]


def _postgresql_programs() -> Path:
    """Debian keeps initdb and postgres outside PATH, one folder per version."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2])
    )
    if not installed:
        raise ServiceError("PostgreSQL is missing: install Debian's postgresql-15.")
    return installed[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
