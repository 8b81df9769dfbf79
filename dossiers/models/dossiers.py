"""The dossier: its moments, its status and the questions asked of many."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dossiers.codes import short_code
from dossiers.enums import (
    DELIVERY_LABELS,
    OUTCOME_LABELS,
    STATUS_LABELS,
    Delivery,
    DueSource,
    Outcome,
    Status,
)
from dossiers.models.applicants import Applicant
from dossiers.workflow import NEVER_ACCEPTED
from procedures.enums import Channel, FeeStatus, LimitUnit
from procedures.timeliness import Timeliness
from wardportal.fields import blind_indexes
from wardportal.office.enums import CodeAuthority, DueTime

CHANNEL_LABELS = {
    Channel.IN_PERSON: "Trực tiếp",
    Channel.POSTAL: "Bưu chính",
    Channel.ONLINE: "Trực tuyến",
}
TIMELINESS_LABELS = {
    Timeliness.EARLY: "Trước hạn",
    Timeliness.ON_TIME: "Đúng hạn",
    Timeliness.OVERDUE: "Quá hạn",
    Timeliness.PENDING_IN_TERM: "Trong hạn",
    Timeliness.PENDING_OVERDUE: "Quá hạn, chưa xong",
}
OPEN = Q(accepted_at__isnull=False, resolved_at__isnull=True, annulled_at__isnull=True)
AWAITING_RETURN = Q(
    resolved_at__isnull=False,
    returned_at__isnull=True,
    annulled_at__isnull=True,
    status__in=[Status.RESOLVED.value, Status.REFUSED.value],
)


def _choices(labels: dict) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    return [(member.value, label) for member, label in labels.items()]


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Questions asked of many dossiers; ``…_between(a, b)`` is half open."""

    def counted(self) -> "DossierQuerySet":
        """Keep accepted and not annulled ones: what reports may count."""
        return self.filter(accepted_at__isnull=False, annulled_at__isnull=True)

    def accepted_between(self, start: datetime, end: datetime) -> "DossierQuerySet":
        return self.filter(accepted_at__gte=start, accepted_at__lt=end)

    def resolved_between(self, start: datetime, end: datetime) -> "DossierQuerySet":
        return self.filter(resolved_at__gte=start, resolved_at__lt=end)

    def pending_at(self, moment: datetime) -> "DossierQuerySet":
        """Keep those accepted before a moment and not closed before it."""
        unresolved = Q(resolved_at__isnull=True) | Q(resolved_at__gte=moment)
        return self.counted().filter(unresolved, accepted_at__lt=moment)

    def open(self) -> "DossierQuerySet":
        """Keep those accepted and not closed yet."""
        return self.filter(OPEN)

    def overdue_at(self, moment: datetime) -> "DossierQuerySet":
        """Open with a due moment that has passed."""
        return self.open().filter(due_at__lt=moment)

    def due_between(self, start: datetime, end: datetime) -> "DossierQuerySet":
        return self.filter(due_at__gte=start, due_at__lt=end)

    def awaiting_supplement(self) -> "DossierQuerySet":
        return self.filter(status=Status.AWAITING_SUPPLEMENT.value)

    def awaiting_return(self) -> "DossierQuerySet":
        """Keep closed ones with something to hand over at the counter."""
        return self.filter(AWAITING_RETURN)

    def on_channel(self, channel: Channel) -> "DossierQuerySet":
        return self.filter(channel=channel.value)

    def of_officer(self, officer_id: uuid.UUID) -> "DossierQuerySet":
        return self.filter(officer_id=officer_id)

    def registered_on(self, day: date) -> "DossierQuerySet":
        return self.filter(receipt_day=day).order_by("-day_number")

    def of_person(self, id_number: str) -> "DossierQuerySet":
        return self.filter(applicant__id_number_index__in=blind_indexes(id_number))

    def most_urgent_first(self) -> "DossierQuerySet":
        return self.order_by("due_at", "id")

    def with_row_parts(self) -> "DossierQuerySet":
        """Join what one row of a list shows."""
        return self.select_related("procedure", "sector", "applicant", "officer")

    def with_page_parts(self) -> "DossierQuerySet":
        """Join what a dossier's own page shows."""
        return self.with_row_parts().select_related(
            "procedure_version", "representative", "receiving_clerk"
        )


