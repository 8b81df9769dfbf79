"""Changes of the catalogue as editors make them: planned, carried out, undone.

Each is one transaction with its evidence, under a lock on every procedure: two
editors follow one another, while the counter goes on receiving dossiers.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from procedures import catalogue, versions
from procedures.catalogue_facts import Facts
from procedures.comparing import compare
from procedures.effects import effects_between, snapshot, undo, why_not_undone
from procedures.enums import ChangeKind, ChangeState
from procedures.importing import load
from procedures.models import (
    CatalogueChange,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
)
from procedures.verdicts import Fate, Order, Outcome, Parsed
from procedures.versions import DAY, TERMS
from wardportal.accounts.models import User
from wardportal.formats import short_date
from wardportal.history.chain import Draft, record


class ChangeRefusedError(Exception):
    """The change cannot be made as things stand; the text says what to do."""


class CatalogueMovedError(ChangeRefusedError):
    """The catalogue is not what the plan was compared with."""


@dataclass(frozen=True)
class Author:
    """Who changes the catalogue, and when; a command has no account."""

    moment: datetime
    user: User | None = None

    @property
    def today(self) -> date:
        return timezone.localdate(self.moment)


@dataclass(frozen=True)
class Ground:
    """From when a change holds, and by which decision ("" where none is named)."""

    day: date
    decision: str = ""
    decided_on: date | None = None


@transaction.atomic
def propose(
    *, title: str, rows: Sequence[Parsed], order: Order, ground: Ground, by: Author
) -> CatalogueChange:
    """Compare a file and keep the plan, so that what is shown is what is applied."""
    change = _begin(ChangeKind.IMPORT, title, ground, by)
    change.order = order.as_stored()
    change.rows = [asdict(row) for row in rows]
    _set_plan(change)
    change.save(force_insert=True)
    return change


@transaction.atomic
def compare_again(*, change_id: UUID) -> CatalogueChange:
    """Renew the plan of a change that waits, against the catalogue as it is now."""
    change = _locked(change_id)
    _check_draft(change)
    _set_plan(change)
    change.save(update_fields=["plan", "counts"])
    return change


@transaction.atomic
def apply_plan(
    *, change_id: UUID, by: Author, skip_rejected: bool = False
) -> CatalogueChange:
    """Carry out a plan as it was shown.

    Raises ChangeRefusedError when it was dealt with already, its day has passed, or
    rows were rejected and not said to be left out; CatalogueMovedError when the
    catalogue has changed since in what the plan rests on.
    """
    change = _locked(change_id)
    _check_draft(change)
    if change.effective_on < by.today:
        raise ChangeRefusedError(
            f"Ngày hiệu lực {short_date(change.effective_on)} đã qua. "
            "Hãy nhập lại tệp với ngày hiệu lực từ hôm nay."
        )
    outcome = _outcome(change)
    if outcome.as_stored() != change.plan:
        raise CatalogueMovedError(
            "Danh mục đã thay đổi sau khi so sánh nên chưa áp dụng. "
            "Dưới đây là so sánh mới, hãy xem lại rồi áp dụng."
        )
    if outcome.of(Fate.REJECTED) and not skip_rejected:
        raise ChangeRefusedError(
            "Tệp còn dòng bị loại. Hãy sửa tệp rồi nhập lại, hoặc chọn bỏ qua các dòng ấy."
        )
    _carry_out(change, outcome, by)
    return change


@transaction.atomic
def import_rows(
    *, title: str, rows: Sequence[Parsed], order: Order, ground: Ground, by: Author
) -> CatalogueChange | None:
    """Compare and carry out at once; None, without a trace, where nothing changes."""
    _lock_catalogue()
    if not compare(rows, order).changes_something:
        return None
    change = propose(title=title, rows=rows, order=order, ground=ground, by=by)
    return apply_plan(change_id=change.pk, by=by, skip_rejected=True)


def edit(
    *, procedure_id: UUID, facts: Facts, ground: Ground, by: Author
) -> CatalogueChange:
    """Apply what an editor states of a procedure's open version."""
    if ground.decision:
        facts = facts | {"decision": ground.decision}

    def amend(procedure: Procedure) -> list[str]:
        current = _open_version(procedure)
        _check_code(procedure, facts)
        _check_not_upcoming(current, ground.day)
        holder = catalogue.amend(procedure=procedure, facts=facts, day=ground.day)
        in_place = holder.pk == current.pk
        return [name for name in facts if name in TERMS] if in_place else []

    return _change_one(ChangeKind.EDIT, procedure_id, ground, by, amend)


