"""Report lines above procedure codes, and the reports a leader has asked for."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from reports.canonical import thawed
from reports.enums import (
    FORMAT_LABELS,
    STATE_LABELS,
    FileFormat,
    LineUnit,
    ReportState,
)
from reports.figures import Statement
from reports.periods import Cycle, Period

MOST_ATTEMPTS = 3
CODE = r"[0-9]{1,2}\.[0-9]{6}(?:\.[0-9A-Za-z]{1,4}){0,4}"
CODES = RegexValidator(
    rf"^\s*{CODE}(?:\s+{CODE})*\s*$",
    "Mỗi dòng ghi một mã thủ tục, ví dụ 2.000815.",
)
OPEN = Q(state__in=[ReportState.QUEUED.value, ReportState.RUNNING.value])


class ReportLine(models.Model):
    """What a ward counts under one name, whatever the number of procedure codes."""

    label = models.CharField("tên dòng", max_length=160, unique=True)
    unit = models.CharField(
        "đơn vị tính",
        max_length=12,
        choices=[(unit.value, unit.value) for unit in LineUnit],
        default=LineUnit.DOSSIER.value,
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    codes = models.TextField(
        "mã thủ tục được tính", validators=[CODES], help_text="Mỗi dòng một mã."
    )
    foreign_codes = models.TextField(
        "trong đó mã có yếu tố nước ngoài",
        validators=[CODES],
        blank=True,
        help_text="Mỗi dòng một mã, lấy từ các mã được tính ở trên.",
    )

    class Meta:
        verbose_name = "dòng báo cáo"
        verbose_name_plural = "dòng báo cáo"
        ordering = ["order", "label"]
        constraints = [
            models.CheckConstraint(
                name="report_line_unit_known",
                condition=Q(unit__in=[unit.value for unit in LineUnit]),
                violation_error_message="Hãy chọn đơn vị tính trong danh sách.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Keep a code in one line, or its dossiers would be told twice."""
        for other in ReportLine.objects.exclude(pk=self.pk):
            if shared := self.member_codes & other.member_codes:
                raise ValidationError(
                    f"Mã {min(shared)} đã thuộc dòng “{other}”. "
                    "Hãy bỏ mã đó ở một trong hai dòng."
                )

    @property
    def member_codes(self) -> frozenset[str]:
        """The codes counted, the foreign ones included."""
        return frozenset(self.codes.split()) | self.foreign_member_codes

    @property
    def foreign_member_codes(self) -> frozenset[str]:
        return frozenset(self.foreign_codes.split())


