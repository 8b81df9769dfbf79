"""Figures as JSON: the public shape, and the frozen form that a report keeps; pure.

The frozen form holds everything a page or a document shows, so that a report made
once is shown and printed again without counting again.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

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

Json = dict[str, Any]


def public_figures(tallies: Tallies) -> Json:
    """Return the report as other programs read it."""
    return {
        "period": _period(tallies.period),
        "rows": [{"sector": row.sector, **asdict(row.counts)} for row in tallies.rows],
        "total": asdict(tallies.total),
        "lines": [
            {
                "label": line.label,
                "unit": line.unit,
                "received": line.received,
                "foreign_element": line.foreign_element,
            }
            for line in tallies.lines
        ],
        "by_procedure": [
            {
                "code": row.code,
                "name": row.name,
                "received": row.received,
                "resolved": row.resolved,
                "foreign_element": row.foreign_element,
            }
            for row in tallies.by_procedure
        ],
        "channels": asdict(tallies.channels),
    }


def frozen(statement: Statement) -> Json:
    """Return a whole statement as JSON; ``thawed`` reads it back."""
    tallies = statement.tallies
    return {
        "tallies": {
            **asdict(tallies),
            "period": _period(tallies.period),
            "days": [
                {"day": row.day.isoformat(), "channels": asdict(row.channels)}
                for row in tallies.days
            ],
        },
        "before": asdict(statement.before),
        "reported_pending": statement.reported_pending,
        "evidence": asdict(statement.evidence),
        "counted_at": statement.counted_at.astimezone(UTC).isoformat(),
    }


def thawed(figures: Json) -> Statement:
    """Return the statement that was frozen."""
    return Statement(
        tallies=_thawed_tallies(figures["tallies"]),
        before=Headline(**figures["before"]),
        reported_pending=figures["reported_pending"],
        evidence=Evidence(**figures["evidence"]),
        counted_at=datetime.fromisoformat(figures["counted_at"]),
    )


def canonical_json(figures: Json) -> str:
    """Write figures in one fixed way: sorted keys, no spaces, UTF-8 letters."""
    return json.dumps(
        figures, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def digest(figures: Json) -> str:
    """Return the SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical_json(figures).encode()).hexdigest()


def _period(period: Period) -> Json:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def _thawed_tallies(figures: Json) -> Tallies:
    return Tallies(
        period=Period(
            date.fromisoformat(figures["period"]["from"]),
            date.fromisoformat(figures["period"]["to"]),
        ),
        rows=tuple(
            SectorRow(row["sector_id"], row["sector"], Counts(**row["counts"]))
            for row in figures["rows"]
        ),
        total=Counts(**figures["total"]),
        lines=tuple(LineCount(**row) for row in figures["lines"]),
        by_procedure=tuple(ProcedureCount(**row) for row in figures["by_procedure"]),
        channels=ChannelCounts(**figures["channels"]),
        days=tuple(
            DayCount(date.fromisoformat(row["day"]), ChannelCounts(**row["channels"]))
            for row in figures["days"]
        ),
        closed_otherwise=tuple(
            OutcomeCount(**row) for row in figures["closed_otherwise"]
        ),
        apart=Apart(**figures["apart"]),
    )
