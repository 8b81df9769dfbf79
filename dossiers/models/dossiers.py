"""The dossier: its moments, its status and the questions asked of many."""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dossiers.codes import short_code
from dossiers.enums import (
    DELIVERY_LABELS,
    DUE_SOURCE_LABELS,
    OUTCOME_LABELS,
    STATUS_LABELS,
    Delivery,
    DueSource,
    Status,
)
from dossiers.models.applicants import Applicant
from dossiers.models.constraints import DOSSIER_CONSTRAINTS
from dossiers.models.indexes import AWAITING_RETURN, COUNTED, DOSSIER_INDEXES, OPEN
from procedures.enums import Channel, FeeStatus, LimitUnit
from procedures.timeliness import Timeliness
from wardportal.fields import blind_indexes
from wardportal.formats import thousands
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
DUPLICATE_SPAN = timedelta(days=30)


def _choices(labels: dict) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    return [(member.value, label) for member, label in labels.items()]


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Questions asked of many dossiers; ``…_between(a, b)`` is half open."""

    def counted(self) -> "DossierQuerySet":
        """Keep accepted and not annulled ones: what reports may count."""
        return self.filter(COUNTED)

    def accepted_between(self, start: datetime, end: datetime) -> "DossierQuerySet":
        return self.filter(accepted_at__gte=start, accepted_at__lt=end)

    def resolved_between(self, start: datetime, end: datetime) -> "DossierQuerySet":
        return self.filter(resolved_at__gte=start, resolved_at__lt=end)

    def in_hand_between(self, start: datetime, end: datetime) -> "DossierQuerySet":
        """Keep those accepted before the end and not closed before the start."""
        unresolved = Q(resolved_at__isnull=True) | Q(resolved_at__gte=start)
        return self.counted().filter(unresolved, accepted_at__lt=end)

    def open(self) -> "DossierQuerySet":
        """Keep those accepted and not closed yet."""
        return self.filter(OPEN)

    def recomputable(self) -> "DossierQuerySet":
        """Keep open ones whose due moment was counted, with their clock's history."""
        counted = self.open().filter(
            due_source=DueSource.COMPUTED.value, limit_value__isnull=False
        )
        return (
            counted.select_related("procedure_version", "procedure")
            .prefetch_related("clock_operations", "due_changes")
            .order_by("due_at", "id")
        )

    def refused_at_intake_between(
        self, start: datetime, end: datetime
    ) -> "DossierQuerySet":
        """Keep those that came in and were not accepted."""
        return self.filter(
            status=Status.NOT_ACCEPTED.value,
            accepted_at__isnull=True,
            submitted_at__gte=start,
            submitted_at__lt=end,
        )

    def annulled_between(self, start: datetime, end: datetime) -> "DossierQuerySet":
        return self.filter(annulled_at__gte=start, annulled_at__lt=end)

    def due_between(self, start: datetime, end: datetime) -> "DossierQuerySet":
        return self.filter(due_at__gte=start, due_at__lt=end)

    def awaiting_supplement(self) -> "DossierQuerySet":
        return self.filter(status=Status.AWAITING_SUPPLEMENT.value)

    def submitted(self) -> "DossierQuerySet":
        """Keep what came in and is neither accepted nor refused yet."""
        return self.filter(status=Status.SUBMITTED.value, accepted_at__isnull=True)

    def awaiting_return(self) -> "DossierQuerySet":
        """Keep closed ones with something to hand over at the counter."""
        return self.filter(AWAITING_RETURN)

    def on_channel(self, channel: Channel) -> "DossierQuerySet":
        return self.filter(channel=channel.value)

    def of_officer(self, officer_id: uuid.UUID) -> "DossierQuerySet":
        return self.filter(officer_id=officer_id)

    def received_between(self, first: date, last: date) -> "DossierQuerySet":
        """Keep receipts of the office's days from the first to the last, included."""
        return self.filter(receipt_day__gte=first, receipt_day__lte=last)

    def registered_on(self, day: date) -> "DossierQuerySet":
        return self.filter(receipt_day=day).order_by("-day_number")

    def of_person(self, id_number: str) -> "DossierQuerySet":
        """Keep a person's dossiers, be they applicant or second party."""
        indexes, every = blind_indexes(id_number), self.model.objects
        first = every.filter(applicant__id_number_index__in=indexes).values("id")
        second = every.filter(second_party__id_number_index__in=indexes).values("id")
        # A union, for an OR over two joins would read both tables whole.
        return self.filter(id__in=first.union(second))

    def possible_duplicates(
        self,
        *,
        id_number: str,
        procedure_id: uuid.UUID,
        moment: datetime,
        own_key: uuid.UUID | None,
    ) -> "DossierQuerySet":
        """Find a person's dossiers of a procedure in 30 days, latest first.

        ``own_key`` leaves out what this very form has already made.
        """
        return (
            self.of_person(id_number)
            .counted()
            .filter(procedure_id=procedure_id, accepted_at__gt=moment - DUPLICATE_SPAN)
            .exclude(intake_key=own_key, intake_key__isnull=False)
            .order_by("-accepted_at")
        )

    def logged_by(self, clerk_id: uuid.UUID, day: date) -> "DossierQuerySet":
        """Keep what a clerk received on a day, latest first."""
        return self.filter(receiving_clerk_id=clerk_id, receipt_day=day).order_by(
            "-logged_at", "-day_number"
        )

    def as_list_rows(self) -> "DossierQuerySet":
        """Read only what one row of the desk's list shows."""
        parts = ("procedure", "applicant", "second_party", "officer")
        return self.select_related(*parts).only(
            *("code", "day_number", "channel", "copies", "status", "due_at"),
            *("accepted_at", "resolved_at", "compared_by_day", "limit_unit"),
            *("promised_at", "waiting_since"),
            *("procedure__name", "procedure__short_name"),
            *("applicant__full_name", "second_party__full_name"),
            *("officer__full_name", "officer__username"),
        )

    def with_row_parts(self) -> "DossierQuerySet":
        """Join what one row of a list shows."""
        return self.select_related("procedure", "sector", "applicant", "officer")

    def with_page_parts(self) -> "DossierQuerySet":
        """Join what a dossier's own page shows."""
        return self.with_row_parts().select_related(
            *("procedure_version", "second_party", "representative"),
            *("receiving_clerk", "notice", "result_return"),
            *("extension", "late_entry__approved_by", "annulment__replaced_by"),
            "replaces__dossier",
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
    second_party = models.ForeignKey(
        Applicant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="second_in",
        verbose_name="bên thứ hai",
    )
    """The other spouse of a marriage, the child of a recognition."""

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
    waiting_since = models.DateTimeField("chờ từ lúc", null=True)
    """Since when the clock is paused or stopped; it cannot become late meanwhile."""
    resolved_at = models.DateTimeField("giải quyết xong lúc", null=True)
    returned_at = models.DateTimeField("trả kết quả lúc", null=True)
    annulled_at = models.DateTimeField("hủy lúc", null=True)
    logged_at = models.DateTimeField("nhập máy lúc")

    due_source = models.CharField(
        max_length=10,
        choices=_choices(DUE_SOURCE_LABELS),
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
        constraints = DOSSIER_CONSTRAINTS
        indexes = DOSSIER_INDEXES

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
    def work_name(self) -> str:
        """The procedure, with the number of copies where there are several."""
        copies = f", {thousands(self.copies)} bản" if self.copies > 1 else ""
        return f"{self.procedure.display_name}{copies}"

    @property
    def channel_label(self) -> str:
        return CHANNEL_LABELS[Channel(self.channel)]

    @property
    def is_open(self) -> bool:
        """Accepted and neither closed nor annulled."""
        return bool(self.accepted_at) and not self.resolved_at and not self.annulled_at

    @property
    def is_waiting(self) -> bool:
        """Whether its clock stands still."""
        return self.waiting_since is not None

    @property
    def accepted_local(self) -> datetime | None:
        return timezone.localtime(self.accepted_at) if self.accepted_at else None
