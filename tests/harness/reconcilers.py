"""Reconcilers as an app would name them in the settings."""

from tests.harness.models import TaskRun


def note_moment(*, moment):
    TaskRun.objects.create(reference=moment.isoformat())


def fail(*, moment):
    raise ValueError("Lê Thị Ví Dụ, 001190000001")
