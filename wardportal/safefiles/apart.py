"""Makes an uploaded file safe, in a process of its own that a bomb may bring down."""

import subprocess
import sys

from django.conf import settings

from wardportal.safefiles.kinds import (
    DAMAGED,
    SafeFile,
    SafeKind,
    UnsafeFileError,
    kind_of,
)

LONGEST_SECONDS = 40
COMMAND = [sys.executable, "-m", "wardportal.safefiles"]


def make_safe(content: bytes) -> SafeFile:
    """Return a file made anew from its content.

    Raises UnsafeFileError with what to do, in words that continue the file's name.
    """
    kind_of(content)  # what is of another kind costs no process
    try:
        done = subprocess.run(  # noqa: S603 -- our own command line
            COMMAND,
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnsafeFileError(DAMAGED) from error
    first, _, rest = done.stdout.partition(b"\n")
    if done.returncode or not first:
        raise UnsafeFileError(DAMAGED)
    if first == b"!":
        raise UnsafeFileError(rest.decode())
    return SafeFile(SafeKind(first.decode()), rest)
