"""The process in which one uploaded file is read: ``python -m wardportal.safefiles``.

It takes the file on its input and answers with the kind and the file made anew, or
with ``!`` and why not. It knows no secrets, writes no files, and may use so much
memory and time and no more: whatever a hostile file does, it does here.
"""

import resource
import sys

from wardportal.safefiles.documents import rebuilt
from wardportal.safefiles.kinds import (
    DAMAGED,
    SafeFile,
    SafeKind,
    UnsafeFileError,
    kind_of,
)
from wardportal.safefiles.pictures import redrawn

LIMITS = {
    resource.RLIMIT_AS: 1 << 30,
    resource.RLIMIT_CPU: 20,
    resource.RLIMIT_FSIZE: 0,
}


def clean(content: bytes) -> SafeFile:
    """Make a file anew. Raises UnsafeFileError, saying what to do."""
    kind = kind_of(content)
    try:
        made = rebuilt(content) if kind is SafeKind.PDF else redrawn(content, kind)
    except UnsafeFileError:
        raise
    except Exception as error:  # libraries raise whatever a broken file leads them to
        raise UnsafeFileError(DAMAGED) from error
    return SafeFile(kind, made)


def main() -> None:
    for name, limit in LIMITS.items():
        resource.setrlimit(name, (limit, limit))
    try:
        safe = clean(sys.stdin.buffer.read())
        answer = safe.kind.value.encode() + b"\n" + safe.content
    except UnsafeFileError as error:
        answer = f"!\n{error}".encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
