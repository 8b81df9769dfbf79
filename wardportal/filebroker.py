"""The embedded profile's broker: kombu's messages in files, each file whole.

kombu writes a message into the very file that the worker looks for; a worker that
looks at that moment reads an empty message and dies of it.
"""

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

from wardportal.wholefiles import write_whole

SCHEME = "files"
SOON = 0.5
"""Seconds after which a waiting worker looks whether it shall stop."""


class Channel(filesystem.Channel):
    def _put(  # type: ignore[override]  # kombu's own declarations differ
        self, queue: str, payload: dict[str, Any], **_kwargs: Any
    ) -> None:
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        write_whole(Path(self.data_folder_out) / name, dumps(payload).encode())


class Transport(filesystem.Transport):
    Channel = Channel
    polling_interval = 0.2

    def drain_events(  # type: ignore[override]  # kombu's own declarations differ
        self, connection: Any, timeout: float | None = None
    ) -> None:
        """Return early: the worker's loop repeats, and hears between the rounds."""
        super().drain_events(connection, timeout=timeout and min(timeout, SOON))


def register() -> None:
    """Make ``files://`` an address that kombu knows."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:{Transport.__name__}"
