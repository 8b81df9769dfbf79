"""What it takes to compare and to load a list as long as a ward's whole catalogue."""

import json
import time
from pathlib import Path
from statistics import median

from django.db import transaction
from django.utils import timezone

from procedures import reference
from procedures.comparing import compare, parsed
from procedures.importing import load
from procedures.models import (
    Fee,
    OfferedChannel,
    Procedure,
    ProcedureStep,
    ProcedureVersion,
    RequiredDocument,
    TimeLimit,
)
from procedures.verdicts import Fate, Order
from wardportal.tabular import SourceRow

ROWS = 557
RUNS = 5
TABLES = (
    Procedure,
    ProcedureVersion,
    OfferedChannel,
    TimeLimit,
    Fee,
    RequiredDocument,
    ProcedureStep,
)


def catalogue():
    """Compare 557 rows of which every third changes; nothing of it stays."""
    day = timezone.localdate()
    with transaction.atomic():
        load(compare(parsed(_rows()), Order()), day=day)
        plain_ms = _median_ms(lambda: [list(t.objects.values()) for t in TABLES])
        rows = list(_changed(_rows()))
        outcome = compare(parsed(rows), Order(day=day))
        diff_ms = _median_ms(lambda: compare(parsed(rows), Order(day=day)))
        begun = time.perf_counter()
        load(outcome, day=day)
        load_ms = (time.perf_counter() - begun) * 1000
        transaction.set_rollback(True)
    return {
        "rows": len(outcome.verdicts),
        "changed": len(outcome.of(Fate.CHANGED)),
        "plain_ms": plain_ms,
        "diff_ms": diff_ms,
        "load_ms": load_ms,
    }


def _rows():
    """Return the shipped procedures, filled up with made-up ones."""
    shipped = json.loads((Path(reference.DATA) / "catalogue.json").read_text())
    entries = [{**entry, "favourite": None} for entry in shipped["procedures"]]
    entries += [
        {**entries[number], "code": f"9.{number:06d}", "name": f"Thủ tục số {number}"}
        for number in range(ROWS - len(entries))
    ]
    return [SourceRow(number, entry) for number, entry in enumerate(entries, start=1)]


def _changed(rows):
    for row in rows:
        terms = (
            {"limits": [{"value": 31, "unit": "day"}]} if row.number % 3 == 0 else {}
        )
        yield SourceRow(row.number, {**row.values, **terms})


def _median_ms(work):
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return median(times) * 1000
