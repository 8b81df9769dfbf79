"""PDFs put together anew from their pages: no scripts, actions or attached files.

A signed PDF cannot be rebuilt without breaking its signature, which is what makes it
a document in law: it is kept as it is when nothing in it acts, and refused otherwise.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pikepdf

from wardportal.safefiles.kinds import (
    DAMAGED,
    LOCKED,
    PDF_MARK,
    UnsafeFileError,
)

MOST_PAGES = 500
TOO_LONG = f"có hơn {MOST_PAGES} trang. Hãy tách thành nhiều tệp."
SIGNED_AND_ACTIVE = (
    "đã ký số và có kèm mã lệnh hoặc tệp khác nên không lưu được. "
    "Hãy đề nghị nơi ký gửi tệp không kèm những thứ đó."
)
END_MARK = b"%%EOF"
END_MARK_WITHIN = 2048

ACTING_KEYS = frozenset(
    {
        "/AA",
        "/AF",
        "/EF",
        "/EmbeddedFiles",
        "/JS",
        "/JavaScript",
        "/RichMediaContent",
        "/RichMediaSettings",
        "/XFA",
    }
)
"""Entries by which a PDF does something or carries another file."""

ACTIONS = frozenset(
    {
        "/GoToE",
        "/GoToR",
        "/ImportData",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Rendition",
        "/RichMediaExecute",
        "/Sound",
        "/SubmitForm",
        "/URI",
    }
)
NEEDLESS_KEYS = frozenset(
    {"/A", "/AcroForm", "/Metadata", "/OpenAction", "/PA", "/PieceInfo"}
)
"""Left out when rebuilt: links, empty forms, and notes of the program that made it."""

OUTSIDE_KEYS = ("/F", "/FFilter", "/FDecodeParms")
"""By which a stream's content would be read from another file."""

ACTING_ANNOTATIONS = frozenset(
    {"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/Widget"}
)


def rebuilt(content: bytes) -> bytes:
    """Return a PDF with its pages and nothing that acts.

    Raises UnsafeFileError; pikepdf's errors for what cannot be read at all.
    """
    if END_MARK not in content[-END_MARK_WITHIN:]:
        raise UnsafeFileError(DAMAGED)
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as source:
            _check(source)
            if _is_signed(source):
                return _kept(source, content)
            return _put_together(source)
    except pikepdf.PasswordError as error:
        raise UnsafeFileError(LOCKED) from error


def acts(pdf: pikepdf.Pdf) -> bool:
    """Tell whether anything in a PDF acts by itself or carries another file."""
    return any(
        ACTING_KEYS & set(held.keys()) or _is_action(held)
        for held in _dictionaries(pdf.objects)
    )


def _check(source: pikepdf.Pdf) -> None:
    if source.is_encrypted:
        raise UnsafeFileError(LOCKED)
    if len(source.pages) > MOST_PAGES:
        raise UnsafeFileError(TOO_LONG)
    if not source.pages:
        raise UnsafeFileError(DAMAGED)


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    return any("/ByteRange" in held for held in _dictionaries(pdf.objects))


def _kept(source: pikepdf.Pdf, content: bytes) -> bytes:
    whole = content.startswith(PDF_MARK) and content.rstrip().endswith(END_MARK)
    if acts(source) or not whole:
        raise UnsafeFileError(SIGNED_AND_ACTIVE)
    return content


def _put_together(source: pikepdf.Pdf) -> bytes:
    if "/AcroForm" in source.Root:
        # What was filled in is drawn onto the pages; the fields stay behind.
        source.generate_appearance_streams()
        source.flatten_annotations("all")
    for held in _dictionaries(source.objects):
        _disarm(held)
    target = pikepdf.new()
    target.pages.extend(source.pages)
    made = BytesIO()
    # The same file twice gives the same bytes: what is there already is known by hash.
    target.save(made, deterministic_id=True)
    return made.getvalue()


def _disarm(held: Any) -> None:
    keys = set(held.keys())
    unwanted = keys if _is_action(held) else (ACTING_KEYS | NEEDLESS_KEYS) & keys
    if isinstance(held, pikepdf.Stream):
        unwanted |= set(OUTSIDE_KEYS) & keys
    for key in unwanted:
        del held[key]
    if "/Annots" in held and isinstance(held["/Annots"], pikepdf.Array):
        held["/Annots"] = pikepdf.Array(
            note for note in held["/Annots"] if not _is_acting_note(note)
        )


def _is_action(held: Any) -> bool:
    return str(held.get("/S", "")) in ACTIONS


def _is_acting_note(note: Any) -> bool:
    return (
        not isinstance(note, pikepdf.Dictionary)
        or str(note.get("/Subtype", "")) in ACTING_ANNOTATIONS
    )


def _dictionaries(objects: Iterable[Any]) -> Iterator[Any]:
    """Walk every dictionary and stream; those that are not shared stand inside others."""
    pending = list(objects)
    while pending:
        each = pending.pop()
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            inside = [value for _, value in each.items()]
        else:
            inside = list(each) if isinstance(each, pikepdf.Array) else []
        pending += [value for value in inside if _is_direct(value)]


def _is_direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect
