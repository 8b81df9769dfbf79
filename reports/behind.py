"""The dossiers behind one figure of a period: the tallies' own conditions, listed."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from dossiers.enums import OUTCOME_LABELS, Outcome
from dossiers.models import DossierQuerySet
from dossiers.models.dossiers import CHANNEL_LABELS
from procedures.enums import Channel
from procedures.models import Procedure, Sector
from reports.columns import TITLES, Column
from reports.counted import Scope, annulled, in_column, not_accepted
from reports.models import ReportLine, foreign_codes


class Outside(StrEnum):
    """Figures that stand outside every column."""

    NOT_ACCEPTED = "not_accepted"
    ANNULLED = "annulled"


OUTSIDE_TITLES = {
    Outside.NOT_ACCEPTED: "Không tiếp nhận",
    Outside.ANNULLED: "Hủy do nhập nhầm",
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Which figure is asked about; what is None or False narrows nothing."""

    column: Column = Column.RECEIVED_TOTAL
    outside: Outside | None = None
    new: bool = False
    """Receipts inside the period only, without the carry-over."""

    sector: Sector | None = None
    line: ReportLine | None = None
    procedure: Procedure | None = None
    channel: Channel | None = None
    outcome: Outcome | None = None
    foreign: bool = False

    @property
    def title(self) -> str:
        """Say in words what is counted."""
        parts = [OUTSIDE_TITLES[self.outside] if self.outside else self._column_title]
        parts += [
            str(part) for part in (self.sector, self.line, self.procedure) if part
        ]
        if self.channel:
            parts.append(CHANNEL_LABELS[self.channel].lower())
        if self.outcome:
            parts.append(OUTCOME_LABELS[self.outcome].lower())
        if self.foreign:
            parts.append("có yếu tố nước ngoài")
        return ", ".join(parts)

    @property
    def _column_title(self) -> str:
        if self.column is Column.RECEIVED_TOTAL and self.new:
            return "Tiếp nhận trong kỳ"
        return TITLES[self.column]


def dossiers_behind(scope: Scope, figure: Figure) -> DossierQuerySet:
    """Return the dossiers that a figure counts, in the order of their receipt."""
    match figure.outside:
        case Outside.NOT_ACCEPTED:
            return not_accepted(scope).order_by("submitted_at", "id")
        case Outside.ANNULLED:
            return annulled(scope).order_by("annulled_at", "id")
    found = in_column(scope, figure.column).filter(_narrowing(figure))
    return found.order_by("accepted_at", "id")


def _narrowing(figure: Figure) -> Q:
    narrowing = Q()
    if figure.new:
        narrowing &= Q(carried=False)
    if figure.sector:
        narrowing &= Q(sector=figure.sector)
    if figure.line:
        narrowing &= Q(procedure__code__in=sorted(figure.line.member_codes))
    if figure.procedure:
        narrowing &= Q(procedure=figure.procedure)
    if figure.channel:
        narrowing &= Q(channel=figure.channel.value)
    if figure.outcome:
        narrowing &= Q(outcome=figure.outcome.value)
    if figure.foreign:
        narrowing &= _has_foreign_element()
    return narrowing


def _has_foreign_element() -> Q:
    """Say in SQL what the tallies count as foreign: by flag, procedure or line."""
    return (
        Q(foreign_element=True)
        | Q(procedure__foreign_element=True)
        | Q(procedure__code__in=sorted(foreign_codes(ReportLine.objects.all())))
    )
