"""The terms of a version: channels, limits, fees, papers, steps, legal bases."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from procedures.deadlines import Limit
from procedures.enums import Channel, FeeBasis, FeeStatus, LimitUnit
from procedures.fees import FeeRule, PageTier
from procedures.models.versions import ProcedureVersion

CHANNEL_LABELS = {
    Channel.IN_PERSON: "Trực tiếp",
    Channel.POSTAL: "Bưu chính",
    Channel.ONLINE: "Trực tuyến",
}
LIMIT_UNIT_LABELS = {
    LimitUnit.WORKING_DAY: "ngày làm việc",
    LimitUnit.DAY: "ngày",
    LimitUnit.HOUR: "giờ làm việc",
    LimitUnit.MONTH: "tháng",
    LimitUnit.SAME_DAY: "ngay trong ngày",
}
FEE_STATUS_LABELS = {
    FeeStatus.FREE: "Miễn phí",
    FeeStatus.CHARGED: "Có thu",
    FeeStatus.COUNCIL: "Theo quy định của HĐND",
    FeeStatus.UNSET: "Chưa nhập",
}
FEE_BASIS_LABELS = {
    FeeBasis.PER_CASE: "mỗi trường hợp",
    FeeBasis.PER_COPY: "mỗi bản",
    FeeBasis.PER_PAGE: "mỗi trang bản chính",
}
CHANNEL_CHOICES = [(channel.value, label) for channel, label in CHANNEL_LABELS.items()]


class LegalBasisQuerySet(models.QuerySet["LegalBasis"]):
    def nameless(self) -> "LegalBasisQuerySet":
        return self.filter(name="")


class LegalBasis(models.Model):
    """A legal document that a procedure rests on."""

    number = models.CharField("số, ký hiệu", max_length=60, unique=True)
    name = models.CharField("tên văn bản", max_length=400, blank=True)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = "căn cứ pháp lý"
        verbose_name_plural = "căn cứ pháp lý"
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class OfferedChannel(models.Model):
    """A channel by which a version may be applied for."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="offered_channels"
    )
    channel = models.CharField("kênh nộp", max_length=10, choices=CHANNEL_CHOICES)

    class Meta:
        verbose_name = "kênh nộp"
        verbose_name_plural = "kênh nộp"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "channel"], name="offered_channel_once"
            )
        ]

    def __str__(self) -> str:
        return CHANNEL_LABELS[Channel(self.channel)]


class Narrowed:
    """A row for one channel or every one (blank), one case or every one (blank)."""

    channel: Any
    case: Any

    def fits(self, channel: Channel, case: str) -> bool:
        """Tell whether the row speaks of a channel and case."""
        return self.channel in {"", channel.value} and self.case in {"", case}

    @property
    def narrowness(self) -> tuple[bool, bool]:
        """A row of the case goes before one of none, then one of the channel."""
        return self.case != "", self.channel != ""


class TimeLimit(Narrowed, models.Model):
    """Thời hạn giải quyết of a channel (blank: every one) and case."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="limits"
    )
    channel = models.CharField(
        "kênh nộp", max_length=10, choices=CHANNEL_CHOICES, blank=True
    )
    case = models.CharField("trường hợp", max_length=200, blank=True)
    value = models.PositiveSmallIntegerField("thời hạn")
    unit = models.CharField(
        "đơn vị",
        max_length=12,
        choices=[(unit.value, label) for unit, label in LIMIT_UNIT_LABELS.items()],
    )
    cutoff = models.TimeField("nhận sau giờ này tính ngày sau", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=400, blank=True)

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "channel", "case"],
                name="time_limit_once",
                violation_error_message="Kênh và trường hợp này đã có thời hạn.",
            ),
            models.CheckConstraint(
                name="time_limit_positive",
                condition=Q(value__gte=1),
                violation_error_message="Thời hạn phải từ 1 trở lên.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.as_limit())

    def as_limit(self) -> Limit:
        """Return the limit as the deadline rules take it."""
        return Limit(self.value, LimitUnit(self.unit), self.cutoff)


class Fee(Narrowed, models.Model):
    """One dated line of a tariff; with a ground, a relief from it."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="fees"
    )
    channel = models.CharField(
        "kênh nộp", max_length=10, choices=CHANNEL_CHOICES, blank=True
    )
    case = models.CharField("trường hợp", max_length=200, blank=True)
    status = models.CharField(
        "tình trạng mức thu",
        max_length=8,
        choices=[(status.value, label) for status, label in FEE_STATUS_LABELS.items()],
        default=FeeStatus.UNSET.value,
    )
    basis = models.CharField(
        "tính theo",
        max_length=8,
        choices=[(basis.value, label) for basis, label in FEE_BASIS_LABELS.items()],
        default=FeeBasis.PER_CASE.value,
    )
    amount = models.PositiveIntegerField("mức thu (đồng)", null=True, blank=True)
    tiers = models.JSONField("mức theo trang", default=list, blank=True)
    """Pairs [first page, đồng a page]."""
    cap = models.PositiveIntegerField("tối đa (đồng)", null=True, blank=True)
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    ground = models.CharField("đối tượng miễn, giảm", max_length=200, blank=True)
    source = models.CharField("văn bản quy định", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=400, blank=True)

    class Meta:
        verbose_name = "phí, lệ phí"
        verbose_name_plural = "phí, lệ phí"
        constraints = [
            models.CheckConstraint(
                name="fee_charged_has_price",
                condition=~Q(status=FeeStatus.CHARGED.value)
                | Q(amount__isnull=False)
                | ~Q(tiers=[]),
                violation_error_message="Hãy nhập mức thu.",
            ),
            models.CheckConstraint(
                name="fee_ends_after_start",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày hết áp dụng phải từ ngày bắt đầu trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_status_display()

    @property
    def is_priced(self) -> bool:
        return self.amount is not None or bool(self.tiers)

    def holds_on(self, day: date) -> bool:
        """Tell whether this line is in force on a day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    def as_rule(self) -> FeeRule:
        """Return the line as the fee rules take it."""
        return FeeRule(
            basis=FeeBasis(self.basis),
            amount=self.amount or 0,
            tiers=tuple(PageTier(*tier) for tier in self.tiers),
            cap=self.cap,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            channel=Channel(self.channel) if self.channel else None,
            ground=self.ground,
        )


class RequiredDocument(models.Model):
    """Thành phần hồ sơ: a paper with its counts of originals and copies."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="documents"
    )
    name = models.CharField("tên giấy tờ", max_length=1000)
    originals = models.PositiveSmallIntegerField("bản chính", default=0)
    copies = models.PositiveSmallIntegerField("bản sao", default=0)
    to_present = models.BooleanField("chỉ xuất trình", default=False)
    form = models.CharField("mẫu", max_length=200, blank=True)
    case = models.CharField("trường hợp", max_length=400, blank=True)
    note = models.CharField("ghi chú", max_length=600, blank=True)
    optional = models.BooleanField("nếu có", default=False)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "thành phần hồ sơ"
        verbose_name_plural = "thành phần hồ sơ"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class ProcedureStep(models.Model):
    """Trình tự: one step, who does it and how long it takes."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="steps"
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    role = models.CharField("người thực hiện", max_length=160, blank=True)
    action = models.CharField("việc làm", max_length=1000)
    duration = models.CharField("thời gian", max_length=120, blank=True)

    class Meta:
        verbose_name = "bước thực hiện"
        verbose_name_plural = "bước thực hiện"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.action
