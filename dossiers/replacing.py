"""Đổi thủ tục: an entry under the wrong procedure is annulled and made anew.

The new entry inherits the moment of receipt, so that its limit runs as if it had been
entered rightly at first; both are linked, and the report counts the annulled one.
"""

import uuid
from dataclasses import dataclass, replace

from django.db import transaction

from dossiers.acts import Act, locked
from dossiers.annulling import annul_locked, check_may_annul
from dossiers.intake import Logging, register_dossier
from dossiers.models import Dossier
from dossiers.restating import restated
from dossiers.terms import IntakeFacts, IntakeRefusedError, StatedDue
from dossiers.workflow import MoveRefusedError
from procedures.models import Procedure
from procedures.openinghours import CalendarError
from wardportal.office.models import Office


@dataclass(frozen=True)
class Right:
    """The procedure that was meant, and what it asks for besides."""

    procedure: Procedure
    case: str = ""
    stated_due: StatedDue | None = None


def change_procedure(
    *, dossier_id: uuid.UUID, right: Right, office: Office, by: Act
) -> Dossier:
    """Annul an entry and return the one made in its place, received at the same time.

    Raises MoveRefusedError when it is too late for the actor, the dossier is closed or
    was never accepted, or the other procedure cannot take it.
    """
    if not by.reason:
        raise MoveRefusedError("Hãy ghi lý do đổi thủ tục.")
    with transaction.atomic():
        old = locked(dossier_id, by)
        check_may_annul(old, by.actor, by.moment)
        if not old.is_open or old.accepted_at is None:
            raise MoveRefusedError(
                f"Hồ sơ đang ở tình trạng “{old.status_label}”, không đổi thủ tục được."
            )
        if right.procedure.pk == old.procedure_id:
            raise MoveRefusedError("Hồ sơ đang ghi thủ tục này. Hãy chọn thủ tục khác.")
        logging = Logging(office, by.actor, old.accepted_at, by.moment)
        try:
            new = register_dossier(facts=_facts(old, right), by=logging)
        except (IntakeRefusedError, CalendarError) as refused:
            raise MoveRefusedError(str(refused)) from refused
        annul_locked(old, by=by, replaced_by=new)
    return new


def _facts(old: Dossier, right: Right) -> IntakeFacts:
    return replace(
        restated(old),
        procedure=right.procedure,
        case=right.case,
        stated_due=right.stated_due,
        foreign_element=old.foreign_element or right.procedure.foreign_element,
        fee_exemption="",
    )
