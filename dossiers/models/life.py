"""Rows of what happens to a dossier between its receipt and its end.

Each says who did it, when and why. They are added and completed, never rewritten; the
evidence chain holds an event for every one of them.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dossiers.enums import (
    CLOCK_LABELS,
    DELIVERY_LABELS,
    PROPOSAL_LABELS,
    STAGE_LABELS,
    SUPPLEMENT_END_LABELS,
    ClockMove,
    ProposalKind,
    SupplementStage,
)


def _choices(labels: dict) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    return [(member.value, label) for member, label in labels.items()]


def _actor(verbose_name: str, *, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        null=null,
        related_name="+",
    )


class SupplementRequest(models.Model):
    """One written request that lists every missing paper (Mẫu 02)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="supplements"
    )
    number = models.PositiveSmallIntegerField("lần", default=1)
    stage = models.CharField(
        "lúc yêu cầu",
        max_length=16,
        choices=_choices(STAGE_LABELS),
        default=SupplementStage.BEFORE_APPRAISAL.value,
    )
    asked_at = models.DateTimeField("yêu cầu lúc")
    asked_by = _actor("người yêu cầu")
    reason = models.CharField("lý do", max_length=1000)
    contact = models.CharField("liên hệ", max_length=200, blank=True)
    expires_on = models.DateField("bổ sung đến hết ngày")
    approved_by = _actor("người duyệt", null=True)
    pauses = models.BooleanField("tạm dừng thời hạn", default=False)
    """Whether the clock pauses; otherwise it begins anew when all is in."""
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    ended_by = _actor("người ghi kết thúc", null=True)
    end = models.CharField(
        "kết thúc",
        max_length=12,
        choices=_choices(SUPPLEMENT_END_LABELS),
        blank=True,
    )

    class Meta:
        verbose_name = "yêu cầu bổ sung"
        verbose_name_plural = "yêu cầu bổ sung"
        ordering = ["dossier", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "number"], name="supplement_number_once"
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(ended_at__isnull=True),
                name="supplement_one_open",
                violation_error_message="Hồ sơ đang chờ bổ sung theo yêu cầu trước.",
            ),
            models.CheckConstraint(
                name="supplement_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Hãy ghi lý do yêu cầu bổ sung.",
            ),
            models.CheckConstraint(
                name="supplement_further_is_approved",
                condition=Q(number=1) | Q(approved_by__isnull=False),
                violation_error_message="Yêu cầu bổ sung lần hai phải được duyệt.",
            ),
            models.CheckConstraint(
                name="supplement_ended_says_how",
                condition=Q(ended_at__isnull=True, end="")
                | (Q(ended_at__isnull=False) & ~Q(end="")),
                violation_error_message="Hãy ghi việc bổ sung kết thúc thế nào.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class SupplementPaper(models.Model):
    """One paper that is missing, or one that must be put right."""

    request = models.ForeignKey(
        SupplementRequest, on_delete=models.PROTECT, related_name="papers"
    )
    name = models.CharField("tên giấy tờ", max_length=1000)
    quantity = models.PositiveSmallIntegerField("số lượng", default=1)
    note = models.CharField("nội dung cần bổ sung", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "giấy tờ cần bổ sung"
        verbose_name_plural = "giấy tờ cần bổ sung"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="supplement_paper_counts",
                condition=Q(quantity__gte=1),
                violation_error_message="Số lượng phải từ 1 trở lên.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ClockOperation(models.Model):
    """What was done to a dossier's clock, on what ground, by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="clock_operations"
    )
    kind = models.CharField("việc", max_length=8, choices=_choices(CLOCK_LABELS))
    moment = models.DateTimeField("lúc")
    ground = models.CharField("căn cứ", max_length=300)
    actor = _actor("người làm")
    due_change = models.OneToOneField(
        "dossiers.DueChange",
        on_delete=models.PROTECT,
        null=True,
        related_name="clock_operation",
    )
    """The row that moved ``due_at``; a pause or a stop moves nothing by itself."""

    class Meta:
        verbose_name = "việc với thời hạn"
        verbose_name_plural = "việc với thời hạn"
        ordering = ["moment", "id"]
        constraints = [
            models.CheckConstraint(
                name="clock_operation_has_ground",
                condition=~Q(ground=""),
                violation_error_message="Hãy ghi căn cứ.",
            ),
            models.CheckConstraint(
                name="clock_operation_kind_known",
                condition=Q(kind__in=[kind.value for kind in ClockMove]),
                violation_error_message="Việc với thời hạn không có trong danh mục.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.moment}"


class Extension(models.Model):
    """The one apology with a new date (Mẫu 04); never used for timeliness."""

    dossier = models.OneToOneField(
        "dossiers.Dossier",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="extension",
    )
    made_at = models.DateTimeField("lúc xin lỗi")
    made_by = _actor("người lập")
    signed_by = _actor("người ký")
    due_at = models.DateTimeField("hẹn trả khi xin lỗi")
    promised_at = models.DateTimeField("hẹn lại")
    reason = models.CharField("lý do", max_length=1000)
    in_time = models.BooleanField("xin lỗi đúng hạn")
    """At least one working day before the due time; before it for limits of a day."""

    class Meta:
        verbose_name = "xin lỗi và hẹn lại"
        verbose_name_plural = "xin lỗi và hẹn lại"
        constraints = [
            models.CheckConstraint(
                name="extension_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Hãy ghi lý do chậm trả kết quả.",
            ),
            models.CheckConstraint(
                name="extension_promises_later",
                condition=Q(promised_at__gt=F("due_at")),
                violation_error_message="Ngày hẹn lại phải sau ngày hẹn trả.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} → {self.promised_at}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def undecided(self) -> "ProposalQuerySet":
        return self.filter(decided_at__isnull=True)

    def of_kind(self, kind: ProposalKind) -> "ProposalQuerySet":
        return self.filter(kind=kind.value)

    def with_row_parts(self) -> "ProposalQuerySet":
        """Join what one row of the leader's list shows."""
        return self.select_related(
            "proposed_by", "dossier__procedure", "dossier__applicant"
        )


class Proposal(models.Model):
    """A move that a leader decides on: what is proposed, by whom, and the decision.

    ``facts`` are what the move needs besides the reason, as its operation reads them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="proposals"
    )
    kind = models.CharField("đề nghị", max_length=20, choices=_choices(PROPOSAL_LABELS))
    reason = models.CharField("lý do", max_length=1000)
    facts = models.JSONField(default=dict)
    proposed_at = models.DateTimeField("đề nghị lúc")
    proposed_by = _actor("người đề nghị")
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    decided_by = _actor("người quyết định", null=True)
    granted = models.BooleanField("đồng ý", null=True)
    answer = models.CharField("ý kiến", max_length=1000, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị"
        verbose_name_plural = "đề nghị"
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind"],
                condition=Q(decided_at__isnull=True),
                name="proposal_one_open",
                violation_error_message="Đề nghị này đang chờ lãnh đạo quyết định.",
            ),
            models.CheckConstraint(
                name="proposal_kind_known",
                condition=Q(kind__in=[kind.value for kind in ProposalKind]),
                violation_error_message="Đề nghị không có trong danh mục.",
            ),
            models.CheckConstraint(
                name="proposal_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Hãy ghi lý do đề nghị.",
            ),
            models.CheckConstraint(
                name="proposal_decided_whole",
                condition=Q(
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    granted__isnull=True,
                )
                | Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    granted__isnull=False,
                ),
                violation_error_message="Quyết định phải có người và lúc quyết định.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.dossier_id}"


class LateEntry(models.Model):
    """Nhập bù: received earlier than logged; the clock uses the claimed time."""

    dossier = models.OneToOneField(
        "dossiers.Dossier",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="late_entry",
    )
    reason = models.CharField("lý do nhập bù", max_length=300)
    paper_number = models.CharField("số trong sổ giấy", max_length=40)
    approved_by = _actor("người duyệt", null=True)
    approved_at = models.DateTimeField("duyệt lúc", null=True)

    class Meta:
        verbose_name = "nhập bù"
        verbose_name_plural = "nhập bù"
        constraints = [
            models.CheckConstraint(
                name="late_entry_has_reason",
                condition=~Q(reason="") & ~Q(paper_number=""),
                violation_error_message="Hãy ghi lý do nhập bù và số trong sổ giấy.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.paper_number}"


class Annulment(models.Model):
    """A mistaken entry taken out of every column; it keeps its number."""

    dossier = models.OneToOneField(
        "dossiers.Dossier",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="annulment",
    )
    moment = models.DateTimeField("hủy lúc")
    actor = _actor("người hủy")
    reason = models.CharField("lý do", max_length=300)
    replaced_by = models.OneToOneField(
        "dossiers.Dossier",
        on_delete=models.PROTECT,
        null=True,
        related_name="replaces",
        verbose_name="thay bằng hồ sơ",
    )
    """The entry made instead (đổi thủ tục), with the receipt time of this one."""

    class Meta:
        verbose_name = "hủy hồ sơ nhập nhầm"
        verbose_name_plural = "hủy hồ sơ nhập nhầm"
        constraints = [
            models.CheckConstraint(
                name="annulment_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Hãy ghi lý do hủy.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}"


class ResultReturn(models.Model):
    """How the result reached the applicant, and who took it."""

    dossier = models.OneToOneField(
        "dossiers.Dossier",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="result_return",
    )
    way = models.CharField(
        "phương thức trả", max_length=10, choices=_choices(DELIVERY_LABELS)
    )
    collector = models.CharField("người nhận kết quả", max_length=200, blank=True)
    letter_number = models.CharField("số bưu gửi", max_length=40, blank=True)
    actor = _actor("người trả")
    moment = models.DateTimeField("trả lúc")

    class Meta:
        verbose_name = "trả kết quả"
        verbose_name_plural = "trả kết quả"

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.way}"
