"""Sends a stored file so that a browser shows or saves it and does nothing else."""

import logging

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from dossiers import filestore
from dossiers.models import Attachment
from wardportal.safefiles.kinds import CONTENT_TYPES, SafeKind

NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""A document shown by itself may load nothing; a picture is in a sandbox besides."""

logger = logging.getLogger(__name__)


def file_response(attachment: Attachment, *, saved: bool) -> HttpResponse:
    """Return the file, to be saved or shown.

    Raises FileChangedError, and says so in the log, when it is not what was stored.
    """
    try:
        content = filestore.read(attachment.stored_name, sha256=attachment.sha256)
    except filestore.FileChangedError:
        logger.error("Attachment %s is not what was stored", attachment.pk)  # noqa: TRY400 -- its class says nothing
        raise
    kind = SafeKind(attachment.file_type)
    picture = "" if kind is SafeKind.PDF else "; sandbox"
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    shown = content_disposition_header(saved, _name(attachment, kind))
    response["Content-Disposition"] = shown or ""
    response["Content-Security-Policy"] = f"{NOTHING_ELSE}{picture}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _name(attachment: Attachment, kind: SafeKind) -> str:
    """Keep the name's words; its ending says what the file now is."""
    stem, dot, ending = attachment.name.rpartition(".")
    known = {"pdf", "jpg", "jpeg", "png"}
    return f"{stem if dot and ending.lower() in known else attachment.name}.{kind}"
