"""Compares the rows of uploaded files with the disk. Nothing is deleted on a guess."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dossiers import filestore
from dossiers.models import Attachment

UNDER_WAY = timedelta(hours=1)
"""So young a file may still get its row."""

LATELY = timedelta(days=2)


@dataclass(frozen=True)
class Findings:
    """What somebody has to look at."""

    missing: list[Attachment] = field(default_factory=list)
    """Rows whose file is gone."""

    changed: list[Attachment] = field(default_factory=list)
    """Rows whose file is not the one that was stored; only looked for when asked."""

    strays: list[str] = field(default_factory=list)
    """Files, below the folder of all, that no row speaks of."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.strays)


def compare(*, moment: datetime, read: bool = False) -> Findings:
    """Look for rows without files and files without rows; ``read`` compares contents."""
    findings = Findings(strays=_strays(moment))
    present = Attachment.objects.present().select_related("dossier")
    for attachment in present.iterator():
        if not filestore.path_of(attachment.stored_name).exists():
            findings.missing.append(attachment)
        elif read and not _is_whole(attachment):
            findings.changed.append(attachment)
    return findings


def finish_removals(*, moment: datetime) -> None:
    """Delete the files of rows that say so, where a process died in between."""
    removed = Attachment.objects.removed_since(moment - LATELY)
    filestore.discard(removed.values_list("stored_name", flat=True))


def _is_whole(attachment: Attachment) -> bool:
    try:
        filestore.read(attachment.stored_name, sha256=attachment.sha256)
    except filestore.FileChangedError:
        return False
    return True


def _strays(moment: datetime) -> list[str]:
    known = set(Attachment.objects.present().values_list("stored_name", flat=True))
    latest = (moment - UNDER_WAY).astimezone(UTC).timestamp()
    return sorted(
        str(file.relative_to(filestore.root()))
        for file in filestore.root().rglob("*")
        if file.is_file() and file.name not in known and file.stat().st_mtime < latest
    )
