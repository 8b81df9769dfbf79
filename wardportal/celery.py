"""The Celery application of both profiles.

Redis in production; in the embedded profile messages in files, so that a worker and
a beat process run without any server. The request path never publishes: the relay
does, from the outbox, and is bounded in time.
"""

import os
import signal

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardportal.settings")

from django.conf import settings

from wardportal import filebroker

app = Celery("wardportal")


def _file_transport() -> dict[str, object]:
    filebroker.register()
    folder = settings.VAR / "broker"
    for part in ("queue", "control"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": f"{filebroker.SCHEME}://localhost",
        "broker_transport_options": {
            "data_folder_in": str(folder / "queue"),
            "data_folder_out": str(folder / "queue"),
            "control_folder": str(folder / "control"),
        },
        # Nobody controls it from afar, and its mailbox would fill with files.
        "worker_enable_remote_control": False,
    }


def _redis_transport(url: str) -> dict[str, object]:
    return {
        "broker_url": url,
        "broker_transport_options": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }


redis_url = settings.CONFIGURATION.redis_url
app.conf.update(
    _redis_transport(redis_url) if redis_url else _file_transport(),
    task_ignore_result=True,
    task_publish_retry=False,
    task_serializer="json",
    accept_content=["json"],
    timezone=settings.TIME_ZONE,
    enable_utc=True,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    worker_prefetch_multiplier=1,
    task_acks_late=True,
    task_time_limit=600,
    beat_schedule_filename=str(settings.VAR / "beat-schedule"),
    beat_schedule={
        # A cheap set-based UPDATE: at most a minute after a due moment passes,
        # opening times and midnight included.
        "refresh-timeliness": {
            "task": "dossiers.tasks.refresh_timeliness",
            "schedule": crontab(),
        },
        # Asked often, sent once a working day: whoever is down at opening is no harm.
        "send-due-digest": {
            "task": "dossiers.tasks.send_due_digest",
            "schedule": crontab(minute="*/5"),
        },
        "build-report-of-last-month": {
            "task": "reports.tasks.request_last_month",
            "schedule": crontab(minute=5, hour=0, day_of_month="1"),
        },
        "reconcile": {
            "task": "wardportal.outbox.tasks.reconcile",
            "schedule": 60.0,
        },
    },
)
app.autodiscover_tasks()


@worker_process_init.connect
def leave_stopping_to_the_parent(**_kwargs: object) -> None:
    """Keep the child at its task when a supervisor signals the whole group.

    The parent lets the task end and then sends the child home; a child that dies of
    the same signal would be replaced by a new one, and the stop would hang.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
