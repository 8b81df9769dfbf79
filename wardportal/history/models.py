"""The evidence: one append-only, keyed hash chain for the whole office.

A row holds ids, an event's name, a moment and a salted digest, never text or
identity; what was said lies in an erasable payload beside it. So a sealed or
erased matter leaves the chain intact.
"""

import uuid

from django.conf import settings
from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    def of_subject(self, kind: str, subject_id: uuid.UUID) -> "EventQuerySet":
        return self.filter(subject_kind=kind, subject_id=subject_id)

    def with_words(self) -> "EventQuerySet":
        """Join the erasable payload and the actor, in the order of the chain."""
        return self.select_related("payload", "actor").order_by("sequence")

    def after(self, sequence: int) -> "EventQuerySet":
        return self.filter(sequence__gt=sequence)

    def up_to(self, sequence: int) -> "EventQuerySet":
        """Return the events in the chain's order, the given one included."""
        return self.filter(sequence__lte=sequence).order_by("sequence")

    def last_sequence(self) -> int:
        return self.aggregate(last=models.Max("sequence"))["last"] or 0


class Event(models.Model):
    """One link of the chain."""

    sequence = models.PositiveBigIntegerField("số", primary_key=True)
    event = models.CharField("sự kiện", max_length=40)
    moment = models.DateTimeField("lúc")
    subject_kind = models.CharField("loại", max_length=20)
    subject_id = models.UUIDField("về")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người làm",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    source = models.CharField("từ", max_length=24, blank=True)
    target = models.CharField("đến", max_length=24, blank=True)
    payload_digest = models.CharField("mã của lời ghi", max_length=64, blank=True)
    key_id = models.CharField("khóa", max_length=20)
    mac = models.CharField("mã chuỗi", max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện"
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="event_subject"),
            # Reports count these by their moment, among millions of others.
            models.Index(
                fields=["moment"],
                name="event_correction",
                condition=models.Q(event="dossier.corrected"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.event}"


class EventPayloadQuerySet(models.QuerySet["EventPayload"]):
    def of_subject(self, kind: str, subject_id: uuid.UUID) -> "EventPayloadQuerySet":
        return self.filter(event__subject_kind=kind, event__subject_id=subject_id)


class EventPayload(models.Model):
    """What an event said; may be erased without breaking the chain."""

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, primary_key=True, related_name="payload"
    )
    salt = models.CharField(max_length=32)
    words = models.JSONField(default=dict)

    objects = EventPayloadQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung sự kiện"
        verbose_name_plural = "nội dung sự kiện"

    def __str__(self) -> str:
        return str(self.pk)


class ChainHead(models.Model):
    """The last link; its row lock puts appends in one order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "đầu chuỗi"
        verbose_name_plural = "đầu chuỗi"

    def __str__(self) -> str:
        return f"{self.sequence}"
