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

from procedures.models import Procedure, Sector
from reports.columns import Column, holds
from reports.counted import (
    Scope,
    annulled,
    in_hand_in_parts,
    not_accepted,
    received,
)
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

LATE_ENTRY = timedelta(days=1)
SAME_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class _Group:
    """Dossiers in hand that are alike in all that is counted, and how many they are."""

    sector_id: int
    procedure_id: UUID
    channel: str
    foreign_element: bool
    outcome: str
    carried: bool
    closed: bool
    early: bool | None
    overdue: bool | None
    late: bool
    count: int
    late_entries: int
    same_minute: int

    @property
    def received(self) -> int:
        """How many of them were received inside the period."""
        return 0 if self.carried else self.count


ALIKE_IN: tuple[str, ...] = tuple(field.name for field in fields(_Group))[:-3]
Groups = list[_Group]
Key = TypeVar("Key")


def tally(scope: Scope) -> Tallies:
    """Count a period in six queries.

    Raises TallyError when the figures do not add up.
    """
    groups = _groups(scope)
    lines = list(ReportLine.objects.all())
    procedures = _procedure_counts(groups, foreign_codes(lines))
    return Tallies(
        period=scope.period,
        rows=_sector_rows(groups),
        total=_total(groups).checked("Tổng"),
        lines=tuple(_line_count(line, procedures) for line in lines),
        by_procedure=procedures,
        channels=ChannelCounts(**_summed(groups, _channel, _received)),
        days=_days(scope),
        closed_otherwise=_closed_otherwise(groups),
        apart=_apart(scope, groups),
    )


def _groups(scope: Scope) -> Groups:
    """Let the database count, grouped by plain columns and by conditions.

    Conditions as booleans keep its guess of the number of groups small, so that it
    neither sorts the dossiers nor looks at one of them twice.
    """
    new = Q(carried=False)
    entered_late = new & Q(logged_at__gte=F("accepted_at") + LATE_ENTRY)
    closed_at_once = new & Q(resolved_at__lt=F("accepted_at") + SAME_MINUTE)
    settled, moved = (
        dossiers.values_list(*ALIKE_IN).annotate(
            count=Count("*"),
            late_entries=Count("pk", filter=entered_late),
            same_minute=Count("pk", filter=closed_at_once),
        )
        for dossiers in in_hand_in_parts(scope)
    )
    return [_Group(*row) for row in settled.union(moved, all=True)]


def _total(groups: Groups) -> Counts:
    """Count each column by its own condition, sums included."""
    figures: Counter[str] = Counter()
    for group in groups:
        facts = vars(group)
        figures.update({c: group.count for c in Column if holds(c, facts)})
    return Counts(**figures)


def _sector_rows(groups: Groups) -> tuple[SectorRow, ...]:
    by_sector: dict[int, Groups] = {}
    for group in groups:
        by_sector.setdefault(group.sector_id, []).append(group)
    names = Sector.objects.filter(pk__in=by_sector).values_list("pk", "name")
    return tuple(
        SectorRow(sector_id, name, _total(by_sector[sector_id]).checked(name))
        for sector_id, name in names
    )


def _procedure_counts(
    groups: Groups, foreign_by_code: frozenset[str]
) -> tuple[ProcedureCount, ...]:
    """Count receipts by procedure, the most frequent first."""
    flagged = [group for group in groups if group.foreign_element]
    received = _summed(groups, _procedure, _received)
    closed = [group for group in groups if group.closed]
    resolved = _summed(closed, _procedure, _received)
    foreign = _summed(flagged, _procedure, _received)
    counts = []
    for procedure in Procedure.objects.filter(pk__in=+received).only(
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
                foreign_element=(received if wholly else foreign)[procedure.pk],
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


def _days(scope: Scope) -> tuple[DayCount, ...]:
    """Count receipts by day and channel."""
    rows = received(scope).values_list("receipt_day", "channel")
    by_day: dict[date, dict[str, int]] = {}
    for day, channel, count in rows.annotate(count=Count("*")):
        by_day.setdefault(day, {})[channel] = count
    return tuple(DayCount(day, ChannelCounts(**by_day[day])) for day in sorted(by_day))


def _closed_otherwise(groups: Groups) -> tuple[OutcomeCount, ...]:
    """Count closings without a granted result, as the column rules name them."""
    closed = [group for group in groups if group.closed]
    in_time = [group for group in closed if not group.overdue]
    totals = _summed(closed, _outcome, _count)
    timely = _summed(in_time, _outcome, _count)
    return tuple(
        OutcomeCount(rule.case, totals[rule.case], timely[rule.case])
        for rule in closed_otherwise()
        if totals[rule.case]
    )


def _apart(scope: Scope, groups: Groups) -> Apart:
    """Count what stands outside every column, and what is worth a look within."""
    kinds = [("not_accepted", not_accepted(scope)), ("annulled", annulled(scope))]
    first, second = (
        dossiers.values_list(Value(kind, CharField())).annotate(count=Count("*"))
        for kind, dossiers in kinds
    )
    return Apart(
        **dict(first.union(second, all=True)),
        late_entries=sum(group.late_entries for group in groups),
        same_minute=sum(group.same_minute for group in groups),
    )


def _summed(
    groups: Groups, key: Callable[[_Group], Key], figure: Callable[[_Group], int]
) -> Counter[Key]:
    sums: Counter[Key] = Counter()
    for group in groups:
        sums[key(group)] += figure(group)
    return sums


def _procedure(group: _Group) -> UUID:
    return group.procedure_id


def _channel(group: _Group) -> str:
    return group.channel


def _outcome(group: _Group) -> str:
    return group.outcome


def _received(group: _Group) -> int:
    return group.received


def _count(group: _Group) -> int:
    return group.count
