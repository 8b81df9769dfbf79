"""What tests of waits share: dossiers whose clock may stand still, rows read back.

A dossier is received on Monday 23/11/2026 at 09:41; the 24th is a holiday.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from dossiers.acts import Act
from dossiers.intake import register_dossier
from dossiers.supplementing import (
    Missing,
    MissingPaper,
    ask_supplement,
    complete_supplement,
)
from tests.dossiers import desk

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BIRTH_PAPER = MissingPaper("Giấy chứng sinh", note="Bản trước bị mờ")
MISSING = Missing(papers=(BIRTH_PAPER, MissingPaper("Tờ khai theo mẫu", 2)))


def at(clock):
    """Read a moment on the office's clock of November 2026: ``25 14:00``."""
    text = clock if clock.count("-") else f"2026-11-{clock}"
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def by(actor, clock, reason=""):
    return Act(actor, at(clock), reason)


def on_clock(moment):
    """Write a moment as the office reads it."""
    return timezone.localtime(moment).strftime("%d/%m %H:%M")


def in_work(office, clerk, officer, *, pauses=True):
    """Make a dossier in work, due Friday 27/11 at 17:30 (3 working days)."""
    procedure = desk.make_status_paper()
    procedure.versions.update(pause_allowed=pauses)
    dossier = register_dossier(
        facts=desk.facts(procedure), by=desk.logging(office, clerk)
    )
    dossier.status, dossier.officer = "processing", officer
    dossier.save()
    return dossier


def ask(dossier, office, act, missing=MISSING, **fields):
    return ask_supplement(
        dossier_id=dossier.id, missing=missing, office=office, by=act, **fields
    )


def operations(dossier):
    """Return the rows about the clock: what, when, ground, the due moment moved to."""
    return [
        (
            row.kind,
            on_clock(row.moment),
            row.ground,
            on_clock(row.due_change.due_at) if row.due_change else "",
        )
        for row in dossier.clock_operations.select_related("due_change")
    ]


def changes(dossier):
    """Return the changes of the due moment: from, to, ground."""
    return [
        (on_clock(row.previous_due_at), on_clock(row.due_at), row.ground)
        for row in dossier.due_changes.all()
    ]


def complete(dossier, office, act):
    return complete_supplement(dossier_id=dossier.id, office=office, by=act)