def foreign_codes(lines: Iterable[ReportLine]) -> frozenset[str]:
    """Return the codes whose every dossier has a foreign element."""
    return frozenset[str]().union(*(line.foreign_member_codes for line in lines))


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions asked of requested reports."""

    def of_period(self, period: Period) -> "ReportQuerySet":
        return self.filter(start=period.start, end=period.end)

    def open(self) -> "ReportQuerySet":
        """Neither ready nor failed."""
        return self.filter(OPEN)

    def ready(self) -> "ReportQuerySet":
        """Keep finished ones, the newest first: of a period, the first one counts."""
        return self.filter(state=ReportState.READY.value).order_by("-ready_at")

    def final(self) -> "ReportQuerySet":
        """Keep those counted when their period was over."""
        return self.filter(counted_at__date__gt=F("end"))

    def claimable(self, moment: datetime) -> "ReportQuerySet":
        """Queued, or left behind by a builder whose lease has run out."""
        return self.filter(
            Q(state=ReportState.QUEUED.value)
            | Q(state=ReportState.RUNNING.value, lease_until__lte=moment)
        )

    def requested_since(self, moment: datetime) -> "ReportQuerySet":
        return self.filter(requested_at__gte=moment)

    def of_cycle(self, cycle: Cycle) -> "ReportQuerySet":
        return self.filter(cycle=cycle.value)

    def newest_first(self) -> "ReportQuerySet":
        return self.order_by("-requested_at", "id")

    def without_figures(self) -> "ReportQuerySet":
        """Leave the figures in the database: lists do not show them."""
        return self.defer("figures")

    def with_list_parts(self) -> "ReportQuerySet":
        """Join what a list of reports shows."""
        return self.select_related("requested_by").prefetch_related("files")


class Report(models.Model):
    """One request for the report of a period, and what came of it.

    Asking for a period again makes a new row; the newest ready row is the period's
    report, the older ones stay for whoever was given them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    start = models.DateField("từ ngày")
    end = models.DateField("đến hết ngày")
    label = models.CharField("kỳ báo cáo", max_length=80)
    cycle = models.CharField(max_length=16, blank=True)
    """The kind of period, as ``reports.periods.Cycle``; blank for any from–to."""

    state = models.CharField(
        "tình trạng",
        max_length=8,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        default=ReportState.QUEUED.value,
    )
    attempts = models.PositiveSmallIntegerField("số lần tạo", default=0)
    lease_until = models.DateTimeField("đang tạo đến", null=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người yêu cầu",
    )
    """Nobody when the worker asked for last month's report by itself."""

    requested_at = models.DateTimeField("yêu cầu lúc")
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    ready_at = models.DateTimeField("xong lúc", null=True)
    error = models.CharField("lý do lỗi", max_length=200, blank=True)

    counted_at = models.DateTimeField("chốt số liệu lúc", null=True)
    figures = models.JSONField("số liệu", null=True)
    figures_sha256 = models.CharField(max_length=64, blank=True)
    chain_sequence = models.PositiveBigIntegerField(null=True)
    chain_mac = models.CharField(max_length=64, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["-requested_at"]
        indexes = [
            models.Index(fields=["start", "end", "-ready_at"], name="report_of_period"),
            models.Index(
                fields=["lease_until"], name="report_unfinished", condition=OPEN
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["start", "end"],
                name="report_one_open_request",
                condition=OPEN,
                violation_error_message="Báo cáo của kỳ này đang được tạo.",
            ),
            models.CheckConstraint(
                name="report_ends_after_start",
                condition=Q(end__gte=F("start")),
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                name="report_state_known",
                condition=Q(state__in=[state.value for state in ReportState]),
                violation_error_message="Tình trạng báo cáo không có trong danh mục.",
            ),
            models.CheckConstraint(
                name="report_attempts_bounded",
                condition=Q(attempts__lte=MOST_ATTEMPTS),
                violation_error_message="Báo cáo được tạo nhiều nhất ba lần.",
            ),
            models.CheckConstraint(
                name="report_running_has_lease",
                condition=~Q(state=ReportState.RUNNING.value)
                | Q(lease_until__isnull=False, started_at__isnull=False),
                violation_error_message="Báo cáo đang tạo phải có hạn tạo.",
            ),
            models.CheckConstraint(
                name="report_ready_has_figures",
                condition=Q(
                    state=ReportState.READY.value,
                    ready_at__isnull=False,
                    counted_at__isnull=False,
                    figures__isnull=False,
                )
                | (
                    ~Q(state=ReportState.READY.value)
                    & Q(ready_at__isnull=True, figures__isnull=True)
                ),
                violation_error_message="Báo cáo đã xong phải có số liệu.",
            ),
            models.CheckConstraint(
                name="report_failed_has_cause",
                condition=~Q(state=ReportState.FAILED.value) | ~Q(error=""),
                violation_error_message="Báo cáo lỗi phải có lý do.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def current_state(self) -> ReportState:
        return ReportState(self.state)

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.current_state]

    @property
    def is_open(self) -> bool:
        return self.current_state in {ReportState.QUEUED, ReportState.RUNNING}

    @property
    def is_ready(self) -> bool:
        return self.current_state is ReportState.READY

    @property
    def statement(self) -> Statement:
        """The figures as they were frozen; raises ValueError before it is ready."""
        if self.figures is None:
            raise ValueError("Báo cáo chưa xong thì chưa có số liệu.")
        return thawed(self.figures)

    def file_stem(self) -> str:
        """Return the name of its files without the suffix."""
        return f"bao-cao-{self.start.isoformat()}-{self.end.isoformat()}"


class ReportFile(models.Model):
    """A finished file of a report: durable on disk before this row exists."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(
        max_length=4,
        choices=[(item.value, label) for item, label in FORMAT_LABELS.items()],
    )
    name = models.CharField("tên tệp", max_length=80)
    size = models.PositiveIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "tệp báo cáo"
        verbose_name_plural = "tệp báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "format"], name="report_file_one_per_format"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def file_format(self) -> FileFormat:
        return FileFormat(self.format)
