"""Loads what a comparison with a catalogue file found: all of it or nothing."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from procedures.catalogue import group_named, publish, revise, withdraw
from procedures.comparing import compare, parsed
from procedures.models import Procedure
from procedures.verdicts import Fate, Order, Outcome
from procedures.versions import DAY
from wardportal.office.setup import EARLIEST
from wardportal.tabular import SourceRow


def judge(rows: Sequence[SourceRow]) -> Outcome:
    """Compare a file with the catalogue; changes nothing."""
    return compare(parsed(rows), Order())


@transaction.atomic
def load(
    outcome: Outcome, *, day: date, in_force_before: bool = True
) -> list[Procedure]:
    """Carry out what a comparison found from a day on; return what is new.

    In one transaction.
    """
    first_day = EARLIEST if in_force_before else day
    known = Procedure.objects.with_sector().in_bulk(
        [verdict.procedure for verdict in outcome.verdicts if verdict.procedure]
    )
    procedures = {str(key): procedure for key, procedure in known.items()}
    _free_numbers(outcome)
    for verdict in outcome.of(Fate.ABOLISHED):
        withdraw(procedure=procedures[verdict.procedure], last_day=day - DAY)
    for verdict in outcome.of(Fate.CHANGED):
        procedure = procedures[verdict.procedure]
        facts, changed = verdict.facts, verdict.changed
        revise(procedure=procedure, stated=facts, changed=changed, day=day)
    return [
        publish(facts=verdict.facts, valid_from=day, first_day=first_day)
        for verdict in outcome.of(Fate.ADDED)
    ]


@transaction.atomic
def order_groups(names: Sequence[str]) -> None:
    """Enter groups of sectors in the order in which wards list them."""
    for order, name in enumerate(names):
        group = group_named(name)
        if group.order != order:
            group.order = order
            group.save(update_fields=["order"])


def _free_numbers(outcome: Outcome) -> None:
    """Let go of the counter's numbers that change hands."""
    Procedure.objects.filter(
        pk__in=[v.procedure for v in outcome.verdicts if "favourite" in v.changed]
    ).update(favourite_order=None)
