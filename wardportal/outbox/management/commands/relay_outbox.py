"""manage.py relay_outbox: send what the outbox holds, once or for ever."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
)
from django.utils import timezone

from wardportal.outbox.publishing import publish
from wardportal.outbox.relay import ROUND, Round, relay_once

PAUSE_SECONDS = 1

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Chuyển việc trong hộp chờ đến tiến trình xử lý."

    def add_arguments(self, parser: CommandParser) -> None:
        mode = parser.add_mutually_exclusive_group(required=True)
        mode.add_argument("--once", action="store_true", help="một lượt rồi dừng")
        mode.add_argument("--loop", action="store_true", help="chạy đến khi bị dừng")

    def handle(self, *, once: bool, **_options: Any) -> None:
        if once:
            done = relay_once(moment=timezone.now(), publish=publish)
            self.stdout.write(
                f"Đã gửi {done.sent}, hoãn {done.postponed}, để riêng {done.set_aside}."
            )
        else:
            _relay_until(_stop_asked_for())


def _stop_asked_for() -> threading.Event:
    """Return an event that the signals to stop set: a round is never cut."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _relay_until(stop: threading.Event) -> None:
    while not stop.is_set():
        if _round().sent < ROUND:
            stop.wait(PAUSE_SECONDS)


def _round() -> Round:
    """Do one round; a database that is away is asked again after the pause."""
    close_old_connections()
    try:
        return relay_once(moment=timezone.now(), publish=publish)
    except (InterfaceError, OperationalError) as error:
        logger.warning("Outbox waits for the database: %s", type(error).__name__)
        connection.close()
        return Round()
