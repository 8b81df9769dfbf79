"""Scans and uploads of a dossier; the files lie outside the web root."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.enums import (
    ATTACHMENT_LABELS,
    PAPER_MARK_LABELS,
    AttachmentKind,
    FileType,
    ScanState,
)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def present(self) -> "AttachmentQuerySet":
        """Leave out what was removed; its row stays, its file does not."""
        return self.filter(removed_at__isnull=True)

    def of_dossier(self, dossier_id: uuid.UUID) -> "AttachmentQuerySet":
        return self.filter(dossier_id=dossier_id)

    def results(self) -> "AttachmentQuerySet":
        """Keep what the applicant is to have, in electronic form."""
        return self.filter(kind=AttachmentKind.RESULT.value)

    def removed_since(self, moment: datetime) -> "AttachmentQuerySet":
        return self.filter(removed_at__gte=moment)

    def with_row_parts(self) -> "AttachmentQuerySet":
        """Join what a list shows."""
        return self.select_related("paper", "added_by")


class Attachment(models.Model):
    """One file: what it is, its hash, and under what random name it lies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="attachments"
    )
    paper = models.ForeignKey(
        "dossiers.DossierPaper",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
    )
    kind = models.CharField(
        "loại",
        max_length=8,
        choices=[(kind.value, label) for kind, label in ATTACHMENT_LABELS.items()],
        default=AttachmentKind.INCOMING.value,
    )
    mark = models.CharField(
        "là",
        max_length=10,
        choices=[(mark.value, label) for mark, label in PAPER_MARK_LABELS.items()],
        blank=True,
    )
    name = models.CharField("tên tệp", max_length=200)
    file_type = models.CharField(
        max_length=4, choices=[(item.value, item.value) for item in FileType]
    )
    size = models.PositiveIntegerField("kích thước (byte)")
    sha256 = models.CharField(max_length=64)
    """Of the file as it is kept, in hexadecimal."""
    stored_name = models.CharField(max_length=80, unique=True, editable=False)
    scan_state = models.CharField(
        max_length=10,
        choices=[(item.value, item.value) for item in ScanState],
        default=ScanState.UNSCANNED.value,
    )
    added_at = models.DateTimeField("thêm lúc")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người thêm",
    )
    removed_at = models.DateTimeField("xóa lúc", null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người xóa",
    )
    removal_reason = models.CharField("lý do xóa", max_length=300, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="attachment_removed_with_reason",
                condition=Q(removed_at__isnull=True)
                | (Q(removed_by__isnull=False) & ~Q(removal_reason="")),
                violation_error_message="Hãy ghi lý do xóa tệp.",
            ),
            models.CheckConstraint(
                name="attachment_not_empty",
                condition=Q(size__gt=0),
                violation_error_message="Tệp trống, hãy chọn tệp khác.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_result(self) -> bool:
        return self.kind == AttachmentKind.RESULT.value
