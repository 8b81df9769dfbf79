"""What people say for what the catalogue writes, and what was looked for in vain."""

from datetime import date
from zlib import crc32

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from procedures.models.procedures import Procedure
from wardportal.formats import clean_text, fold


class Synonym(models.Model):
    """A phrase that people say: in other words, or as the name of one procedure."""

    phrase = models.CharField(
        "người dân nói",
        max_length=120,
        unique=True,
        help_text="Ví dụ: giấy độc thân, sổ đỏ, CCCD.",
        error_messages={"unique": "Cụm từ này đã có."},
    )
    words = models.CharField(
        "danh mục viết",
        max_length=200,
        blank=True,
        help_text="Từ ngữ trong danh mục, ví dụ: căn cước. Để trống nếu chọn thủ tục.",
    )
    procedure = models.ForeignKey(
        Procedure,
        verbose_name="thủ tục",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="synonyms",
        help_text="Thủ tục được gọi bằng cụm từ này.",
    )
    search_digest = models.BigIntegerField(editable=False, default=0)

    class Meta:
        verbose_name = "từ đồng nghĩa"
        verbose_name_plural = "từ đồng nghĩa"
        ordering = ["phrase"]
        constraints = [
            models.CheckConstraint(
                name="synonym_leads_somewhere",
                condition=Q(procedure__isnull=False) | ~Q(words=""),
                violation_error_message="Hãy nhập từ ngữ trong danh mục hoặc chọn"
                " thủ tục.",
            )
        ]

    def __str__(self) -> str:
        return self.phrase

    def save(self, *args: object, **options: object) -> None:
        """Save with what tells every process that the index is old."""
        self.search_digest = self.digest()
        super().save(*args, **options)  # type: ignore[arg-type]

    def digest(self) -> int:
        """Return what differs whenever a search may find something else by it."""
        said = f"{self.phrase}|{self.words}|{self.procedure_id}"
        return crc32(said.encode())

    def clean(self) -> None:
        """Tidy what was typed; one phrase is kept once, however it is written."""
        self.phrase, self.words = clean_text(self.phrase), clean_text(self.words)
        if not fold(self.phrase):
            raise ValidationError({"phrase": "Hãy nhập cụm từ bằng chữ hoặc số."})


class UnansweredQueryQuerySet(models.QuerySet["UnansweredQuery"]):
    def count_again(self, text: str, *, day: date) -> bool:
        """Add one to the count of a text that is kept; tell whether it was."""
        kept = self.filter(text=text)
        return bool(kept.update(count=F("count") + 1, last_day=day))

    def answered_by(self, phrase: str) -> "UnansweredQueryQuerySet":
        """Keep what a new synonym answers."""
        return self.filter(text=fold(phrase))

    def last_asked_before(self, day: date) -> "UnansweredQueryQuerySet":
        return self.filter(last_day__lt=day)


class UnansweredQuery(models.Model):
    """What was searched and not found: folded, counted, and of nobody."""

    text = models.CharField("đã tìm", max_length=60, unique=True)
    count = models.PositiveIntegerField("số lần", default=1)
    last_day = models.DateField("lần cuối")

    objects = UnansweredQueryQuerySet.as_manager()

    class Meta:
        verbose_name = "từ khóa chưa tìm thấy"
        verbose_name_plural = "từ khóa chưa tìm thấy"
        ordering = ["-count", "-last_day", "text"]

    def __str__(self) -> str:
        return self.text
