"""Where uploaded files lie: under random names, outside the web root, whole or not at all."""

import hashlib
import secrets
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings

from wardportal.wholefiles import write_whole

NAME_BYTES = 20
LEAST_FREE = 0.05
"""Of the disk; below it uploads are off, so that texts still find room."""


class NoSpaceError(Exception):
    """The disk took no file; the message says what to do."""


class FileChangedError(Exception):
    """A file is gone, or not the one that was stored."""


NO_SPACE = (
    "Máy chủ hết chỗ nên chưa lưu được tệp nào. Hồ sơ và các nội dung khác vẫn còn. "
    "Hãy báo quản trị, rồi thêm tệp sau."
)


def root() -> Path:
    """Return the folder of all uploaded files."""
    return Path(settings.MEDIA_ROOT) / "attachments"


def keep(contents: Sequence[bytes]) -> list[str]:
    """Store files and return their names, in order; all of them or none.

    Raises NoSpaceError.
    """
    names: list[str] = []
    try:
        _check_space()
        for content in contents:
            name = secrets.token_hex(NAME_BYTES)
            write_whole(path_of(name), content)
            names.append(name)
    except (OSError, NoSpaceError) as error:
        discard(names)
        raise NoSpaceError(NO_SPACE) from error
    return names


def discard(names: Iterable[str]) -> None:
    """Delete files; those that are gone already are as wanted. Raises OSError."""
    for name in names:
        path_of(name).unlink(missing_ok=True)


def read(name: str, *, sha256: str) -> bytes:
    """Return a file's content. Raises FileChangedError unless its hash is this one."""
    try:
        content = path_of(name).read_bytes()
    except OSError as error:
        raise FileChangedError from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileChangedError
    return content


def path_of(name: str) -> Path:
    """Return where a file lies, among few others in one folder."""
    return root() / name[:2] / name


def _check_space() -> None:
    root().mkdir(parents=True, exist_ok=True)
    disk = shutil.disk_usage(root())
    if disk.free < LEAST_FREE * disk.total:
        raise NoSpaceError(NO_SPACE)
