"""The columns of Biểu II.06a: which dossiers stand in each; pure.

Counting, listing the dossiers behind a number and printing all read this one table.
A dossier in hand during a period has these facts: whether it was carried over from
the period before, its channel, whether it was closed inside the period and then early
or overdue, and whether it was late at the period's end while still open.
"""

from collections.abc import Mapping
from enum import StrEnum

from procedures.enums import Channel
from procedures.timeliness import Timeliness

Fact = bool | str
Facts = Mapping[str, Fact | None]
Allowed = tuple[Fact, ...]


class Column(StrEnum):
    """A column of figures, named as in the JSON form of the report."""

    RECEIVED_TOTAL = "received_total"
    RECEIVED_ONLINE = "received_online"
    RECEIVED_COUNTER_POSTAL = "received_counter_postal"
    CARRIED_OVER = "carried_over"
    RESOLVED_TOTAL = "resolved_total"
    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    PENDING_TOTAL = "pending_total"
    PENDING_IN_TERM = "pending_in_term"
    PENDING_OVERDUE = "pending_overdue"


CONDITIONS: dict[Column, dict[str, Allowed]] = {
    Column.RECEIVED_TOTAL: {},
    Column.RECEIVED_ONLINE: {"carried": (False,), "channel": (Channel.ONLINE,)},
    Column.RECEIVED_COUNTER_POSTAL: {
        "carried": (False,),
        "channel": (Channel.IN_PERSON, Channel.POSTAL),
    },
    Column.CARRIED_OVER: {"carried": (True,)},
    Column.RESOLVED_TOTAL: {"closed": (True,)},
    Column.EARLY: {"closed": (True,), "early": (True,)},
    Column.ON_TIME: {"closed": (True,), "early": (False,), "overdue": (False,)},
    Column.OVERDUE: {"closed": (True,), "overdue": (True,)},
    Column.PENDING_TOTAL: {"closed": (False,)},
    Column.PENDING_IN_TERM: {"closed": (False,), "late": (False,)},
    Column.PENDING_OVERDUE: {"closed": (False,), "late": (True,)},
}
"""What each fact may be in a column; a fact that is not named may be anything."""

SUMS: dict[Column, tuple[Column, ...]] = {
    Column.RECEIVED_TOTAL: (
        Column.RECEIVED_ONLINE,
        Column.RECEIVED_COUNTER_POSTAL,
        Column.CARRIED_OVER,
    ),
    Column.RESOLVED_TOTAL: (Column.EARLY, Column.ON_TIME, Column.OVERDUE),
    Column.PENDING_TOTAL: (Column.PENDING_IN_TERM, Column.PENDING_OVERDUE),
}
"""(3) = (4) + (5) + (6), (7) = (8) + (9) + (10), (11) = (12) + (13)."""

TITLES: dict[Column, str] = {
    Column.RECEIVED_TOTAL: "Tiếp nhận: tổng số",
    Column.RECEIVED_ONLINE: "Tiếp nhận trong kỳ: trực tuyến",
    Column.RECEIVED_COUNTER_POSTAL: "Tiếp nhận trong kỳ: trực tiếp, bưu chính",
    Column.CARRIED_OVER: "Từ kỳ trước chuyển qua",
    Column.RESOLVED_TOTAL: "Đã giải quyết: tổng số",
    Column.EARLY: "Đã giải quyết trước hạn",
    Column.ON_TIME: "Đã giải quyết đúng hạn",
    Column.OVERDUE: "Đã giải quyết quá hạn",
    Column.PENDING_TOTAL: "Đang giải quyết: tổng số",
    Column.PENDING_IN_TERM: "Đang giải quyết trong hạn",
    Column.PENDING_OVERDUE: "Đang giải quyết đã quá hạn",
}
"""Each title says its column without the group heads of the printed table."""


def holds(column: Column, facts: Facts) -> bool:
    """Say whether a dossier with these facts stands in a column."""
    return all(facts[name] in allowed for name, allowed in CONDITIONS[column].items())


def standing(facts: Facts) -> Timeliness | None:
    """Return the word of a dossier in the period; None without facts: not counted."""
    if "closed" not in facts:
        return None
    if not facts["closed"]:
        late = facts["late"]
        return Timeliness.PENDING_OVERDUE if late else Timeliness.PENDING_IN_TERM
    if facts["early"]:
        return Timeliness.EARLY
    return Timeliness.OVERDUE if facts["overdue"] else Timeliness.ON_TIME