class Dossier(models.Model):
    """One application: one person, one visit, one procedure.

    The moments are kept apart: ``submitted_at`` (sent, postmarked or brought),
    ``accepted_at`` (the clock starts; the period of receipt), ``original_due_at``
    (never changes), ``due_at`` (moved by DueChange rows only), ``promised_at`` (the
    date of an apology, never used for timeliness), ``resolved_at`` (closed, with an
    outcome), ``returned_at`` (collected).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField("mã hồ sơ", max_length=64, unique=True)
    code_authority = models.CharField(
        max_length=8, default=CodeAuthority.OWN.value, editable=False
    )
    receipt_day = models.DateField("ngày nhận", db_index=True)
    day_number = models.PositiveIntegerField("số trong ngày", null=True)
    """Our own number of that day; null when the code is another system's."""
    tracking_token = models.CharField(max_length=40, unique=True, editable=False)
    intake_key = models.UUIDField(unique=True, null=True, editable=False)
    """The form token: the same form posted twice makes one dossier."""

    procedure = models.ForeignKey(
        "procedures.Procedure", on_delete=models.PROTECT, related_name="dossiers"
    )
    procedure_version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    sector = models.ForeignKey(
        "procedures.Sector", on_delete=models.PROTECT, related_name="+"
    )
    """The sector at receipt: moving a procedure later must not move old figures."""
    channel = models.CharField(
        "kênh nộp", max_length=10, choices=_choices(CHANNEL_LABELS)
    )
    foreign_element = models.BooleanField("có yếu tố nước ngoài", default=False)
    applicant = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="dossiers"
    )
    representative = models.ForeignKey(
        Applicant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="represented",
        verbose_name="người được ủy quyền nộp",
    )

    status = models.CharField(
        "tình trạng",
        max_length=20,
        choices=_choices(STATUS_LABELS),
        default=Status.ACCEPTED.value,
    )
    outcome = models.CharField(
        "kết thúc", max_length=10, choices=_choices(OUTCOME_LABELS), blank=True
    )
    timeliness = models.CharField(
        "thời hạn", max_length=16, choices=_choices(TIMELINESS_LABELS), blank=True
    )
    """The word of the last refresh; lists show it, reports never read it."""

    submitted_at = models.DateTimeField("nộp lúc")
    accepted_at = models.DateTimeField("tiếp nhận lúc", null=True)
    original_due_at = models.DateTimeField("hẹn trả ban đầu", null=True)
    due_at = models.DateTimeField("hẹn trả", null=True)
    promised_at = models.DateTimeField("hẹn lại", null=True)
    resolved_at = models.DateTimeField("giải quyết xong lúc", null=True)
    returned_at = models.DateTimeField("trả kết quả lúc", null=True)
    annulled_at = models.DateTimeField("hủy lúc", null=True)
    logged_at = models.DateTimeField("nhập máy lúc")

    due_source = models.CharField(
        max_length=10,
        choices=[
            (DueSource.COMPUTED.value, "tính theo thời hạn"),
            (DueSource.STATED.value, "cán bộ ghi, có căn cứ"),
            (DueSource.IMPORTED.value, "theo sổ hoặc hệ thống khác"),
        ],
        default=DueSource.COMPUTED.value,
    )
    due_ground = models.CharField("căn cứ hạn trả", max_length=300, blank=True)
    compared_by_day = models.BooleanField(default=False)
    """The register gave days without times: timeliness compares days."""
    limit_value = models.PositiveSmallIntegerField(null=True)
    limit_unit = models.CharField(
        max_length=12,
        blank=True,
        choices=[(unit.value, unit.value) for unit in LimitUnit],
    )
    limit_cutoff = models.TimeField(null=True)
    due_time_policy = models.CharField(
        max_length=12,
        blank=True,
        choices=[(item.value, item.value) for item in DueTime],
    )

    copies = models.PositiveSmallIntegerField("số bản", default=1)
    pages = models.PositiveSmallIntegerField("số trang bản chính", default=1)
    delivery = models.CharField(
        "nhận kết quả",
        max_length=10,
        choices=_choices(DELIVERY_LABELS),
        default=Delivery.COUNTER.value,
    )
    postmark_day = models.DateField("ngày dấu bưu điện", null=True, blank=True)
    letter_number = models.CharField("số bưu gửi", max_length=40, blank=True)
    fee_status = models.CharField(
        max_length=10,
        choices=[(item.value, item.value) for item in FeeStatus],
        default=FeeStatus.UNSET.value,
    )
    fee_amount = models.PositiveIntegerField("phí, lệ phí (đồng)", null=True)
    fee_lines = models.JSONField(default=list)
    """How the fee was worked out, in words, as on the day of receipt."""
    fee_exemption = models.CharField("căn cứ miễn, giảm", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=1000, blank=True)

    receiving_clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers_in_hand",
        verbose_name="người xử lý",
    )

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        constraints = [
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
                        *(s.value for s in NEVER_ACCEPTED),
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
                condition=Q(resolved_at__isnull=True)
                | Q(resolved_at__gte=F("accepted_at")),
                violation_error_message="Lúc giải quyết xong phải sau lúc tiếp nhận.",
            ),
            models.CheckConstraint(
                name="dossier_returned_after_resolved",
                condition=Q(returned_at__isnull=True)
                | Q(returned_at__gte=F("resolved_at")),
                violation_error_message="Lúc trả kết quả phải sau lúc giải quyết xong.",
            ),
            models.CheckConstraint(
                name="dossier_stated_due_has_ground",
                condition=~Q(due_source=DueSource.STATED.value) | ~Q(due_ground=""),
                violation_error_message="Hãy ghi căn cứ của hạn trả.",
            ),
            models.CheckConstraint(
                name="dossier_copies_and_pages",
                condition=Q(copies__gte=1, pages__gte=1),
                violation_error_message="Số bản và số trang phải từ 1 trở lên.",
            ),
        ]
        indexes = [
            models.Index(fields=["accepted_at"], name="dossier_accepted"),
            models.Index(fields=["resolved_at"], name="dossier_resolved"),
            models.Index(
                fields=["due_at", "id"], name="dossier_open_due", condition=OPEN
            ),
            models.Index(
                fields=["due_at", "id"],
                name="dossier_to_return",
                condition=AWAITING_RETURN,
            ),
            models.Index(fields=["-accepted_at", "id"], name="dossier_newest"),
            models.Index(
                fields=["annulled_at"],
                name="dossier_annulled",
                condition=Q(annulled_at__isnull=False),
            ),
            models.Index(
                fields=["submitted_at"],
                name="dossier_never_accepted",
                condition=Q(accepted_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def short_code(self) -> str:
        """The part clerks say aloud: day and number."""
        return short_code(self.code)

    @property
    def current_status(self) -> Status:
        return Status(self.status)

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.current_status]

    @property
    def channel_label(self) -> str:
        return CHANNEL_LABELS[Channel(self.channel)]

    @property
    def is_open(self) -> bool:
        """Accepted and neither closed nor annulled."""
        return bool(self.accepted_at) and not self.resolved_at and not self.annulled_at

    @property
    def accepted_local(self) -> datetime | None:
        return timezone.localtime(self.accepted_at) if self.accepted_at else None
