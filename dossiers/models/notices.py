"""Words sent to applicants and leaders, so that nothing is sent twice or forgotten."""

import uuid

from django.conf import settings
from django.db import models

from dossiers.enums import NOTICE_LABELS, NoticeState


class Notice(models.Model):
    """The applicant is told that the result is ready: by mail, or on the call list."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="notice"
    )
    state = models.CharField(
        "tình trạng",
        max_length=8,
        choices=[(state.value, label) for state, label in NOTICE_LABELS.items()],
        default=NoticeState.QUEUED.value,
    )
    created_at = models.DateTimeField("lập lúc")
    told_at = models.DateTimeField("đã báo lúc", null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người gọi",
    )
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "báo có kết quả"
        verbose_name_plural = "báo có kết quả"
        indexes = [models.Index(fields=["state", "created_at"], name="notice_by_state")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.state}"


class DueDigest(models.Model):
    """The one mail of a day to the leaders on what is soon due."""

    day = models.DateField("ngày", primary_key=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    soon_due = models.PositiveIntegerField("sắp đến hạn", default=0)
    overdue = models.PositiveIntegerField("quá hạn", default=0)

    class Meta:
        verbose_name = "thư nhắc hạn trong ngày"
        verbose_name_plural = "thư nhắc hạn trong ngày"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
