"""Rows without files and files without rows are listed; nothing is deleted on a guess."""

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from dossiers import filestore
from dossiers.attaching import About, Offered, attach, remove
from dossiers.file_check import compare, finish_removals
from tests.dossiers.moves import act, make_dossier
from tests.uploads import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def attachment(office, clerk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    offered = [Offered("To khai.pdf", paper())]
    dossier = make_dossier()
    added = attach(
        dossier_id=dossier.id, offered=offered, about=About(), by=act(clerk)
    ).added
    return added[0]


def leave_a_stray(age):
    (name,) = filestore.keep([b"left behind"])
    old = (timezone.now() - age).timestamp()
    os.utime(filestore.path_of(name), (old, old))
    return f"{name[:2]}/{name}"


def found(**options):
    return compare(moment=timezone.now(), **options)


def test_what_agrees_is_not_spoken_of(attachment):
    assert not found(read=True)


def test_a_row_whose_file_is_gone_is_named(attachment):
    filestore.path_of(attachment.stored_name).unlink()
    assert found().missing == [attachment]


def test_a_changed_file_is_named_when_files_are_read(attachment):
    filestore.path_of(attachment.stored_name).write_bytes(b"forged")
    assert not found()
    assert found(read=True).changed == [attachment]


def test_a_file_that_no_row_speaks_of_is_named_and_left_alone(attachment):
    stray = leave_a_stray(timedelta(hours=2))
    assert found().strays == [stray]
    finish_removals(moment=timezone.now())
    assert (filestore.root() / stray).exists()


def test_an_upload_under_way_is_no_stray(attachment):
    leave_a_stray(timedelta(minutes=5))
    assert not found()


def test_a_removal_that_was_cut_off_is_finished(attachment, clerk):
    removed = remove(attachment_id=attachment.pk, by=act(clerk, 61, "nhầm"))
    assert filestore.path_of(attachment.stored_name).exists()
    finish_removals(moment=removed.removed_at + timedelta(minutes=1))
    assert not filestore.path_of(attachment.stored_name).exists()


def test_the_command_lists_and_fails(attachment):
    stray = leave_a_stray(timedelta(hours=2))
    filestore.path_of(attachment.stored_name).unlink()
    said = StringIO()
    with pytest.raises(CommandError, match="Hãy xem lại các tệp"):
        call_command("check_files", stdout=said)
    assert said.getvalue().splitlines() == [
        f"Mất tệp: {attachment.dossier.code} {attachment.stored_name}",
        f"Không thuộc hồ sơ nào: {stray}",
    ]


def test_the_command_says_that_all_agrees(attachment):
    said = StringIO()
    call_command("check_files", "--read", stdout=said)
    assert said.getvalue() == "Tệp đính kèm khớp với danh mục.\n"
