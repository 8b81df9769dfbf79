"""A small client: so many connections ask for one page, one answer after the other.

Bounded load: a connection asks again only when it was answered, so that slow pages
are asked less often instead of piling up.
"""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

CONNECTIONS = 8
LENGTH = b"content-length:"


@dataclass(frozen=True)
class Load:
    """What one run of the client saw."""

    per_second: float
    median_ms: float


class UnexpectedAnswerError(Exception):
    """The page did not answer 200."""


def put_load(port, path, *, cookie="", seconds=8.0):
    """Ask for a page of 127.0.0.1 for so many seconds; raises UnexpectedAnswerError."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n"
    ).encode()
    _ask_for(port, request, 0.5)  # warm: code, connections and caches
    started = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        runs = [
            pool.submit(_ask_for, port, request, seconds) for _ in range(CONNECTIONS)
        ]
        times = [taken for run in runs for taken in run.result()]
    lasted = time.perf_counter() - started
    return Load(len(times) / lasted, median(times) * 1000)


def _ask_for(port, request, seconds):
    """Ask again and again over one connection; return how long each answer took."""
    times = []
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        end = time.perf_counter() + seconds
        while (begun := time.perf_counter()) < end:
            connection.sendall(request)
            _read_answer(connection)
            times.append(time.perf_counter() - begun)
    return times


def _read_answer(connection):
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise UnexpectedAnswerError(head.decode(errors="replace"))
    lines = head.lower().split(b"\r\n")
    length = next(int(line[len(LENGTH) :]) for line in lines if line.startswith(LENGTH))
    while len(body) < length:
        body += _more(connection)


def _more(connection):
    chunk = connection.recv(1 << 16)
    if not chunk:
        raise UnexpectedAnswerError("The server closed the connection.")
    return chunk
