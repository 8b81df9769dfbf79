"""Figures put into Vietnamese words, for documents and pages; pure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports.enums import LineUnit
from reports.figures import ChannelCounts, DayCount, LineCount, Statement, Tallies
from reports.mapping import closed_otherwise
from reports.periods import Period
from wardportal.formats import (
    decimal_comma,
    long_date,
    percent,
    prose_count,
    thousands,
)

REPORT_PLACES = 2
DASHBOARD_PLACES = 1
MOST_DAYS_SHOWN = 45
"""A longer period's receipts are shown by month."""


def span(period: Period) -> str:
    """Say ``từ ngày 01 tháng 8 năm 2025 đến hết ngày 31 tháng 8 năm 2025``."""
    return f"từ {long_date(period.start)} đến hết {long_date(period.end)}"


def in_full(period: Period) -> str:
    """Say a period's name with its days; one without a name has only these."""
    return f"{period.label} ({span(period)})" if period.cycle else span(period)


def share(part: int, whole: int) -> str:
    """Return a share as reports print it: two decimals, half up."""
    return percent(part, whole, REPORT_PLACES)


def lines_in_words(lines: Iterable[LineCount]) -> str:
    """Tell the receipts by line, as wards write them, lines without any left out."""
    return "; ".join(line_in_words(line) for line in lines if line.received)


def line_in_words(line: LineCount) -> str:
    """Say ``120 hồ sơ đăng ký khai sinh (trong đó có 01 trường hợp …)``."""
    told = f"{prose_count(line.received)} {line.unit} {lowered(line.label)}"
    if not line.foreign_element:
        return told
    unit = LineUnit.CASE if line.unit == LineUnit.DOSSIER else line.unit
    foreign = f"{prose_count(line.foreign_element)} {unit} có yếu tố nước ngoài"
    return f"{told} (trong đó có {foreign})"


def other_ends_in_words(tallies: Tallies) -> str:
    """Tell the ends other than a granted result, and the rate without them.

    "" when every dossier closed in the period has its result.
    """
    if not tallies.closed_otherwise:
        return ""
    labels = {rule.case: rule.label for rule in closed_otherwise()}
    told = ", ".join(
        f"{prose_count(end.total)} hồ sơ {lowered(labels[end.outcome])}"
        for end in tallies.closed_otherwise
    )
    others = sum(end.total for end in tallies.closed_otherwise)
    in_time = sum(end.in_time for end in tallies.closed_otherwise)
    rate = share(tallies.total.in_time - in_time, tallies.total.resolved_total - others)
    return (
        f"Trong số đã giải quyết có {told}; không tính các hồ sơ này, "
        f"tỷ lệ trước hạn và đúng hạn là {rate}."
    )


def corrections(statement: Statement) -> list[tuple[str, int]]:
    """List what was put right or is worth a look, each with its count."""
    apart, evidence = statement.tallies.apart, statement.evidence
    return [
        ("Hủy để đổi thủ tục", evidence.replaced),
        ("Sửa thông tin người nộp", evidence.renamed),
        ("Nhập bù", evidence.re_entries),
        ("Nhập máy sau tiếp nhận từ một ngày", apart.late_entries),
        ("Tạm dừng hoặc dừng tính thời hạn", evidence.waits),
        ("Tính lại thời hạn từ đầu", evidence.restarts),
        ("Thay đổi hạn trả", evidence.due_changes),
        ("Giải quyết quá hạn, đã có văn bản xin lỗi", evidence.apologised),
        ("Trong số đó, xin lỗi đúng hạn", evidence.apologised_in_time),
        ("Còn quá hạn, đã có văn bản xin lỗi", evidence.pending_apologised),
        ("Tiếp nhận và giải quyết trong cùng một phút", apart.same_minute),
    ]


def corrections_in_words(statement: Statement) -> str:
    """Tell the corrections in one sentence, those that are 0 as well: that is the point."""
    annulled = ("Hủy do nhập nhầm", statement.tallies.apart.annulled)
    told = [
        f"{lowered(words)} {prose_count(count)}"
        for words, count in [annulled, *corrections(statement)]
    ]
    return f"Điều chỉnh trong kỳ, tính bằng số hồ sơ hoặc số lần: {'; '.join(told)}."


def apologies_in_words(statement: Statement) -> str:
    """Split what is late by whether an apology was written; "" where nothing is late.

    The split is the one that city reports make (đã có văn bản xin lỗi).
    """
    total, evidence = statement.tallies.total, statement.evidence
    said = [
        f"{prose_count(told)} trong {prose_count(late)} hồ sơ {words}"
        for told, late, words in (
            (evidence.apologised, total.overdue, "giải quyết quá hạn"),
            (evidence.pending_apologised, total.pending_overdue, "còn quá hạn"),
        )
        if late
    ]
    return f"Đã có văn bản xin lỗi: {', '.join(said)}." if said else ""


def lowered(text: str) -> str:
    """Return a label as it stands inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def change(now: int, before: int) -> str:
    """Say ``tăng 89 hồ sơ (+6,2%)`` against the period before."""
    difference = now - before
    if difference == 0:
        return "không đổi"
    word, sign = ("tăng", "+") if difference > 0 else ("giảm", "")
    told = f"{word} {thousands(abs(difference))} hồ sơ"
    if before == 0:
        return told
    return f"{told} ({sign}{percent(difference, before, DASHBOARD_PLACES)})"


def change_of_share(now: tuple[int, int], before: tuple[int, int]) -> str:
    """Say ``tăng 2,1 điểm phần trăm``; "" when either share has no base."""
    if not now[1] or not before[1]:
        return ""
    points = Decimal(100) * (
        Decimal(now[0]) / Decimal(now[1]) - Decimal(before[0]) / Decimal(before[1])
    )
    told = decimal_comma(abs(points), DASHBOARD_PLACES)
    if told == decimal_comma(Decimal(0), DASHBOARD_PLACES):
        return "không đổi"
    return f"{'tăng' if points > 0 else 'giảm'} {told} điểm phần trăm"


def chart_step(period: Period) -> str:
    """Say what a column of the chart stands for: ``ngày`` or ``tháng``."""
    return "ngày" if (period.end - period.start).days < MOST_DAYS_SHOWN else "tháng"


def receipts_over_time(
    period: Period, days: Sequence[DayCount]
) -> list[tuple[str, ChannelCounts]]:
    """Name the columns of the chart: days, or months of a longer period."""
    if chart_step(period) == "ngày":
        return [(_day_name(period, row), row.channels) for row in days]
    months: dict[str, list[ChannelCounts]] = {}
    for row in days:
        months.setdefault(f"{row.day.month}/{row.day.year}", []).append(row.channels)
    return [(name, _sum(counts)) for name, counts in months.items()]


def _day_name(period: Period, row: DayCount) -> str:
    """Return the day alone, with its month where the period has several."""
    if period.start.month == period.end.month:
        return str(row.day.day)
    return f"{row.day.day}/{row.day.month}"


def _sum(counts: Iterable[ChannelCounts]) -> ChannelCounts:
    listed = list(counts)
    return ChannelCounts(
        online=sum(count.online for count in listed),
        in_person=sum(count.in_person for count in listed),
        postal=sum(count.postal for count in listed),
    )
