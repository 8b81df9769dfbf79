"""Rows that belong to a dossier and explain it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from dossiers.enums import DUE_CHANGE_LABELS, DueChangeKind


class DayCounter(models.Model):
    """The last number given on a day at an agency; its row lock orders clerks.

    A sequence would leave holes on rollback, ``max + 1`` fails under concurrency.
    """

    agency_code = models.CharField(max_length=30)
    day = models.DateField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "bộ đếm trong ngày"
        verbose_name_plural = "bộ đếm trong ngày"
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code", "day"], name="day_counter_one_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.day:%d/%m/%Y}: {self.last_number}"


class ExternalCode(models.Model):
    """The dossier's code in another system; one dossier may have several."""

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="external_codes"
    )
    code = models.CharField(
        "mã ngoài",
        max_length=64,
        unique=True,
        error_messages={"unique": "Mã này đã gắn với một hồ sơ khác."},
    )
    attached_at = models.DateTimeField()

    class Meta:
        verbose_name = "mã ngoài"
        verbose_name_plural = "mã ngoài"

    def __str__(self) -> str:
        return self.code


class DossierPaper(models.Model):
    """One kind of paper received with the dossier."""

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="papers"
    )
    required_document = models.ForeignKey(
        "procedures.RequiredDocument", on_delete=models.PROTECT, null=True, blank=True
    )
    name = models.CharField("tên giấy tờ", max_length=1000)
    originals = models.PositiveSmallIntegerField("bản chính", default=0)
    certified_copies = models.PositiveSmallIntegerField("bản sao chứng thực", default=0)
    copies = models.PositiveSmallIntegerField("bản sao", default=0)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "giấy tờ đã nhận"
        verbose_name_plural = "giấy tờ đã nhận"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class DueChangeQuerySet(models.QuerySet["DueChange"]):
    def of_kind(self, kind: DueChangeKind) -> "DueChangeQuerySet":
        return self.filter(kind=kind.value)


class DueChange(models.Model):
    """The only thing that moves ``due_at``: who, when, from, to and on what ground."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="due_changes"
    )
    moment = models.DateTimeField()
    previous_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ground = models.CharField("căn cứ", max_length=300)
    kind = models.CharField(
        "loại",
        max_length=12,
        choices=[(kind.value, label) for kind, label in DUE_CHANGE_LABELS.items()],
        default=DueChangeKind.CLOCK.value,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = DueChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi hạn trả"
        verbose_name_plural = "thay đổi hạn trả"
        ordering = ["moment"]
        constraints = [
            models.CheckConstraint(
                name="due_change_has_ground",
                condition=~Q(ground=""),
                violation_error_message="Hãy ghi căn cứ thay đổi hạn trả.",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(kind=DueChangeKind.VERIFICATION.value),
                name="due_change_verified_once",
                violation_error_message="Hồ sơ đã được thêm ngày xác minh một lần.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.previous_due_at} → {self.due_at}"


class HandOver(models.Model):
    """A dossier passed from one person to the next (giao/nhận, Mẫu 06)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="hand_overs"
    )
    moment = models.DateTimeField()
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "giao nhận"
        verbose_name_plural = "giao nhận"
        ordering = ["moment"]

    def __str__(self) -> str:
        return f"{self.giver} → {self.receiver}"
