"""Adds files to a dossier, says what each is, and takes them away with a trace."""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from dossiers import filestore
from dossiers.acts import Act, event_of, locked
from dossiers.enums import (
    AttachmentKind,
    DossierEvent,
    FileType,
    PaperMark,
    Status,
)
from dossiers.models import Attachment, Dossier, DossierPaper
from dossiers.workflow import MoveRefusedError
from wardportal.history.chain import Draft, record, record_many
from wardportal.safefiles.apart import make_safe
from wardportal.safefiles.kinds import SafeFile, UnsafeFileError

MOST_FILES = 100
"""Of one dossier, so that a list stays a list."""

RESULT_STATUSES = frozenset(
    {
        Status.PROCESSING,
        Status.AWAITING_SIGNATURE,
        Status.RESOLVED,
        Status.RETURNED,
        Status.REFUSED,
    }
)
"""From when on a dossier may have a result in electronic form."""

KNOWN = "đã có trong hồ sơ này, không thêm lần nữa."


@dataclass(frozen=True)
class Offered:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class About:
    """What files are: which paper they show, and what they were scanned from."""

    kind: AttachmentKind = AttachmentKind.INCOMING
    paper: DossierPaper | None = None
    mark: PaperMark | None = None


@dataclass(frozen=True)
class Attached:
    """What became of the files that were offered together."""

    added: list[Attachment]
    refused: list[str]
    """A sentence for each, beginning with the file's name."""


Cleaned = tuple[str, SafeFile]


def attach(
    *, dossier_id: uuid.UUID, offered: Sequence[Offered], about: About, by: Act
) -> Attached:
    """Add files; each is judged by itself, and those that are good are kept.

    Raises MoveRefusedError where the dossier takes none, NoSpaceError when the disk
    takes none. Files are on the disk before their rows say so.
    """
    cleaned, refused = _cleaned(offered)
    names = filestore.keep([safe.content for _, safe in cleaned])
    with transaction.atomic():
        try:
            dossier = locked(dossier_id, by)
            check_takes(dossier, about.kind)
            rows = [
                _row(dossier, each, name, about, by)
                for each, name in zip(cleaned, names, strict=True)
            ]
            added, known = _apart_from_known(dossier, rows)
            _check_number(dossier, added)
            Attachment.objects.bulk_create(added)
            record_many([_event(dossier, row, by) for row in added])
        except BaseException:
            filestore.discard(names)
            raise
        filestore.discard(row.stored_name for row in known)
    return Attached(added, [*refused, *(f"“{row.name}” {KNOWN}" for row in known)])


def check_takes(dossier: Dossier, kind: AttachmentKind) -> None:
    """Let files of a kind be added. Raises MoveRefusedError, saying why not."""
    status = dossier.current_status
    if status is Status.ANNULLED:
        raise MoveRefusedError("Hồ sơ đã hủy thì không thêm, bớt tệp được nữa.")
    if kind is AttachmentKind.RESULT and status not in RESULT_STATUSES:
        raise MoveRefusedError(
            f"Hồ sơ đang ở tình trạng “{dossier.status_label}” nên chưa có kết quả. "
            "Hãy thêm kết quả khi hồ sơ đang hoặc đã giải quyết."
        )


def describe(
    *, attachment_id: uuid.UUID, paper: DossierPaper | None, mark: str, by: Act
) -> Attachment:
    """Say anew which paper a file shows and what it was scanned from."""
    with transaction.atomic():
        attachment, dossier = _locked(attachment_id, by)
        check_takes(dossier, AttachmentKind.INCOMING)
        attachment.paper, attachment.mark = paper, mark
        attachment.save(update_fields=["paper", "mark"])
        event = DossierEvent.FILE_MARKED
        record(event_of(dossier, event, by, words=_words(attachment)))
    return attachment


def remove(*, attachment_id: uuid.UUID, by: Act) -> Attachment:
    """Delete a file for a reason; its row stays and says who did it, when and why.

    Raises MoveRefusedError without a reason, twice, or for a result that went out.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do xóa tệp.")
    with transaction.atomic():
        attachment, dossier = _locked(attachment_id, by)
        check_takes(dossier, AttachmentKind.INCOMING)
        if attachment.is_result and dossier.returned_at:
            raise MoveRefusedError("Kết quả đã trả cho người nộp thì không xóa được.")
        attachment.removed_at, attachment.removed_by = by.moment, by.actor
        attachment.removal_reason = by.reason
        attachment.save(update_fields=["removed_at", "removed_by", "removal_reason"])
        event = DossierEvent.FILE_REMOVED
        record(event_of(dossier, event, by, words=_words(attachment)))
        transaction.on_commit(_forgetting(attachment.stored_name), robust=True)
    return attachment


def _forgetting(name: str) -> Callable[[], None]:
    """Delete a file once its row says so for good; file_check does what is missed."""
    return partial(filestore.discard, [name])


def _locked(attachment_id: uuid.UUID, by: Act) -> tuple[Attachment, Dossier]:
    attachment: Attachment = Attachment.objects.select_for_update().get(
        pk=attachment_id
    )
    if attachment.removed_at:
        raise MoveRefusedError(f"Tệp “{attachment}” đã bị xóa trước đó.")
    return attachment, locked(attachment.dossier_id, by)


def _cleaned(offered: Iterable[Offered]) -> tuple[list[Cleaned], list[str]]:
    cleaned: list[Cleaned] = []
    refused: list[str] = []
    for file in offered:
        try:
            cleaned.append((file.name, make_safe(file.content)))
        except UnsafeFileError as error:
            refused.append(f"“{file.name}” {error}")
    return cleaned, refused


def _row(
    dossier: Dossier, cleaned: Cleaned, stored_name: str, about: About, by: Act
) -> Attachment:
    name, safe = cleaned
    return Attachment(
        dossier=dossier,
        paper=about.paper,
        kind=about.kind.value,
        mark=about.mark.value if about.mark else "",
        name=name,
        file_type=FileType(safe.kind.value).value,
        size=len(safe.content),
        sha256=hashlib.sha256(safe.content).hexdigest(),
        stored_name=stored_name,
        added_at=by.moment,
        added_by=by.actor,
    )


def _apart_from_known(
    dossier: Dossier, rows: Iterable[Attachment]
) -> tuple[list[Attachment], list[Attachment]]:
    """Part new files from those that the dossier has: a form is easily sent twice."""
    present = Attachment.objects.of_dossier(dossier.id).present()
    hashes = set(present.values_list("kind", "sha256"))
    new: list[Attachment] = []
    known: list[Attachment] = []
    for row in rows:
        (known if (row.kind, row.sha256) in hashes else new).append(row)
        hashes.add((row.kind, row.sha256))
    return new, known


def _check_number(dossier: Dossier, added: Sequence[Attachment]) -> None:
    present = Attachment.objects.of_dossier(dossier.id).present().count()
    if present + len(added) > MOST_FILES:
        raise MoveRefusedError(
            f"Hồ sơ đã có {present} tệp, nhiều nhất là {MOST_FILES}. "
            "Hãy gộp các trang vào ít tệp hơn."
        )


def _event(dossier: Dossier, row: Attachment, by: Act) -> Draft:
    return event_of(dossier, DossierEvent.FILE_ADDED, by, words=_words(row))


def _words(attachment: Attachment) -> dict[str, object]:
    """Name a file by its hash only: its name may name a person."""
    return {"sha256": attachment.sha256}
