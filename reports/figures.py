"""The figures of a period: what is counted, in what shape, and what must add up; pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from reports.columns import SUMS, Column
from reports.periods import Period


class TallyError(Exception):
    """The figures of a row do not add up; nothing may be printed from them."""


@dataclass(frozen=True)
class Counts:
    """The figures of one row, columns (3) to (13), each counted by itself."""

    received_total: int = 0
    received_online: int = 0
    received_counter_postal: int = 0
    carried_over: int = 0
    resolved_total: int = 0
    early: int = 0
    on_time: int = 0
    overdue: int = 0
    pending_total: int = 0
    pending_in_term: int = 0
    pending_overdue: int = 0

    def of(self, column: Column) -> int:
        """Return the figure of a column."""
        figure: int = getattr(self, column.value)
        return figure

    @property
    def received_new(self) -> int:
        """Received inside the period: (4) + (5)."""
        return self.received_online + self.received_counter_postal

    @property
    def in_time(self) -> int:
        """Closed early or on time: (8) + (9)."""
        return self.early + self.on_time

    def checked(self, name: str) -> Self:
        """Return the row itself.

        Raises TallyError with the row's name when an identity does not hold.
        """
        for total, parts in SUMS.items():
            if self.of(total) != sum(self.of(part) for part in parts):
                raise TallyError(f"{name}: cột {total.value} không bằng tổng các phần.")
        if self.received_total != self.resolved_total + self.pending_total:
            raise TallyError(f"{name}: tiếp nhận khác đã và đang giải quyết.")
        return self


@dataclass(frozen=True)
class SectorRow:
    """One sector's row."""

    sector_id: int
    sector: str
    counts: Counts


@dataclass(frozen=True)
class LineCount:
    """Receipts inside the period under one report line."""

    line_id: int
    label: str
    unit: str
    received: int
    foreign_element: int


@dataclass(frozen=True)
class ProcedureCount:
    """Receipts inside the period of one procedure, and how many of them are closed."""

    code: str
    name: str
    short_name: str
    received: int
    resolved: int
    foreign_element: int


@dataclass(frozen=True)
class ChannelCounts:
    """Receipts by channel."""

    online: int = 0
    in_person: int = 0
    postal: int = 0

    @property
    def total(self) -> int:
        return self.online + self.in_person + self.postal


@dataclass(frozen=True)
class DayCount:
    """Receipts of one day by channel."""

    day: date
    channels: ChannelCounts


@dataclass(frozen=True)
class OutcomeCount:
    """Closed without a granted result: a "trong đó" of columns (7) to (10)."""

    outcome: str
    total: int
    in_time: int


@dataclass(frozen=True)
class Apart:
    """Counted outside the table: what did not come in, and what was put right."""

    not_accepted: int = 0
    annulled: int = 0
    late_entries: int = 0
    """Typed a day or more after the receipt they claim."""

    same_minute: int = 0
    """Received and closed within the same minute."""


@dataclass(frozen=True)
class Tallies:
    """All figures of a period."""

    period: Period
    rows: tuple[SectorRow, ...]
    total: Counts
    lines: tuple[LineCount, ...]
    by_procedure: tuple[ProcedureCount, ...]
    channels: ChannelCounts
    days: tuple[DayCount, ...]
    """Days with receipts, in order."""

    closed_otherwise: tuple[OutcomeCount, ...]
    apart: Apart


@dataclass(frozen=True)
class Headline:
    """The few figures of another period that a page compares with."""

    label: str
    received: int
    """Inside the period, without its carry-over."""

    online: int
    resolved: int
    in_time: int


@dataclass(frozen=True)
class Evidence:
    """Where the chain stood when the figures were taken, and what was put right.

    Reports that were made before something was counted have 0 of it.
    """

    sequence: int
    mac: str
    due_changes: int
    """Changes of due moments."""

    replaced: int = 0
    """Entries annulled and made anew under another procedure (đổi thủ tục)."""

    renamed: int = 0
    """Corrections of an applicant's name or particulars."""

    waits: int = 0
    """Times that a clock was paused or stopped."""

    restarts: int = 0
    """Times that a limit began anew."""

    re_entries: int = 0
    """Entries typed later than received, with reason and paper number (nhập bù)."""

    apologised: int = 0
    """Of column (10), those with an apology in writing (đã có văn bản xin lỗi)."""

    apologised_in_time: int = 0
    """Of these, those whose apology came in time."""

    pending_apologised: int = 0
    """Of column (13), those with an apology in writing."""


@dataclass(frozen=True)
class Statement:
    """All that a report states."""

    tallies: Tallies
    before: Headline
    reported_pending: int | None
    """Pending at the end of the period before, as its own report said; None without."""

    evidence: Evidence
    counted_at: datetime

    @property
    def is_final(self) -> bool:
        """Whether the period was over when it was counted."""
        return self.counted_at >= self.tallies.period.ends_at

    @property
    def adjustment(self) -> int:
        """Carry-over less what the report before gave as pending.

        Not 0 when entries of a reported period were annulled or made afterwards.
        """
        if self.reported_pending is None:
            return 0
        return self.tallies.total.carried_over - self.reported_pending


def headline(tallies: Tallies) -> Headline:
    """Return the figures that the next period's pages compare with."""
    return Headline(
        label=tallies.period.label,
        received=tallies.total.received_new,
        online=tallies.total.received_online,
        resolved=tallies.total.resolved_total,
        in_time=tallies.total.in_time,
    )
