"""Hands results over, and does one-visit dossiers in one go."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dossiers.acts import Act, event_of, locked
from dossiers.enums import (
    DELIVERY_LABELS,
    AttachmentKind,
    Delivery,
    DossierEvent,
    Outcome,
    Status,
)
from dossiers.intake import Logging, register_dossier
from dossiers.models import Attachment, Dossier, ResultReturn
from dossiers.notices import no_longer_needed
from dossiers.processing import close
from dossiers.terms import IntakeFacts
from dossiers.workflow import MoveRefusedError, check_transition
from wardportal.history.chain import Draft, record


@dataclass(frozen=True)
class Handing:
    """How a result leaves the office: by which way, to whom, in which letter.

    Without a way it goes the way that was asked for at receipt.
    """

    way: Delivery | None = None
    collector: str = ""
    letter_number: str = ""

    def way_of(self, dossier: Dossier) -> Delivery:
        """Return the way, else the one that was asked for at receipt."""
        return self.way or Delivery(dossier.delivery)


AS_ASKED = Handing()


def return_result(
    *, dossier_id: uuid.UUID, by: Act, handing: Handing = AS_ASKED
) -> Dossier:
    """Record that the result left the office, how, and who took it.

    Raises MoveRefusedError when there is no result to hand over, a letter has no
    number, or nothing shows that an electronic result went out.
    """
    with transaction.atomic():
        dossier = locked(dossier_id, by)
        source = dossier.current_status
        return_in_memory(dossier, moment=by.moment)
        _check_way(dossier, handing, by)
        dossier.save(update_fields=["status", "returned_at"])
        return_row(dossier, handing=handing, by=by).save(force_insert=True)
        no_longer_needed(dossier)
        record(returned_event(dossier, handing=handing, by=by, source=source))
    return dossier


def return_in_memory(dossier: Dossier, *, moment: datetime) -> None:
    """Set the columns of a return, for single and bulk moves alike."""
    check_transition(dossier.current_status, Status.RETURNED)
    if dossier.resolved_at is None or moment < dossier.resolved_at:
        raise MoveRefusedError("Lúc trả kết quả phải sau lúc giải quyết xong.")
    dossier.status = Status.RETURNED.value
    dossier.returned_at = moment


def return_row(dossier: Dossier, *, handing: Handing, by: Act) -> ResultReturn:
    """Build the unsaved row of a return, for single and bulk moves alike."""
    return ResultReturn(
        dossier=dossier,
        way=handing.way_of(dossier).value,
        collector=handing.collector,
        letter_number=handing.letter_number,
        actor=by.actor,
        moment=by.moment,
    )


def returned_event(
    dossier: Dossier, *, handing: Handing, by: Act, source: Status
) -> Draft:
    """Draft the evidence of a return: who collected it, or which other way it went."""
    way = handing.way_of(dossier)
    said = {
        "way": "" if way is Delivery.COUNTER else way.value,
        "collector": handing.collector,
        "letter_number": handing.letter_number,
    }
    words = {name: text for name, text in said.items() if text}
    return event_of(dossier, DossierEvent.RETURNED, by, source=source, words=words)


def way_returned(dossier: Dossier) -> str:
    """Name the way a result went; of old registers the way asked for at receipt."""
    known: ResultReturn | None = getattr(dossier, "result_return", None)
    return DELIVERY_LABELS[Delivery(known.way if known else dossier.delivery)]


def log_one_visit(*, facts: IntakeFacts, by: Logging) -> Dossier:
    """Log, sign and return a one-visit dossier (certified copies, signatures).

    One transaction; the same ``intake_key`` twice is one dossier. Nobody is told of
    a result they hold in their hands. Raises IntakeRefusedError as
    ``register_dossier`` does.
    """
    with transaction.atomic():
        dossier = register_dossier(facts=facts, by=by)
        if dossier.current_status is not Status.ACCEPTED:
            return dossier
        act = Act(actor=by.clerk, moment=by.accepted_at)
        close(
            dossier_id=dossier.id,
            outcome=Outcome.GRANTED,
            office=by.office,
            by=act,
            announce=False,
        )
        in_hand = Handing(way=Delivery.COUNTER)
        return return_result(dossier_id=dossier.id, by=act, handing=in_hand)


def _check_way(dossier: Dossier, handing: Handing, by: Act) -> None:
    way = handing.way_of(dossier)
    if way is Delivery.POST and not handing.letter_number:
        raise MoveRefusedError(
            "Kết quả gửi qua bưu chính: hãy mở hồ sơ và ghi số bưu gửi."
        )
    if way is Delivery.ELECTRONIC and not (by.reason or _has_result_file(dossier)):
        raise MoveRefusedError(
            "Hồ sơ chưa có tệp kết quả: hãy tải tệp lên, "
            "hoặc mở hồ sơ và ghi kết quả điện tử đã gửi ở đâu."
        )


def _has_result_file(dossier: Dossier) -> bool:
    return Attachment.objects.filter(
        dossier=dossier, kind=AttachmentKind.RESULT.value, removed_at__isnull=True
    ).exists()
