"""A file is read in a process of its own; whatever it does there, an answer comes."""

import subprocess
import sys

import pytest

from tests.uploads import noted_png, opens_with_script, paper, photo, pixel_bomb
from wardportal.safefiles import apart
from wardportal.safefiles.__main__ import clean
from wardportal.safefiles.apart import make_safe
from wardportal.safefiles.kinds import (
    DAMAGED,
    LOCKED,
    OTHER_KIND,
    SafeKind,
    UnsafeFileError,
)
from wardportal.safefiles.pictures import TOO_LARGE


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (paper(prepare=opens_with_script), SafeKind.PDF),
        (photo(), SafeKind.JPEG),
        (noted_png(), SafeKind.PNG),
    ],
)
def test_the_process_answers_with_the_file_made_anew(content, kind):
    safe = make_safe(content)
    assert safe.kind is kind
    assert safe == clean(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", OTHER_KIND),
        (b"MZ\x90 a program", OTHER_KIND),
        (b"PK\x03\x04 a workbook", OTHER_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", OTHER_KIND),
        (b"GIF89a", OTHER_KIND),
        (b"\xff\xd8\xff broken", DAMAGED),
        (b"\x89PNG\r\n\x1a\n broken", DAMAGED),
        (b"%PDF-1.7 broken %%EOF", DAMAGED),
        (b"\x00" * 900 + b"%PDF-1.7", DAMAGED),
        (pixel_bomb(), TOO_LARGE),
    ],
)
def test_what_is_not_kept_is_refused_with_what_to_do(content, sentence):
    with pytest.raises(UnsafeFileError) as refusal:
        make_safe(content)
    assert str(refusal.value) == sentence


def test_a_picture_cut_off_is_refused():
    with pytest.raises(UnsafeFileError, match=DAMAGED):
        make_safe(photo()[:400])


def test_a_process_that_dies_or_hangs_is_a_damaged_file(monkeypatch):
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 1)
    for program in ("raise SystemExit(3)", "import time; time.sleep(30)", ""):
        monkeypatch.setattr(apart, "COMMAND", [sys.executable, "-c", program])
        with pytest.raises(UnsafeFileError, match=DAMAGED):
            make_safe(paper())


def test_the_process_may_not_take_all_memory_nor_write_files():
    program = (
        "import resource; from wardportal.safefiles import __main__ as child;"
        "[resource.setrlimit(n, (v, v)) for n, v in child.LIMITS.items()];{attempt}"
    )
    for attempt in ("bytearray(2 << 30)", "open('/tmp/x', 'w').write('x' * 9999)"):
        done = subprocess.run(  # noqa: S603 -- our own command line
            [sys.executable, "-c", program.format(attempt=attempt)],
            capture_output=True,
            check=False,
        )
        assert done.returncode != 0


def test_the_sentences_continue_the_name_of_a_file():
    for sentence in (OTHER_KIND, DAMAGED, LOCKED, TOO_LARGE):
        assert sentence[0].islower()
        assert sentence.endswith(".")
