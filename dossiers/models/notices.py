"""Words sent to applicants and leaders, so that nothing is sent twice or forgotten."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models

from dossiers.enums import NOTICE_LABELS, NoticeState, Status


class NoticeQuerySet(models.QuerySet["Notice"]):
    def untold(self) -> "NoticeQuerySet":
        """Keep those whom nobody has told yet."""
        return self.filter(
            state__in=[NoticeState.QUEUED.value, NoticeState.TO_CALL.value]
        )

    def to_mail(self, moment: datetime) -> "NoticeQuerySet":
        """Keep mails that wait, are not being sent and whose next try has come."""
        return self.filter(state=NoticeState.QUEUED.value, next_try_at__lte=moment)

    def to_call(self) -> "NoticeQuerySet":
        """Keep those to call, whose result still waits; the longest waiting first."""
        waiting = [Status.RESOLVED.value, Status.REFUSED.value]
        to_call = self.filter(
            state=NoticeState.TO_CALL.value, dossier__status__in=waiting
        )
        return to_call.with_dossier().order_by("created_at", "id")

    def with_dossier(self) -> "NoticeQuerySet":
        """Join the dossier and the people behind it."""
        return self.select_related(
            "dossier__procedure",
            "dossier__applicant",
            "dossier__second_party",
            "dossier__representative",
        )


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
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    """Mails tried, or calls that nobody took."""
    next_try_at = models.DateTimeField("thử từ lúc")
    """Nobody else sends before it: the lease of whoever is sending, then the pause."""
    told_at = models.DateTimeField("đã báo lúc", null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người gọi",
    )
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "báo có kết quả"
        verbose_name_plural = "báo có kết quả"
        indexes = [models.Index(fields=["state", "created_at"], name="notice_by_state")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.state}"


class DueDigestQuerySet(models.QuerySet["DueDigest"]):
    def to_send(self, day: date, moment: datetime) -> "DueDigestQuerySet":
        """Keep a day's mail while it is unsent, in nobody's hands and its time come."""
        return self.filter(day=day, sent_at__isnull=True, next_try_at__lte=moment)


class DueDigest(models.Model):
    """The one mail of a day to the leaders on what is soon due."""

    day = models.DateField("ngày", primary_key=True)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    next_try_at = models.DateTimeField("thử từ lúc")
    """Nobody else sends before it: the lease of whoever is sending, then the pause."""
    sent_at = models.DateTimeField("gửi lúc", null=True)
    soon_due = models.PositiveIntegerField("sắp đến hạn", default=0)
    overdue = models.PositiveIntegerField("quá hạn", default=0)

    objects = DueDigestQuerySet.as_manager()

    class Meta:
        verbose_name = "thư nhắc hạn trong ngày"
        verbose_name_plural = "thư nhắc hạn trong ngày"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
