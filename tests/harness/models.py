"""Rows to try the sealed fields and the worker with."""

import uuid

from django.db import models

from wardportal.fields import BlindIndexField, SealedField


class SealedNote(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = SealedField()
    number_index = BlindIndexField(source="number")

    def __str__(self):
        return str(self.pk)


class TaskRun(models.Model):
    """One row per time that the worker ran ``tests.harness.tasks.note_run``."""

    reference = models.CharField(max_length=100)

    def __str__(self):
        return self.reference


class StampedPaper(models.Model):
    """Columns that are filled once, as those of a dossier."""

    code = models.CharField(max_length=20, blank=True)
    accepted_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=20, blank=True)

    def __str__(self):
        return self.code
