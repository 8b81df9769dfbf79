"""What may be uploaded, told by content and never by name; why the rest may not."""

from dataclasses import dataclass
from enum import StrEnum

PDF_MARK = b"%PDF-"
PDF_MARK_WITHIN = 1024
"""Readers look for the mark this far; what stands before it is left out when rebuilt."""


class SafeKind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


CONTENT_TYPES = {
    SafeKind.PDF: "application/pdf",
    SafeKind.JPEG: "image/jpeg",
    SafeKind.PNG: "image/png",
}


class UnsafeFileError(Exception):
    """A file that is not kept; the message says what to do."""


@dataclass(frozen=True)
class SafeFile:
    """A file made anew: pages or picture, and nothing besides."""

    kind: SafeKind
    content: bytes


OTHER_KIND = (
    "không phải tệp PDF, JPEG hay PNG. Hãy quét lại hoặc lưu sang một trong ba loại đó."
)
DAMAGED = "không đọc được, có thể đã hỏng. Hãy quét hoặc lưu lại rồi chọn lại."
LOCKED = "có mật khẩu. Hãy bỏ mật khẩu rồi chọn lại."
"""Each continues the file's name."""


def kind_of(content: bytes) -> SafeKind:
    """Tell a file's kind from its first bytes. Raises UnsafeFileError."""
    if content.startswith(b"\xff\xd8\xff"):
        return SafeKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return SafeKind.PNG
    if PDF_MARK in content[:PDF_MARK_WITHIN]:
        return SafeKind.PDF
    raise UnsafeFileError(OTHER_KIND)
