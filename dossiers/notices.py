"""Notes down that an applicant is to be told of a result; telling.py tells them.

A row and an outbox intent in the transaction of the closing: nothing here waits for
mail. Those who gave no address are called by telephone.
"""

from collections.abc import Iterator
from datetime import datetime

from dossiers.enums import Delivery, NoticeState, Status
from dossiers.models import Applicant, Dossier, Notice
from wardportal.outbox.intents import intend

MAIL = "dossiers.tasks.mail_notice"
COLLECTED = frozenset({Status.RESOLVED, Status.REFUSED})
"""Closed, with something to hand over."""


def note_result(dossier: Dossier, *, moment: datetime) -> Notice | None:
    """Note that somebody waits for this result; None when nobody can be told.

    Only a result, or a refusal in writing, is waited for. One that is sent by post or
    electronically comes by itself: nobody is called for it.
    """
    if dossier.current_status not in COLLECTED:
        return None
    people = list(people_behind(dossier))
    if any(person.email for person in people):
        notice = _entered(dossier, NoticeState.QUEUED, moment)
        intend(task=MAIL, reference=str(notice.pk), moment=moment)
        return notice
    fetched = dossier.delivery == Delivery.COUNTER.value
    if fetched and any(person.phone for person in people):
        return _entered(dossier, NoticeState.TO_CALL, moment)
    return None


def no_longer_needed(dossier: Dossier) -> None:
    """Call off what was not told yet: the result is in the applicant's hands."""
    Notice.objects.untold().filter(dossier=dossier).update(
        state=NoticeState.NEEDLESS.value
    )


def people_behind(dossier: Dossier) -> Iterator[Applicant]:
    """Name whom a word about a dossier may go to, the applicant first."""
    people = (dossier.applicant, dossier.second_party, dossier.representative)
    return (person for person in people if person)


def _entered(dossier: Dossier, state: NoticeState, moment: datetime) -> Notice:
    return Notice.objects.create(
        dossier=dossier, state=state.value, created_at=moment, next_try_at=moment
    )


def count_to_call() -> int:
    """Count those whom the desk calls, for the head line of every page."""
    return Notice.objects.to_call().count()