def begin_version(*, procedure_id: UUID, ground: Ground, by: Author) -> CatalogueChange:
    """Begin a version with the terms of now, for an editor to go on with."""

    def begin(procedure: Procedure) -> list[str]:
        current = _open_version(procedure)
        _check_not_upcoming(current, ground.day)
        stated = {"decision": ground.decision} if ground.decision else {}
        version = versions.succeed(current, stated, ground.day)
        versions.set_version_columns(version, stated)
        version.save()
        return []

    return _change_one(ChangeKind.EDIT, procedure_id, ground, by, begin)


def withdraw(*, procedure_id: UUID, ground: Ground, by: Author) -> CatalogueChange:
    """Abolish a procedure from ``ground.day`` on."""

    def end(procedure: Procedure) -> list[str]:
        current = _open_version(procedure)
        if current.valid_from >= ground.day:
            raise ChangeRefusedError(_not_before(current))
        catalogue.withdraw(procedure=procedure, last_day=ground.day - DAY)
        return []

    return _change_one(ChangeKind.WITHDRAWAL, procedure_id, ground, by, end)


def republish(*, procedure_id: UUID, ground: Ground, by: Author) -> CatalogueChange:
    """Bring an abolished procedure back with its last terms."""

    def begin(procedure: Procedure) -> list[str]:
        if procedure.open_version() or not procedure.versions.exists():
            raise ChangeRefusedError(
                "Thủ tục đang có phiên bản áp dụng. Hãy mở lại trang này để xem."
            )
        catalogue.republish(
            procedure=procedure, day=ground.day, decision=ground.decision
        )
        return []

    return _change_one(ChangeKind.REPUBLICATION, procedure_id, ground, by, begin)


@transaction.atomic
def undo_change(*, change_id: UUID, by: Author) -> list[str]:
    """Undo a change; return what the editor must know of single procedures.

    Raises ChangeRefusedError when something later rests on it.
    """
    _lock_catalogue()
    change = _locked(change_id)
    if not change.is_applied:
        raise ChangeRefusedError("Thay đổi này không còn ở trạng thái đã áp dụng.")
    if reason := why_not(change):
        raise ChangeRefusedError(reason)
    notes = [undo(effect, day=by.today) for effect in reversed(change.effects)]
    change.state, change.undone_at = ChangeState.UNDONE.value, by.moment
    change.save(update_fields=["state", "undone_at"])
    _record("undone", change, by)
    return [note for note in notes if note]


def why_not(change: CatalogueChange) -> str:
    """Say why a change cannot be undone; "" where it can be."""
    later = CatalogueChange.objects.later_than(change).newest_first().first()
    if later:
        return (
            f"Đã có thay đổi sau đó trên cùng thủ tục ({later}). "
            "Hãy hoàn tác thay đổi ấy trước."
        )
    reasons = (why_not_undone(effect) for effect in change.effects)
    return next((reason for reason in reasons if reason), "")


def _begin(kind: ChangeKind, title: str, ground: Ground, by: Author) -> CatalogueChange:
    return CatalogueChange(
        kind=kind.value,
        title=title[:300],
        decision=_decision(ground),
        effective_on=ground.day,
        made_at=by.moment,
        made_by=by.user,
    )


def _decision(ground: Ground) -> PublicationDecision | None:
    if not ground.decision:
        return None
    decision, created = PublicationDecision.objects.get_or_create(
        number=ground.decision,
        defaults={"issued_on": ground.decided_on, "effective_on": ground.day},
    )
    if not created and ground.decided_on and not decision.issued_on:
        decision.issued_on = ground.decided_on
        decision.save(update_fields=["issued_on"])
    return decision


