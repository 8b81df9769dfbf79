"""A task whose runs can be counted."""

from celery import shared_task

from tests.harness.models import TaskRun


@shared_task(name="tests.harness.tasks.note_run")
def note_run(reference):
    TaskRun.objects.create(reference=reference)
