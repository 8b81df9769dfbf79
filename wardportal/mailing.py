"""Sends mails; what the server says of a fault is not repeated, it names receivers."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

LEASE = timedelta(minutes=3)
"""How long whoever sends a mail holds it: longer than ``settings.EMAIL_TIMEOUT``."""

logger = logging.getLogger(__name__)


def was_sent(message: EmailMessage, *, about: object) -> bool:
    """Send a mail; False, with the fault's class in the log, when it did not go.

    ``about`` names the row it is sent for, never a person.
    """
    try:
        message.send()
    except (OSError, SMTPException) as error:
        logger.warning("Mail about %s not sent: %s", about, type(error).__name__)
        return False
    return True


def link_to(path: str) -> str:
    """Return a page's address for a mail; "" where the portal's own is not set."""
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else ""
