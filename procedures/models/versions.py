"""The dated versions of a procedure: what a dossier received on a day relies on."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from procedures.deadlines import Limit
from procedures.enums import Channel, FeeStatus, VersionState
from procedures.fees import FeeRule
from procedures.models.sectors import PublicationDecision


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    def open(self) -> "ProcedureVersionQuerySet":
        """Keep the versions without end."""
        return self.filter(valid_to__isnull=True)

    def overlapping(self, start: date, end: date | None) -> "ProcedureVersionQuerySet":
        """Keep what covers a day of a span; without end it goes on."""
        begun = self.filter(valid_from__lte=end) if end else self
        return begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=start))


class ProcedureVersion(models.Model):
    """One state of a procedure; history is kept, codes die and are reborn."""

    procedure = models.ForeignKey(
        "procedures.Procedure", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField("phiên bản", default=1)
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    decision = models.ForeignKey(
        PublicationDecision,
        verbose_name="quyết định công bố",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
    )
    result_document = models.CharField("kết quả", max_length=600, blank=True)
    legal_bases = models.ManyToManyField(
        "procedures.LegalBasis", verbose_name="căn cứ pháp lý", blank=True
    )
    pause_allowed = models.BooleanField("được tạm dừng tính thời hạn", default=False)
    agreement_allowed = models.BooleanField(
        "được hẹn trả theo thỏa thuận bằng văn bản", default=False
    )
    verification_days = models.PositiveSmallIntegerField(
        "số ngày làm việc được thêm khi phải xác minh",
        default=0,
        help_text="Ghi 0 khi thủ tục không cho thêm.",
    )
    missing = models.JSONField("còn thiếu", default=list, blank=True)
    """Codes of what the source does not say: code, limit, unit, channels, fee."""
    unclear_limit = models.CharField("thời hạn nguồn ghi", max_length=60, blank=True)
    documents_note = models.CharField("ghi chú giấy tờ", max_length=400, blank=True)
    source_note = models.CharField("ghi chú nguồn", max_length=400, blank=True)
    as_of = models.CharField("số liệu tháng", max_length=7, blank=True)

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản thủ tục"
        verbose_name_plural = "phiên bản thủ tục"
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="version_number_once"
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                name="version_one_without_end",
                condition=Q(valid_to__isnull=True),
                violation_error_message="Thủ tục đã có phiên bản chưa kết thúc.",
            ),
            models.CheckConstraint(
                name="version_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày kết thúc phải từ ngày áp dụng trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} ({self.number:d})"

    def clean(self) -> None:
        """Refuse days that another version of the procedure covers."""
        if self.procedure_id and self.valid_from:
            others = self.procedure.versions.exclude(pk=self.pk)
            if others.overlapping(self.valid_from, self.valid_to).exists():
                raise ValidationError(
                    "Phiên bản khác của thủ tục đã áp dụng trong những ngày này. "
                    "Hãy chọn ngày khác, hoặc kết thúc phiên bản kia trước."
                )

    @property
    def incomplete(self) -> bool:
        """Whether the source leaves something out that the counter needs."""
        return bool(self.missing)

    def covers(self, day: date) -> bool:
        """Tell whether this version is in force on a day."""
        return self.valid_from <= day and (
            self.valid_to is None or day <= self.valid_to
        )

    def state_on(self, day: date) -> VersionState:
        """Return đang áp dụng, sắp có hiệu lực or đã bãi bỏ."""
        if day < self.valid_from:
            return VersionState.UPCOMING
        return VersionState.IN_FORCE if self.covers(day) else VersionState.ABOLISHED

    def offers(self, channel: Channel) -> bool:
        """Tell whether a dossier may come by this channel.

        A version whose channels the source does not state refuses none.
        """
        offered = {row.channel for row in self.offered_channels.all()}
        return not offered or channel.value in offered

    def cases_on(self, channel: Channel) -> tuple[str, ...]:
        """Return the cases of a channel whose limit or fee differs, each once."""
        rows: list[Any] = [*self.limits.all(), *self.fees.all()]
        cases = (row.case for row in rows if row.fits(channel, row.case))
        return tuple(dict.fromkeys(filter(None, cases)))

    def limit_for(self, channel: Channel, case: str = "") -> Limit | None:
        """Return the time limit of a channel and case; None where none is known."""
        rows = [row for row in self.limits.all() if row.fits(channel, case)]
        best = max(rows, key=lambda row: row.narrowness, default=None)
        return best.as_limit() if best else None

    def fee_rules_for(
        self, channel: Channel, day: date, case: str = ""
    ) -> tuple[FeeRule, ...]:
        """Return the tariff's lines for a channel and case that hold on a day.

        Prices of the case go before those of no case; a relief of no case is for all.
        """
        fitting = [row for row in self.fees.all() if row.fits(channel, case)]
        rows = [row for row in fitting if row.holds_on(day) and row.is_priced]
        own = any(row.case and not row.ground for row in rows)
        kept = (row for row in rows if row.ground or bool(row.case) == own)
        return tuple(row.as_rule() for row in kept)

    def fee_status_for(self, channel: Channel, case: str = "") -> FeeStatus:
        """Say what is known of the fee of a channel and case; UNSET where nothing."""
        fitting = (row for row in self.fees.all() if row.fits(channel, case))
        rows = [row for row in fitting if not row.ground]
        best = max(rows, key=lambda row: row.narrowness, default=None)
        return FeeStatus(best.status) if best else FeeStatus.UNSET
