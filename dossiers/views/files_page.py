"""What pages say of a dossier's files."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from dossiers.enums import (
    ATTACHMENT_LABELS,
    PAPER_MARK_LABELS,
    AttachmentKind,
    PaperMark,
)
from dossiers.models import Attachment, Dossier
from wardportal.formats import clock_on_date, decimal_comma, thousands

MEGABYTE = 1024 * 1024
KILOBYTE = 1024


@dataclass(frozen=True)
class FileRow:
    """One file in a list: its name, what it is, its size, who added it and when."""

    name: str
    url: str
    about: str
    added: str
    edit_url: str


@dataclass(frozen=True)
class FileFact:
    """One row of components/summary.html."""

    label: str
    value: str
    change_url: str = ""


def file_rows(dossier: Dossier) -> list[FileRow]:
    """List a dossier's files, results first, in one query."""
    files = Attachment.objects.of_dossier(dossier.id).present().with_row_parts()
    ordered = sorted(files, key=lambda file: not file.is_result)
    return [_row(dossier, attachment) for attachment in ordered]


def file_facts(attachment: Attachment) -> list[FileFact]:
    """List what is known of one file."""
    return [
        FileFact("Loại", ATTACHMENT_LABELS[AttachmentKind(attachment.kind)]),
        FileFact("Kích thước", size_in_words(attachment.size)),
        FileFact("Thêm lúc", _when(attachment)),
        FileFact("Mã SHA-256", attachment.sha256),
    ]


def size_in_words(size: int) -> str:
    """Say ``340 kB`` or ``2,4 MB``."""
    if size < MEGABYTE:
        return f"{thousands(max(size // KILOBYTE, 1))} kB"
    return f"{decimal_comma(Decimal(size) / MEGABYTE, 1)} MB"


def _row(dossier: Dossier, attachment: Attachment) -> FileRow:
    place = [dossier.code, attachment.pk]
    return FileRow(
        name=attachment.name,
        url=reverse("dossiers:file_content", args=place),
        about=_about(attachment),
        added=_when(attachment),
        edit_url=reverse("dossiers:file", args=place),
    )


def _about(attachment: Attachment) -> str:
    mark = PAPER_MARK_LABELS[PaperMark(attachment.mark)] if attachment.mark else ""
    result = "Kết quả điện tử" if attachment.is_result else ""
    paper = attachment.paper.name if attachment.paper else ""
    said = (result, paper, mark, size_in_words(attachment.size))
    return " · ".join(part for part in said if part)


def _when(attachment: Attachment) -> str:
    moment = clock_on_date(timezone.localtime(attachment.added_at))
    return f"{moment}, {attachment.added_by or 'người nộp'}"
