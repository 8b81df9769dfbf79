"""Procedures as citizens and clerks find them, and their dated versions."""

import uuid
from datetime import date
from typing import Any
from zlib import crc32

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse

from procedures.enums import Channel, OnlineLevel
from procedures.models.sectors import Sector
from procedures.models.versions import ProcedureVersion, ProcedureVersionQuerySet
from wardportal.formats import fold

ONLINE_LEVEL_LABELS = {
    OnlineLevel.FULL: "Toàn trình",
    OnlineLevel.PARTIAL: "Một phần",
    OnlineLevel.INFORMATION: "Cung cấp thông tin",
}


INTERNAL_PREFIXES = ("5.", "6.")


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    """Questions asked of the catalogue."""

    def for_citizens(self) -> "ProcedureQuerySet":
        """Leave out internal procedures (5.x, 6.x)."""
        return self.filter(internal=False)

    def published(self, day: date) -> "ProcedureQuerySet":
        """Keep what has a version in force on a day."""
        begun = _versions().filter(valid_from__lte=day)
        in_force = begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        return self.filter(Exists(in_force))

    def in_sector(self, slug: str) -> "ProcedureQuerySet":
        return self.filter(sector__slug=slug)

    def in_group(self, slug: str) -> "ProcedureQuerySet":
        return self.filter(sector__group__slug=slug)

    def offering(self, channel: Channel) -> "ProcedureQuerySet":
        """Keep what any current version takes on a channel."""
        taking = _versions().open().filter(offered_channels__channel=channel.value)
        return self.filter(Exists(taking))

    def matching(self, text: str) -> "ProcedureQuerySet":
        """Keep what holds every word typed, with or without its marks.

        A word typed is the beginning of a word kept: "hon" finds "hôn", not "không".
        """
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=f" {word}")
        return found

    def favourites(self) -> "ProcedureQuerySet":
        """Keep the counter's numbered procedures, in their order."""
        return self.filter(favourite_order__isnull=False).order_by("favourite_order")

    def at(self, *, code: str = "", slug: str = "") -> "Procedure":
        """Return the procedure at an address. Raises DoesNotExist."""
        found = self.filter(code=code) if code else self.filter(slug=slug)
        return found.with_sector().with_terms().get()

    def listed(self, day: date) -> "ProcedureQuerySet":
        """Keep what is in force on a day: the frequent first, then by group, name."""
        in_force = self.published(day).with_sector().with_versions()
        # JSON of the sources, large, and said to nobody.
        return in_force.defer("source_facts").order_by(
            F("favourite_order").asc(nulls_last=True),
            "sector__group__order",
            "sector__name",
            "name",
            "id",
        )

    def with_sector(self) -> "ProcedureQuerySet":
        return self.select_related("sector__group")

    def with_versions(self) -> "ProcedureQuerySet":
        """Prefetch versions with what ``version_on`` and a list row ask of them."""
        versions = ProcedureVersion.objects.prefetch_related(
            "limits", "fees", "offered_channels"
        )
        return self.prefetch_related(Prefetch("versions", queryset=versions))

    def incomplete(self) -> "ProcedureQuerySet":
        """Keep what has an open version that leaves something unsaid."""
        return self.filter(Exists(_versions().open().exclude(missing=[])))

    def upcoming(self, day: date) -> "ProcedureQuerySet":
        """Keep what has a version that begins after a day."""
        return self.filter(Exists(_versions().filter(valid_from__gt=day)))

    def abolished(self, day: date) -> "ProcedureQuerySet":
        """Keep what has versions, but none on a day or later."""
        later = _versions().filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        return self.filter(Exists(_versions()), ~Exists(later))

    def ministries(self) -> list[str]:
        """Return the ministries named in the catalogue, in order."""
        named = self.exclude(ministry="").order_by("ministry")
        return list(named.values_list("ministry", flat=True).distinct())

    def with_terms(self) -> "ProcedureQuerySet":
        """Prefetch versions with everything that they state."""
        versions = ProcedureVersion.objects.select_related("decision").prefetch_related(
            *("offered_channels", "limits", "fees", "documents", "steps"),
            "legal_bases",
        )
        return self.prefetch_related(Prefetch("versions", queryset=versions))


def _versions() -> "ProcedureVersionQuerySet":
    """Return the versions of the procedure of an outer query."""
    return ProcedureVersion.objects.filter(procedure=OuterRef("pk"))


