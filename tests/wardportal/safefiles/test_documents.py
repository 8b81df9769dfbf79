"""A PDF is put together anew from its pages; nothing in it acts."""

from io import BytesIO

import pikepdf
import pytest

from tests.uploads import HOSTILE, opens_with_script, paper, picture, signed
from wardportal.safefiles import documents
from wardportal.safefiles.documents import SIGNED_AND_ACTIVE, TOO_LONG, acts, rebuilt
from wardportal.safefiles.kinds import DAMAGED, LOCKED, UnsafeFileError

MARKS = [b"JavaScript", b"app.alert", b"Launch", b"cmd.exe", b"URI", b"passwd", b"MZ"]
MARKS += [b"EmbeddedFile", b"XFA", b"OpenAction"]


def opened(content):
    return pikepdf.open(BytesIO(content))


def spelled_out(content):
    """Return a PDF with nothing in it compressed, as a reader meets it."""
    plain = BytesIO()
    with opened(content) as pdf:
        pdf.save(
            plain,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return plain.getvalue()


@pytest.mark.parametrize("prepare", HOSTILE)
def test_what_acts_is_left_behind_and_the_pages_are_kept(prepare):
    made = rebuilt(paper(pages=3, prepare=prepare))
    with opened(made) as pdf:
        assert len(pdf.pages) == 3
        assert not acts(pdf)
    assert [mark for mark in MARKS if mark in spelled_out(made)] == []


@pytest.mark.parametrize("prepare", HOSTILE[:-1])
def test_the_hostile_files_of_these_tests_do_act(prepare):
    with opened(paper(prepare=prepare)) as pdf:
        assert acts(pdf)


def test_what_is_drawn_on_a_page_stays():
    with opened(rebuilt(paper(pages=2))) as pdf:
        assert [page.Contents.read_bytes() for page in pdf.pages] == [
            b"0 0 10 10 re f",
            b"0 0 11 10 re f",
        ]


def test_a_remark_on_a_page_stays_without_its_link():
    def remark(pdf):
        note = pikepdf.Dictionary(
            Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9], Contents="Thiếu dấu"
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])

    with opened(rebuilt(paper(prepare=remark))) as pdf:
        assert [str(note.Contents) for note in pdf.pages[0].Annots] == ["Thiếu dấu"]


def test_the_same_file_twice_gives_the_same_bytes():
    content = paper()
    assert rebuilt(content) == rebuilt(content)


def test_what_stands_before_and_behind_the_pdf_is_left_out():
    made = rebuilt(b"<script>alert(1)</script>" + paper() + b"PK\x03\x04 zip")
    assert made.startswith(b"%PDF-")
    assert b"<script>" not in made
    assert b"PK\x03\x04" not in made


@pytest.mark.parametrize("user", ["", "geheim"])
def test_a_locked_pdf_is_refused(user):
    lock = pikepdf.Encryption(owner="chu", user=user)
    with pytest.raises(UnsafeFileError, match=LOCKED):
        rebuilt(paper(encryption=lock))


def test_a_pdf_cut_off_in_the_middle_is_refused():
    content = paper(pages=40)
    with pytest.raises(UnsafeFileError, match=DAMAGED):
        rebuilt(content[: len(content) // 2])


def test_a_pdf_without_pages_is_refused():
    with pytest.raises(UnsafeFileError, match=DAMAGED):
        rebuilt(paper(pages=0))


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MOST_PAGES", 2)
    rebuilt(paper(pages=2))
    with pytest.raises(UnsafeFileError, match=TOO_LONG):
        rebuilt(paper(pages=3))


def test_a_signed_pdf_in_which_nothing_acts_is_kept_byte_for_byte():
    content = paper(prepare=signed)
    assert rebuilt(content) == content


@pytest.mark.parametrize("prepare", HOSTILE[:-1])
def test_a_signed_pdf_in_which_something_acts_is_refused(prepare):
    def both(pdf):
        prepare(pdf)
        signed(pdf)

    with pytest.raises(UnsafeFileError, match=SIGNED_AND_ACTIVE):
        rebuilt(paper(prepare=both))


@pytest.mark.parametrize(("front", "tail"), [(b"GIF89a", b""), (b"", b"PK\x03\x04")])
def test_a_signed_pdf_with_something_around_it_is_refused(front, tail):
    with pytest.raises(UnsafeFileError, match=SIGNED_AND_ACTIVE):
        rebuilt(front + paper(prepare=signed) + tail)


def test_a_picture_inside_a_page_stays():
    def illustrated(pdf):
        image = pdf.make_stream(picture())
        image.Subtype, image.Filter = pikepdf.Name.Image, pikepdf.Name.DCTDecode
        image.Width, image.Height, image.BitsPerComponent = 60, 40, 8
        image.ColorSpace = pikepdf.Name.DeviceRGB
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject={"/Im0": image})
        opens_with_script(pdf)

    with opened(rebuilt(paper(prepare=illustrated))) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert image.read_raw_bytes() == picture()
