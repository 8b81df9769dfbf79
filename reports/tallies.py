"""The one place that counts: Biểu II.06a and what stands beside it.

Few queries, grouped once in SQL and summed here. The identities of the table are
asserted for every row and for the total, so that a wrong figure stops the report
instead of being printed.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import TruncDate

from procedures.models import Procedure, Sector
from procedures.timeliness import Timeliness
from reports.columns import CLOSED, Column, Facts, holds
from reports.counted import Scope, annulled, in_hand, not_accepted, received
from reports.figures import (
    Apart,
    ChannelCounts,
    Counts,
    DayCount,
    LineCount,
    OutcomeCount,
    ProcedureCount,
    SectorRow,
    Tallies,
)
from reports.mapping import closed_otherwise
from reports.models import ReportLine, foreign_codes
from reports.periods import ZONE

LATE_ENTRY = timedelta(days=1)
SAME_MINUTE = timedelta(minutes=1)
IN_TIME = frozenset({Timeliness.EARLY.value, Timeliness.ON_TIME.value})


@dataclass(frozen=True)
class _Group:
    """Dossiers in hand that are alike in all that is counted."""

    sector_id: int
    procedure_id: UUID
    channel: str
    foreign_element: bool
    outcome: str
    carried: bool
    standing: str
    count: int

    @property
    def closed(self) -> bool:
        return self.standing in CLOSED


ALIKE_IN: list[str] = [field.name for field in fields(_Group)][:-1]
Groups = list[_Group]
Key = TypeVar("Key")


def tally(scope: Scope) -> Tallies:
    """Count a period in six queries.

    Raises TallyError when the figures do not add up.
    """
    groups = _groups(scope)
    new = [group for group in groups if not group.carried]
    lines = list(ReportLine.objects.all())
    procedures = _procedure_counts(new, foreign_codes(lines))
    days, corrections = _receipts(scope)
    return Tallies(
        period=scope.period,
        rows=_sector_rows(groups),
        total=_counts(groups).checked("Tổng"),
        lines=tuple(_line_count(line, procedures) for line in lines),
        by_procedure=procedures,
        channels=ChannelCounts(**_summed(new, lambda group: group.channel)),
        days=days,
        closed_otherwise=_closed_otherwise(groups),
        apart=Apart(**corrections, **_counted_apart(scope)),
    )


def _groups(scope: Scope) -> Groups:
    rows = in_hand(scope).values_list(*ALIKE_IN).annotate(count=Count("*"))
    return [_Group(*row) for row in rows]


def _counts(groups: Groups) -> Counts:
    """Count each column by its own condition, totals included."""
    alike = _summed(
        groups, lambda group: (group.carried, group.channel, group.standing)
    )
    sums: Counter[str] = Counter()
    for (carried, channel, standing), count in alike.items():
        facts: Facts = {
            "carried": carried,
            "channel": channel,
            "standing": standing,
        }
        sums.update({column: count for column in Column if holds(column, facts)})
    return Counts(**sums)


def _sector_rows(groups: Groups) -> tuple[SectorRow, ...]:
    by_sector: dict[int, Groups] = {}
    for group in groups:
        by_sector.setdefault(group.sector_id, []).append(group)
    names = Sector.objects.filter(pk__in=by_sector).values_list("pk", "name")
    return tuple(
        SectorRow(sector_id, name, _counts(by_sector[sector_id]).checked(name))
        for sector_id, name in names
    )


def _procedure_counts(
    new: Groups, foreign_by_code: frozenset[str]
) -> tuple[ProcedureCount, ...]:
    """Count receipts by procedure, the most frequent first."""
    received = _summed(new, _procedure)
    resolved = _summed([group for group in new if group.closed], _procedure)
    flagged = _summed([group for group in new if group.foreign_element], _procedure)
    counts = []
    for procedure in Procedure.objects.filter(pk__in=received).only(
        "code", "name", "short_name", "foreign_element"
    ):
        wholly = procedure.foreign_element or procedure.code in foreign_by_code
        counts.append(
            ProcedureCount(
                code=procedure.code or "",
                name=procedure.name,
                short_name=procedure.display_name,
                received=received[procedure.pk],
                resolved=resolved[procedure.pk],
                foreign_element=(received if wholly else flagged)[procedure.pk],
            )
        )
    return tuple(sorted(counts, key=lambda count: (-count.received, count.code)))


def _line_count(line: ReportLine, procedures: Iterable[ProcedureCount]) -> LineCount:
    members = [count for count in procedures if count.code in line.member_codes]
    return LineCount(
        line_id=line.pk,
        label=line.label,
        unit=line.unit,
        received=sum(count.received for count in members),
        foreign_element=sum(count.foreign_element for count in members),
    )


def _receipts(scope: Scope) -> tuple[tuple[DayCount, ...], dict[str, int]]:
    """Count receipts by local day and channel, and the entries worth a look."""
    rows = (
        received(scope)
        .values_list(TruncDate("accepted_at", tzinfo=ZONE), "channel")
        .annotate(
            count=Count("*"),
            late=Count("pk", filter=Q(logged_at__gte=F("accepted_at") + LATE_ENTRY)),
            quick=Count("pk", filter=Q(resolved_at__lt=F("accepted_at") + SAME_MINUTE)),
        )
    )
    by_day: dict[date, dict[str, int]] = {}
    late_entries = same_minute = 0
    for day, channel, count, late, quick in rows:
        by_day.setdefault(day, {})[channel] = count
        late_entries += late
        same_minute += quick
    days = (DayCount(day, ChannelCounts(**by_day[day])) for day in sorted(by_day))
    return tuple(days), {"late_entries": late_entries, "same_minute": same_minute}


def _closed_otherwise(groups: Groups) -> tuple[OutcomeCount, ...]:
    """Count closings without a granted result, as the column rules name them."""
    closed = [group for group in groups if group.closed]
    in_time = [group for group in closed if group.standing in IN_TIME]
    totals, timely = _summed(closed, _outcome), _summed(in_time, _outcome)
    return tuple(
        OutcomeCount(rule.case, totals[rule.case], timely[rule.case])
        for rule in closed_otherwise()
        if totals[rule.case]
    )


def _counted_apart(scope: Scope) -> dict[str, int]:
    """Count in one query what stands outside every column."""
    kinds = [("not_accepted", not_accepted(scope)), ("annulled", annulled(scope))]
    first, second = (
        dossiers.values_list(Value(kind, CharField())).annotate(count=Count("*"))
        for kind, dossiers in kinds
    )
    return dict(first.union(second, all=True))


def _summed(groups: Groups, key: Callable[[_Group], Key]) -> Counter[Key]:
    sums: Counter[Key] = Counter()
    for group in groups:
        sums[key(group)] += group.count
    return sums


def _procedure(group: _Group) -> UUID:
    return group.procedure_id


def _outcome(group: _Group) -> str:
    return group.outcome
