"""The ward: its names, codes, hours, units and how it counts time."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from wardportal.office.enums import CodeAuthority, DueTime, Granularity, LateAfter

SINGLETON = 1
WEEKDAYS = (
    (0, "thứ Hai"),
    (1, "thứ Ba"),
    (2, "thứ Tư"),
    (3, "thứ Năm"),
    (4, "thứ Sáu"),
    (5, "thứ Bảy"),
    (6, "Chủ nhật"),
)


class Office(models.Model):
    """The one office of this installation."""

    id = models.PositiveSmallIntegerField(
        primary_key=True, default=SINGLETON, editable=False
    )
    name = models.CharField("tên cơ quan", max_length=160)
    short_name = models.CharField(
        "tên ngắn", max_length=80, help_text="Ví dụ: phường Hoa Sen."
    )
    parent_name = models.CharField("cơ quan cấp trên", max_length=160, blank=True)
    place_name = models.CharField("địa danh ghi trên văn bản", max_length=80)
    desk_name = models.CharField(
        "tên nơi tiếp nhận", max_length=120, default="Bộ phận Một cửa"
    )
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=40, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    document_symbol = models.CharField(
        "ký hiệu văn bản", max_length=40, default="BC-UBND"
    )
    report_recipient = models.CharField(
        "nơi kính gửi báo cáo", max_length=160, blank=True
    )
    signer_title = models.CharField(
        "chức danh người ký báo cáo", max_length=120, default="CHỦ TỊCH"
    )
    signer_name = models.CharField(
        "họ tên người ký báo cáo", max_length=120, blank=True
    )
    names_circular_on_forms = models.BooleanField(
        "ghi “theo TT 03/2025/TT-VPCP” trên mẫu in", default=False
    )
    due_time = models.CharField(
        "giờ hẹn trả của thời hạn tính theo ngày",
        max_length=12,
        choices=[
            (DueTime.END_OF_DAY.value, "Cuối giờ làm việc của ngày cuối"),
            (DueTime.SAME_TIME.value, "Cùng giờ với lúc nhận"),
        ],
        default=DueTime.END_OF_DAY.value,
    )
    granularity = models.CharField(
        "so sánh sớm, đúng, quá hạn theo",
        max_length=6,
        choices=[(Granularity.MINUTE.value, "phút"), (Granularity.DAY.value, "ngày")],
        default=Granularity.MINUTE.value,
    )
    late_after = models.CharField(
        "thời hạn theo ngày bị coi là quá sau",
        max_length=8,
        choices=[
            (LateAfter.DUE_TIME.value, "giờ hẹn trả"),
            (LateAfter.MIDNIGHT.value, "24 giờ của ngày cuối"),
        ],
        default=LateAfter.DUE_TIME.value,
    )
    code_authority = models.CharField(
        "mã hồ sơ do",
        max_length=8,
        choices=[
            (CodeAuthority.OWN.value, "phường cấp"),
            (CodeAuthority.EXTERNAL.value, "hệ thống thành phố cấp"),
        ],
        default=CodeAuthority.OWN.value,
    )
    supplement_days = models.PositiveSmallIntegerField(
        "số ngày chờ bổ sung", default=30, help_text="Tính từ ngày yêu cầu bổ sung."
    )
    sent_back_days = models.PositiveSmallIntegerField(
        "số ngày làm việc được trả lại để bổ sung sau thẩm định",
        default=3,
        help_text="Tính từ ngày nhận, theo Nghị định 118/2025/NĐ-CP.",
    )
    late_entry_hours = models.PositiveSmallIntegerField(
        "số giờ được nhập bù không cần duyệt",
        default=24,
        help_text="Nhận trước lúc nhập lâu hơn thì lãnh đạo phải duyệt.",
    )
    calendar_version = models.PositiveIntegerField(default=1, editable=False)
    demo_ward = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        constraints = [
            models.CheckConstraint(
                name="office_is_single",
                condition=Q(id=SINGLETON),
                violation_error_message="Mỗi hệ thống chỉ phục vụ một phường.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def due_time_policy(self) -> DueTime:
        return DueTime(self.due_time)

    @property
    def granularity_choice(self) -> Granularity:
        return Granularity(self.granularity)

    @property
    def late_after_choice(self) -> LateAfter:
        return LateAfter(self.late_after)


class AgencyCodeQuerySet(models.QuerySet["AgencyCode"]):
    def valid_on(self, day: date) -> "AgencyCodeQuerySet":
        ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(ended, valid_from__lte=day).order_by("-valid_from")


class AgencyCode(models.Model):
    """The office's identification code; it has changed before and may again."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="agency_codes"
    )
    code = models.CharField("mã cơ quan", max_length=30)
    valid_from = models.DateField("dùng từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = AgencyCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "mã cơ quan"
        verbose_name_plural = "mã cơ quan"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "valid_from"],
                name="agency_code_one_per_start",
                violation_error_message="Đã có mã cơ quan dùng từ ngày này.",
            ),
            models.CheckConstraint(
                name="agency_code_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày hết dùng phải từ ngày bắt đầu trở đi.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class OpeningHours(models.Model):
    """One shift of one weekday; a half day has a single shift."""

    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, related_name="opening_hours"
    )
    weekday = models.PositiveSmallIntegerField("thứ", choices=WEEKDAYS)
    opens = models.TimeField("mở cửa")
    closes = models.TimeField("đóng cửa")

    class Meta:
        verbose_name = "giờ làm việc"
        verbose_name_plural = "giờ làm việc"
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="opening_hours_close_after_open",
                condition=Q(closes__gt=F("opens")),
                violation_error_message="Giờ đóng cửa phải sau giờ mở cửa.",
            ),
            models.CheckConstraint(
                name="opening_hours_weekday_known",
                condition=Q(weekday__lte=6),
                violation_error_message="Hãy chọn một thứ trong tuần.",
            ),
            models.UniqueConstraint(
                fields=["office", "weekday", "opens"],
                name="opening_hours_one_per_opening",
                violation_error_message="Đã có ca mở cửa vào giờ này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Unit(models.Model):
    """A functional unit that resolves dossiers or receives referrals."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="units")
    name = models.CharField("tên đơn vị", max_length=160, unique=True)
    phone = models.CharField("điện thoại", max_length=40, blank=True)

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ServicePoint(models.Model):
    """A place where citizens hand in papers and collect results."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="service_points"
    )
    name = models.CharField("tên điểm phục vụ", max_length=160, unique=True)
    address = models.CharField("địa chỉ", max_length=200)
    phone = models.CharField("điện thoại", max_length=40, blank=True)

    class Meta:
        verbose_name = "điểm phục vụ"
        verbose_name_plural = "điểm phục vụ"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
