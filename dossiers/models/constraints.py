"""What the database refuses of a dossier, with the sentence for the user."""

from django.db import models
from django.db.models import F, Q

from dossiers.enums import STATED_SOURCES, Outcome, Status
from dossiers.workflow import NEVER_ACCEPTED
from procedures.enums import Channel

STATED = sorted(source.value for source in STATED_SOURCES)

DOSSIER_CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        name="dossier_due_after_receipt",
        condition=Q(due_at__gt=F("accepted_at")) | Q(due_at__isnull=True),
        violation_error_message="Hạn trả phải sau lúc tiếp nhận.",
    ),
    models.CheckConstraint(
        name="dossier_accepted_has_due",
        condition=Q(
            accepted_at__isnull=False,
            due_at__isnull=False,
            original_due_at__isnull=False,
        )
        | Q(
            accepted_at__isnull=True,
            due_at__isnull=True,
            original_due_at__isnull=True,
        ),
        violation_error_message="Hồ sơ đã tiếp nhận phải có hạn trả.",
    ),
    models.CheckConstraint(
        name="dossier_status_known",
        condition=Q(status__in=[status.value for status in Status]),
        violation_error_message="Tình trạng hồ sơ không có trong danh mục.",
    ),
    models.CheckConstraint(
        name="dossier_accepted_unless_waiting",
        condition=Q(accepted_at__isnull=False)
        | Q(
            status__in=[
                *sorted(s.value for s in NEVER_ACCEPTED),
                Status.ANNULLED.value,
            ]
        ),
        violation_error_message="Hồ sơ chưa tiếp nhận thì chưa xử lý được.",
    ),
    models.CheckConstraint(
        name="dossier_channel_known",
        condition=Q(channel__in=[channel.value for channel in Channel]),
        violation_error_message="Hãy chọn một kênh nộp.",
    ),
    models.CheckConstraint(
        name="dossier_closed_has_outcome",
        condition=Q(resolved_at__isnull=True, outcome="")
        | Q(
            resolved_at__isnull=False,
            outcome__in=[outcome.value for outcome in Outcome],
        ),
        violation_error_message="Hồ sơ giải quyết xong phải ghi kết thúc thế nào.",
    ),
    models.CheckConstraint(
        name="dossier_resolved_after_receipt",
        condition=Q(resolved_at__isnull=True) | Q(resolved_at__gte=F("accepted_at")),
        violation_error_message="Lúc giải quyết xong phải sau lúc tiếp nhận.",
    ),
    models.CheckConstraint(
        name="dossier_returned_after_resolved",
        condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("resolved_at")),
        violation_error_message="Lúc trả kết quả phải sau lúc giải quyết xong.",
    ),
    models.CheckConstraint(
        name="dossier_stated_due_has_ground",
        condition=~Q(due_source__in=STATED) | ~Q(due_ground=""),
        violation_error_message="Hãy ghi căn cứ của hạn trả.",
    ),
    models.CheckConstraint(
        name="dossier_copies_and_pages",
        condition=Q(copies__gte=1, pages__gte=1),
        violation_error_message="Số bản và số trang phải từ 1 trở lên.",
    ),
    models.CheckConstraint(
        name="dossier_waits_only_open",
        condition=Q(waiting_since__isnull=True)
        | Q(accepted_at__isnull=False, resolved_at__isnull=True),
        violation_error_message="Hồ sơ đã xong thì không còn chờ bổ sung.",
    ),
]
