"""Groups of sectors, sectors and the decisions that publish procedures."""

from datetime import date

from django.db import models
from django.db.models import Count, Q


class SectorGroupQuerySet(models.QuerySet["SectorGroup"]):
    def at(self, slug: str) -> "SectorGroup | None":
        """Return the group at an address, or None."""
        return self.filter(slug=slug).first() if slug else None

    def with_counts(self, day: date) -> "SectorGroupQuerySet":
        """Annotate ``count``, the procedures for citizens in force on a day; ordered.

        A grouping query forgets the model's own order.
        """
        counts = self.annotate(count=_offered("sectors__procedures", day))
        return counts.filter(count__gt=0).order_by("order", "name")


class SectorQuerySet(models.QuerySet["Sector"]):
    def with_counts(self, day: date) -> "SectorQuerySet":
        """Annotate ``count`` as groups do; ordered by group and name."""
        counts = self.annotate(count=_offered("procedures", day)).filter(count__gt=0)
        return counts.order_by("group__order", "order", "name")


def _offered(procedures: str, day: date) -> Count:
    """Count the procedures behind a relation that citizens may ask for on a day."""
    versions = f"{procedures}__versions"
    in_force = (
        Q(**{f"{versions}__valid_to__isnull": True})
        | Q(**{f"{versions}__valid_to__gte": day})
    ) & Q(**{f"{versions}__valid_from__lte": day})
    for_citizens = Q(**{f"{procedures}__internal": False})
    return Count(procedures, filter=in_force & for_citizens, distinct=True)


class SectorGroup(models.Model):
    """Nhóm lĩnh vực, as wards list them."""

    name = models.CharField("nhóm lĩnh vực", max_length=120, unique=True)
    slug = models.SlugField("đường dẫn", max_length=120, unique=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = SectorGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm lĩnh vực"
        verbose_name_plural = "nhóm lĩnh vực"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Sector(models.Model):
    """Lĩnh vực: the rows of Biểu II.06a."""

    group = models.ForeignKey(
        SectorGroup,
        verbose_name="nhóm",
        on_delete=models.PROTECT,
        related_name="sectors",
    )
    name = models.CharField("lĩnh vực", max_length=160, unique=True)
    slug = models.SlugField("đường dẫn", max_length=160, unique=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = SectorQuerySet.as_manager()

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["group__order", "order", "name"]

    def __str__(self) -> str:
        return self.name


class PublicationDecision(models.Model):
    """Quyết định công bố: announces procedures, perhaps for a later day."""

    number = models.CharField("số quyết định", max_length=60, unique=True)
    issued_by = models.CharField("cơ quan ban hành", max_length=160, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    effective_on = models.DateField("có hiệu lực từ", null=True, blank=True)

    class Meta:
        verbose_name = "quyết định công bố"
        verbose_name_plural = "quyết định công bố"
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number
