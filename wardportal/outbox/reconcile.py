"""Finds from the database what no message, task or clock brought to its end.

Acknowledgements are not trusted: a worker killed at the wrong moment loses them.
Each app names a reconciler in ``settings.RECONCILERS`` that looks for rows in a
state that is not final and does, or asks for, what is missing.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from wardportal.outbox.models import OutboxMessage

SENT_KEPT_FOR = timedelta(days=30)

logger = logging.getLogger(__name__)


def reconcile_all(*, moment: datetime) -> list[str]:
    """Run every reconciler as ``reconciler(moment=…)``; return those that failed.

    Safe to run twice or at the same time: that is each reconciler's own duty.
    """
    return [name for name in settings.RECONCILERS if not _holds(name, moment)]


def forget_sent(*, moment: datetime) -> None:
    """Delete messages that were sent a month ago."""
    OutboxMessage.objects.sent_before(moment - SENT_KEPT_FOR).delete()


def _holds(name: str, moment: datetime) -> bool:
    try:
        import_string(name)(moment=moment)
    except Exception as error:  # noqa: BLE001 -- one app's fault must not stop the others
        # The class only: an error's text may hold personal data.
        logger.error("%s failed: %s", name, type(error).__name__)  # noqa: TRY400
        return False
    return True
