"""A file is whole or not there."""

import errno
import os

import pytest

from wardportal.wholefiles import write_whole


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path):
    file = tmp_path / "a" / "b" / "so-lieu.csv"
    write_whole(file, b"noi dung")
    assert file.read_bytes() == b"noi dung"
    assert names_in(file.parent) == ["so-lieu.csv"]


def test_a_file_that_exists_is_replaced(tmp_path):
    file = tmp_path / "so-lieu.csv"
    file.write_bytes(b"cu")
    write_whole(file, b"moi")
    assert file.read_bytes() == b"moi"


def test_a_full_disk_leaves_what_was_there_and_nothing_half(tmp_path, monkeypatch):
    file = tmp_path / "so-lieu.csv"
    file.write_bytes(b"cu")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"moi")
    assert file.read_bytes() == b"cu"
    assert names_in(tmp_path) == ["so-lieu.csv"]


def test_the_content_reaches_the_disk_before_the_name_does(tmp_path, monkeypatch):
    file = tmp_path / "so-lieu.csv"
    seen = []
    flush = os.fsync

    def watching(descriptor):
        seen.append(file.exists())
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", watching)
    write_whole(file, b"moi")
    assert seen == [False, True]
