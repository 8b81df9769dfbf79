"""What becomes of the dossier whose slips are read back."""

from datetime import date, timedelta

from dossiers.acts import event_of
from dossiers.enums import DossierEvent
from dossiers.models import Extension, SupplementPaper, SupplementRequest
from tests.dossiers.desk import MONDAY
from tests.dossiers.moves import act
from wardportal.history.chain import record


def ask_for_papers(dossier, clerk, **fields):
    """Ask for two papers, an hour after the receipt."""
    request = SupplementRequest.objects.create(
        **{
            "dossier": dossier,
            "asked_at": MONDAY + timedelta(hours=1),
            "asked_by": clerk,
            "reason": "Tờ khai thiếu chữ ký, thiếu bản sao căn cước",
            "expires_on": date(2026, 12, 23),
            **fields,
        }
    )
    SupplementPaper.objects.create(
        request=request, name="Tờ khai theo mẫu", quantity=1, note="Ký tên", order=1
    )
    SupplementPaper.objects.create(
        request=request, name="Bản sao căn cước", quantity=2, order=2
    )
    return request


def apologise(dossier, officer, leader):
    """Promise the result three days later."""
    extension = Extension.objects.create(
        dossier=dossier,
        made_at=MONDAY + timedelta(days=2),
        made_by=officer,
        signed_by=leader,
        due_at=dossier.due_at,
        promised_at=dossier.due_at + timedelta(days=3),
        reason="Chờ cơ quan khác trả lời xác minh",
        in_time=True,
    )
    dossier.promised_at = extension.promised_at
    dossier.save()


def stop(dossier, leader, reason="Người nộp không bổ sung giấy tờ"):
    """Stop the dossier an hour after the receipt."""
    by = act(leader, reason=reason)
    dossier.status, dossier.outcome = "stopped", "stopped"
    dossier.resolved_at, dossier.timeliness = by.moment, "early"
    dossier.save()
    record(event_of(dossier, DossierEvent.CLOSED, by))
