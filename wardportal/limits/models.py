"""Token buckets: how many tries someone has left."""

from datetime import datetime

from django.db import models


class BucketQuerySet(models.QuerySet["Bucket"]):
    def untouched_since(self, moment: datetime) -> "BucketQuerySet":
        return self.filter(filled_at__lt=moment)


class Bucket(models.Model):
    """The tries left of one limit for one party, as of a moment."""

    key = models.CharField(max_length=64, primary_key=True)
    """Keyed digest: neither addresses nor codes stand in this table."""

    tokens = models.FloatField()
    filled_at = models.DateTimeField(db_index=True)

    objects = BucketQuerySet.as_manager()

    class Meta:
        verbose_name = "giới hạn"
        verbose_name_plural = "giới hạn"

    def __str__(self) -> str:
        return self.key
