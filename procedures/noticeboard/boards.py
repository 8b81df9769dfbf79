"""What can hang on a notice board: the procedures of a sector, or of a whole group."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from procedures import wording
from procedures.models import Procedure, ProcedureQuerySet, Sector, SectorGroup

GROUP, SECTOR = "nhom", "linh_vuc"
KIND_WORDS = {GROUP: "Nhóm lĩnh vực", SECTOR: "Lĩnh vực"}


@dataclass(frozen=True)
class Board:
    """A group or a sector; ``kind`` is the list page's name for what it narrows by."""

    kind: str
    name: str
    slug: str

    @property
    def list_url(self) -> str:
        """The page that lists the same procedures, which the poster's QR opens."""
        return f"{reverse('procedures:list')}?{urlencode({self.kind: self.slug})}"

    @property
    def poster_url(self) -> str:
        route = "group_poster" if self.kind == GROUP else "sector_poster"
        return reverse(f"procedures:{route}", kwargs={"slug": self.slug})

    @property
    def title(self) -> str:
        """``Lĩnh vực Hộ tịch``."""
        return f"{KIND_WORDS[self.kind]} {self.name}"

    def procedures_on(self, day: date) -> ProcedureQuerySet:
        """Return what citizens may ask for on a day, in the order of the list page."""
        listed = Procedure.objects.for_citizens().listed(day)
        if self.kind == GROUP:
            return listed.in_group(self.slug)
        return listed.in_sector(self.slug)

    def rows_on(self, day: date) -> tuple[tuple[str, ...], ...]:
        """Return the poster's rows: number, code, name, limit, fee, channels."""
        rows = enumerate(self.procedures_on(day), start=1)
        return tuple(_row(number, procedure, day) for number, procedure in rows)


def group_board(group: SectorGroup) -> Board:
    return Board(GROUP, group.name, group.slug)


def sector_board(sector: Sector) -> Board:
    return Board(SECTOR, sector.name, sector.slug)


def _row(number: int, procedure: Procedure, day: date) -> tuple[str, ...]:
    version = procedure.version_to_show(day)
    facts = wording.key_facts(version) if version else []
    limit, fee, channels = [_said(fact) for fact in facts[:3]] or [""] * 3
    return (str(number), procedure.code or "", procedure.name, limit, fee, channels)


def _said(fact: wording.Fact) -> str:
    """Say a fact with its note on a line of its own."""
    return f"{fact.value}\n{fact.note}" if fact.note else fact.value