class Procedure(models.Model):
    """Thủ tục hành chính."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(
        "mã thủ tục",
        max_length=30,
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": "Mã thủ tục này đã có."},
    )
    code_original = models.CharField(
        "mã theo nguồn", max_length=60, blank=True, help_text="Có hậu tố địa phương."
    )
    slug = models.SlugField("đường dẫn", max_length=80, unique=True)
    name = models.CharField("tên thủ tục", max_length=1000)
    short_name = models.CharField("tên ngắn", max_length=80, blank=True)
    popular_name = models.CharField("tên thường gọi", max_length=200, blank=True)
    summary = models.CharField("tóm tắt dễ hiểu", max_length=400, blank=True)
    sector = models.ForeignKey(
        Sector,
        verbose_name="lĩnh vực",
        on_delete=models.PROTECT,
        related_name="procedures",
    )
    ministry = models.CharField("bộ, ngành", max_length=160, blank=True)
    authority = models.CharField("cơ quan thực hiện", max_length=600, blank=True)
    level = models.CharField("cấp thực hiện", max_length=120, blank=True)
    online_level = models.CharField(
        "mức độ trực tuyến",
        max_length=12,
        blank=True,
        choices=[(level.value, label) for level, label in ONLINE_LEVEL_LABELS.items()],
    )
    portal_url = models.URLField("trang trên Cổng DVCQG", max_length=300, blank=True)
    internal = models.BooleanField("thủ tục nội bộ", default=False)
    non_territorial = models.BooleanField("phi địa giới", default=False)
    same_visit = models.BooleanField("làm xong trong một lần đến", default=False)
    two_parties = models.BooleanField("có hai bên", default=False)
    """A marriage, the recognition of a child: one dossier, found by either person."""
    favourite_order = models.PositiveSmallIntegerField(
        "số trên bàn tiếp nhận",
        null=True,
        blank=True,
        unique=True,
        error_messages={"unique": "Số này đã dùng cho thủ tục khác."},
    )
    foreign_element = models.BooleanField("có yếu tố nước ngoài", default=False)
    notice = models.CharField("lưu ý", max_length=300, blank=True)
    search_text = models.TextField(editable=False, default="")
    search_digest = models.BigIntegerField(editable=False, default=0)
    """Differs whenever what a search goes by differs: see procedures/search.py."""

    source_facts = models.JSONField(default=dict, editable=False)
    """The facts last imported; a second import compares itself with them, so that
    what editors wrote since is left alone."""

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "thủ tục"
        verbose_name_plural = "thủ tục"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="procedure_code_not_blank",
                condition=Q(code__isnull=True) | ~Q(code=""),
                violation_error_message="Thủ tục chưa có mã thì để trống mã.",
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **options: Any) -> None:
        """Save with what tells every process that its search index is old."""
        known_by = (
            *(self.pk, self.code, self.name, self.short_name, self.popular_name),
            *(self.summary, self.sector.name, self.internal, self.foreign_element),
            self.favourite_order,
        )
        self.search_digest = crc32(repr(known_by).encode())
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "search_digest"}
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        """Return the citizens' page, by code where there is one."""
        if self.code:
            return reverse("procedures:detail", kwargs={"code": self.code})
        return reverse("procedures:detail", kwargs={"slug": self.slug})

    def get_preparation_url(self) -> str:
        """Return the page that tells papers, fee and day for one's own case."""
        key = {"code": self.code} if self.code else {"slug": self.slug}
        return reverse("procedures:prepare", kwargs=key)

    @property
    def display_name(self) -> str:
        """The short name where one is kept."""
        return self.short_name or self.name

    def searchable(self) -> str:
        """Return what ``matching`` looks through: names, code, sector, folded."""
        parts = [
            self.code or "",
            self.name,
            self.short_name,
            self.popular_name,
            self.sector.name,
        ]
        # A space before each word, the first included: see ``matching``.
        return " " + fold(" ".join(part for part in parts if part))

    def version_on(self, day: date) -> "ProcedureVersion | None":
        """Return the version in force on a day, or None."""
        current = [version for version in self.versions.all() if version.covers(day)]
        return max(current, key=lambda version: version.number, default=None)

    def take_code(self, code: str) -> None:
        """Set the code with what follows from it; does not save."""
        self.code = code or None
        self.internal = code.startswith(INTERNAL_PREFIXES)
        self.search_text = self.searchable()

    def open_version(self) -> "ProcedureVersion | None":
        """Return the version without end, in force or upcoming; asks the database."""
        return self.versions.open().first()

    def version_to_show(self, day: date) -> "ProcedureVersion | None":
        """Return the version in force, else the newest: upcoming or abolished."""
        return self.version_on(day) or self.newest_version()

    def newest_version(self) -> "ProcedureVersion | None":
        """Return the version with the highest number, or None."""
        return max(self.versions.all(), key=lambda v: v.number, default=None)
