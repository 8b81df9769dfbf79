"""Intents of work: rows written in the transaction that wants the work done."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def unsent(self) -> "OutboxQuerySet":
        return self.filter(sent_at__isnull=True, set_aside_at__isnull=True)

    def due(self, moment: datetime) -> "OutboxQuerySet":
        """Unsent, not waiting for a retry and not leased to another relay."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=moment)
        return self.unsent().filter(free, available_at__lte=moment)

    def set_aside(self) -> "OutboxQuerySet":
        return self.filter(set_aside_at__isnull=False)

    def due_before(self, moment: datetime) -> "OutboxQuerySet":
        """Unsent although they were wanted before a moment."""
        return self.unsent().filter(created_at__lt=moment)

    def sent(self) -> "OutboxQuerySet":
        return self.filter(sent_at__isnull=False)

    def sent_before(self, moment: datetime) -> "OutboxQuerySet":
        return self.filter(sent_at__lt=moment)


class OutboxMessage(models.Model):
    """One job to hand to the worker: a task's name and the id it concerns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField("việc", max_length=100)
    reference = models.CharField("về", max_length=100)
    created_at = models.DateTimeField("ghi lúc")
    available_at = models.DateTimeField("gửi từ lúc")
    leased_until = models.DateTimeField("đang gửi đến", null=True)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    sent_at = models.DateTimeField("đã gửi lúc", null=True)
    set_aside_at = models.DateTimeField("để riêng lúc", null=True)
    last_error = models.CharField("lỗi gần nhất", max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chờ gửi"
        verbose_name_plural = "việc chờ gửi"
        ordering = ["created_at"]
        indexes = [
            models.Index(
                fields=["available_at"],
                name="outbox_unsent",
                condition=Q(sent_at__isnull=True, set_aside_at__isnull=True),
            )
        ]
        constraints = [
            # A message being sent is not open any more: its task may have read the
            # state already, so what is wanted from now on needs a message of its own.
            models.UniqueConstraint(
                fields=["task", "reference"],
                name="outbox_one_waiting_intent",
                condition=Q(
                    sent_at__isnull=True,
                    set_aside_at__isnull=True,
                    leased_until__isnull=True,
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.reference}"