@transaction.atomic
def _change_one(
    kind: ChangeKind,
    procedure_id: UUID,
    ground: Ground,
    by: Author,
    act: Callable[[Procedure], list[str]],
) -> CatalogueChange:
    """Act on one procedure, which returns the terms it filled in place."""
    if ground.day < by.today:
        raise ChangeRefusedError("Ngày áp dụng phải từ hôm nay trở đi.")
    _lock_catalogue()
    procedure = Procedure.objects.with_sector().get(pk=procedure_id)
    change = _begin(kind, str(procedure), ground, by)
    before = snapshot([str(procedure_id)])
    filled = act(procedure)
    change.effects = effects_between(before, snapshot([str(procedure_id)]), filled)
    _finish(change, by)
    return change


def _carry_out(change: CatalogueChange, outcome: Outcome, by: Author) -> None:
    keys = [
        verdict.procedure
        for fate in (Fate.CHANGED, Fate.ABOLISHED)
        for verdict in outcome.of(fate)
    ]
    before = snapshot(keys)
    order = Order.from_stored(change.order, change.effective_on)
    added = load(
        outcome, day=change.effective_on, in_force_before=order.in_force_before
    )
    after = snapshot([*keys, *(str(procedure.pk) for procedure in added)])
    change.effects = effects_between(before, after)
    _finish(change, by)


def _finish(change: CatalogueChange, by: Author) -> None:
    change.state, change.applied_at = ChangeState.APPLIED.value, by.moment
    change.save()
    keys = [effect["procedure"] for effect in change.effects]
    change.procedures.set(Procedure.objects.filter(pk__in=keys))
    _record("imported" if change.kind == ChangeKind.IMPORT else change.kind, change, by)


def _record(event: str, change: CatalogueChange, by: Author) -> None:
    named = "file" if change.kind == ChangeKind.IMPORT else "procedure"
    record(
        Draft(
            event=event,
            moment=by.moment,
            subject_kind="catalogue",
            subject_id=change.pk,
            actor_id=by.user.pk if by.user else None,
            words={
                named: change.title,
                "from": change.effective_on.isoformat(),
                "decision": change.decision.number if change.decision else "",
                **change.counts,
            },
        )
    )


def _set_plan(change: CatalogueChange) -> None:
    outcome = _outcome(change)
    change.plan, change.counts = outcome.as_stored(), outcome.counts()


def _outcome(change: CatalogueChange) -> Outcome:
    _lock_catalogue()
    rows = [Parsed(**row) for row in change.rows]
    return compare(rows, Order.from_stored(change.order, change.effective_on))


def _lock_catalogue() -> None:
    """Let no other editor change a procedure meanwhile; dossiers may still come in."""
    locked = Procedure.objects.select_for_update(no_key=True).order_by("pk")
    list(locked.values_list("pk"))


def _locked(change_id: UUID) -> CatalogueChange:
    return CatalogueChange.objects.select_for_update(of=("self",)).get(pk=change_id)


def _check_draft(change: CatalogueChange) -> None:
    if not change.is_draft:
        raise ChangeRefusedError("Thay đổi này đã được áp dụng hoặc hoàn tác.")


def _open_version(procedure: Procedure) -> ProcedureVersion:
    current = procedure.open_version()
    if current is None:
        raise ChangeRefusedError("Thủ tục đã bãi bỏ. Hãy công bố lại trước.")
    return current


def _check_not_upcoming(current: ProcedureVersion, day: date) -> None:
    if current.valid_from > day:
        raise ChangeRefusedError(_not_before(current))


def _not_before(current: ProcedureVersion) -> str:
    return (
        f"Phiên bản hiện tại áp dụng từ {short_date(current.valid_from)}. "
        "Hãy chọn ngày sau ngày đó, hoặc hoàn tác thay đổi đã mở phiên bản ấy."
    )


def _check_code(procedure: Procedure, facts: Facts) -> None:
    code = facts.get("code")
    if code and Procedure.objects.filter(code=code).exclude(pk=procedure.pk).exists():
        raise ChangeRefusedError(f"Mã {code} đã dùng cho thủ tục khác.")
