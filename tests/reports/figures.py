"""A small, whole statement for tests of words, files and pages."""

from datetime import UTC, date, datetime

from reports.figures import (
    Apart,
    ChannelCounts,
    Counts,
    DayCount,
    Evidence,
    Headline,
    LineCount,
    OutcomeCount,
    ProcedureCount,
    SectorRow,
    Statement,
    Tallies,
)
from reports.periods import Period

AUGUST = Period(date(2025, 8, 1), date(2025, 8, 31))
COUNTS = Counts(
    received_total=1240,
    received_online=1000,
    received_counter_postal=233,
    carried_over=7,
    resolved_total=1200,
    early=1190,
    on_time=6,
    overdue=4,
    pending_total=40,
    pending_in_term=38,
    pending_overdue=2,
)
TALLIES = Tallies(
    period=AUGUST,
    rows=(SectorRow(3, "Hộ tịch", COUNTS),),
    total=COUNTS,
    lines=(
        LineCount(5, "Đăng ký khai sinh", "hồ sơ", 120, 1),
        LineCount(6, "Đăng ký kết hôn", "cặp", 8, 1),
        LineCount(7, "Đăng ký khai tử", "hồ sơ", 0, 0),
    ),
    by_procedure=(
        ProcedureCount(
            "1.001193", "Thủ tục đăng ký khai sinh", "Khai sinh", 1225, 9, 1
        ),
        ProcedureCount("1.000894", "Thủ tục đăng ký kết hôn", "Kết hôn", 8, 8, 1),
    ),
    channels=ChannelCounts(online=1000, in_person=200, postal=33),
    days=(
        DayCount(date(2025, 8, 1), ChannelCounts(online=600, in_person=150, postal=3)),
        DayCount(date(2025, 8, 4), ChannelCounts(online=400, in_person=50, postal=30)),
    ),
    closed_otherwise=(OutcomeCount("refused", total=3, in_time=2),),
    apart=Apart(not_accepted=1, annulled=2, late_entries=3, same_minute=4),
)
STATEMENT = Statement(
    tallies=TALLIES,
    before=Headline("tháng 7 năm 2025", 1100, 800, 1000, 990),
    reported_pending=5,
    evidence=Evidence(
        sequence=4321,
        mac="ab" * 32,
        due_changes=6,
        replaced=1,
        renamed=7,
        waits=8,
        restarts=5,
        re_entries=9,
        apologised=3,
        apologised_in_time=2,
        pending_apologised=1,
    ),
    counted_at=datetime(2025, 9, 1, 1, 5, tzinfo=UTC),
)
