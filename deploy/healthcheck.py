"""Asks the web process in this container whether it is alive; exit 1 when not."""

import os
import sys
from http.client import HTTPConnection, HTTPException

PORT = 8000
SECONDS = 4


def alive(port: int = PORT) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    # Django answers to the portal's own name only.
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    try:
        connection.request("GET", "/health/live", headers={"Host": host})
        return connection.getresponse().status == 200  # noqa: PLR2004 - OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not alive())
