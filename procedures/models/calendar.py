"""Days off and make-up days, with the document each rests on."""

from django.db import models
from django.db.models import F, Q

from procedures.enums import DayKind, YearState

DAY_KIND_LABELS = {
    DayKind.OFF: "Nghỉ",
    DayKind.WORKING: "Làm bù",
    DayKind.PART: "Nghỉ một phần",
}
YEAR_STATE_LABELS = {
    YearState.ANNOUNCED: "Đã công bố",
    YearState.PROVISIONAL: "Chưa công bố",
}


class CalendarYear(models.Model):
    """A year whose days off are loaded; deadlines refuse any other year."""

    year = models.PositiveSmallIntegerField("năm", unique=True)
    state = models.CharField(
        "tình trạng",
        max_length=12,
        choices=[(state.value, label) for state, label in YEAR_STATE_LABELS.items()],
        default=YearState.ANNOUNCED.value,
    )
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "lịch năm"
        verbose_name_plural = "lịch năm"
        ordering = ["year"]

    def __str__(self) -> str:
        return f"Năm {self.year:d}"


class CalendarDay(models.Model):
    """A day that its weekday alone does not tell.

    On a day closed in part (a power cut, a funeral) the hours between ``closed_from``
    and ``closed_until`` are no working time; the rest is.
    """

    date = models.DateField(
        "ngày",
        unique=True,
        error_messages={"unique": "Ngày này đã có trong lịch, hãy sửa dòng đã có."},
    )
    kind = models.CharField(
        "loại",
        max_length=8,
        choices=[(kind.value, label) for kind, label in DAY_KIND_LABELS.items()],
        default=DayKind.OFF.value,
    )
    closed_from = models.TimeField(
        "nghỉ từ", null=True, blank=True, help_text="Chỉ ghi khi nghỉ một phần."
    )
    closed_until = models.TimeField("nghỉ đến", null=True, blank=True)
    name = models.CharField("tên ngày", max_length=120)
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                name="calendar_day_kind_known",
                condition=Q(kind__in=[kind.value for kind in DayKind]),
                violation_error_message="Hãy chọn nghỉ hoặc làm bù.",
            ),
            models.CheckConstraint(
                name="calendar_day_part_says_hours",
                condition=Q(
                    kind=DayKind.PART.value,
                    closed_from__isnull=False,
                    closed_until__isnull=False,
                    closed_from__lt=F("closed_until"),
                )
                | (
                    ~Q(kind=DayKind.PART.value)
                    & Q(closed_from__isnull=True, closed_until__isnull=True)
                ),
                violation_error_message="Ngày nghỉ một phần cần ghi giờ nghỉ từ, "
                "nghỉ đến; ngày khác để trống hai ô đó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"
