"""Runs web, worker, beat and relay side by side until it is told to stop.

honcho supervises; what stands here is what `make run` needs around it. Ctrl-C, a
closed terminal, SIGTERM and the end of `make` all stop every process.
"""

import fcntl
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

ROOT = Path(__file__).resolve().parent.parent
PROCFILE = Path(__file__).with_name("Procfile")
STOPPED = {128 + signal.SIGINT, 128 + signal.SIGTERM}
WATCH_SECONDS = 0.5


class Terminal:
    """Standard output that may go away while the portal still has to be stopped."""

    def __init__(self) -> None:
        self.isatty = sys.stdout.isatty

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stdout.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stdout.flush()


def main() -> int:
    port = os.environ.get("PORT") or "8000"
    folder = Path(os.environ.get("WARDPORTAL_VAR") or ROOT / "var")
    with _alone(folder / "run.lock"):
        _check_free(port)
        Terminal().write(f"\n  http://localhost:{port}/    (Ctrl-C stops it)\n\n")
        manager = Manager(Printer(Terminal()))
        for name, command in parse_procfile(PROCFILE.read_text()).processes.items():
            manager.add_process(
                name, command, env={**os.environ, "PORT": port}, cwd=ROOT
            )
        _stop_with_terminal_or_make()
        manager.loop()
    return 0 if manager.returncode in STOPPED else manager.returncode


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the lock; two sets of workers over one folder would do all work twice."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                "The portal already runs on this data. Stop it first, or set "
                "WARDPORTAL_VAR to another folder."
            ) from None
        yield


def _check_free(port: str) -> None:
    try:
        socket.create_server(("127.0.0.1", int(port))).close()
    except (OSError, ValueError, OverflowError):
        raise SystemExit(
            f"Port {port} cannot be used. Choose another: make run PORT=8001"
        ) from None


def _stop_with_terminal_or_make() -> None:
    """Also stop when the terminal closes, and when `make` is told to stop or is gone.

    A signal sent to `make` alone is not handed on: it no longer catches that signal
    and waits for our end, which without this would never come.
    """
    signal.signal(signal.SIGHUP, lambda *_: _stop())
    make = os.getppid()
    if Path(f"/proc/{make}/comm").read_text().strip() == "make":
        caught = _signals_caught(make)
        signal.signal(
            signal.SIGALRM,
            lambda *_: _signals_caught(make) == caught or _stop(),
        )
        signal.setitimer(signal.ITIMER_REAL, WATCH_SECONDS, WATCH_SECONDS)


def _stop() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
    os.kill(os.getpid(), signal.SIGTERM)


def _signals_caught(process: int) -> str:
    """Return the kernel's mask of a process; "" when it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return ""
    return next(line for line in status.splitlines() if line.startswith("SigCgt"))


if __name__ == "__main__":
    sys.exit(main())
