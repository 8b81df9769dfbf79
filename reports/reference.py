"""The report lines we ship, which the ward then edits as its own."""

import json
from pathlib import Path

from django.db import transaction

from reports.models import ReportLine

FILE = Path(__file__).parent / "data" / "report_lines.json"


@transaction.atomic
def load_report_lines() -> None:
    """Load the shipped lines into an empty table; once loaded they are the ward's.

    A line renamed or removed by the ward must not come back and count twice.
    """
    if ReportLine.objects.exists():
        return
    shipped = json.loads(FILE.read_text(encoding="utf-8"))
    ReportLine.objects.bulk_create(
        ReportLine(
            label=row["label"],
            unit=row["unit"],
            order=order,
            codes="\n".join(row["codes"]),
            foreign_codes="\n".join(row["foreign_codes"]),
        )
        for order, row in enumerate(shipped, start=1)
    )
