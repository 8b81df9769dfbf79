"""Compares what a catalogue file states with what the catalogue holds."""

from collections.abc import Iterable, Sequence
from typing import Any

from procedures.catalogue_facts import FactError, Facts, facts_of, national_code
from procedures.holdings import held_facts, says_the_same
from procedures.lengths import too_long_in
from procedures.models import Procedure
from procedures.verdicts import (
    LIST,
    Fate,
    Order,
    Outcome,
    Parsed,
    Verdict,
    identity_of,
)
from procedures.versions import TERMS
from wardportal.formats import fold, short_date
from wardportal.tabular import SourceRow


def parsed(rows: Iterable[SourceRow]) -> list[Parsed]:
    """Read the facts of each row, or why they cannot be taken."""
    return [_parsed(row) for row in rows]


def compare(rows: Sequence[Parsed], order: Order) -> Outcome:
    """Compare what a file states with the catalogue; changes nothing."""
    comparison = _Comparison(order)
    verdicts = [comparison.verdict_on(row) for row in rows]
    verdicts = comparison.without_clashes(verdicts)
    verdicts += comparison.abolitions(verdicts)
    return Outcome(tuple(verdicts))


class _Comparison:
    """The catalogue as it stands, asked about one file."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._all = list(Procedure.objects.with_sector().with_terms())
        self._held = _by_identity(self._all)
        self._codes = _codes_by_name(self._all)
        self._seen: dict[str, int] = {}

    def verdict_on(self, row: Parsed) -> Verdict:
        if row.reason:
            return _rejected(row, row.reason)
        identity = identity_of(row.facts)
        if identity in self._seen:
            twin = self._seen[identity]
            return _rejected(row, f"Trùng với dòng {twin}. Hãy giữ một dòng.")
        self._seen[identity] = row.row
        known = self._held.get(identity) or self._without_code(row.facts)
        if known is None:
            facts = self._decision() | row.facts
            return Verdict(row.row, row.title, Fate.ADDED, facts=facts)
        reason = self._misnamed(row, known)
        return _rejected(row, reason) if reason else self._compared(row, known)

    def without_clashes(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Reject rows that want a number of the counter which another keeps."""
        clash = self._first_clash(verdicts)
        while clash:
            verdicts = [clash if v.row == clash.row else v for v in verdicts]
            clash = self._first_clash(verdicts)
        return list(verdicts)

    def _first_clash(self, verdicts: Sequence[Verdict]) -> Verdict | None:
        moving = {v.procedure for v in verdicts if "favourite" in v.changed}
        taken = {
            procedure.favourite_order: procedure.display_name
            for procedure in self._all
            if str(procedure.pk) not in moving
        }
        for verdict in verdicts:
            wanted = _number_wanted(verdict)
            if wanted and wanted in taken:
                reason = (
                    f"Số {wanted} trên bàn tiếp nhận đã dùng cho thủ tục "
                    f"“{taken[wanted]}”. Hãy chọn số khác hoặc để trống."
                )
                return Verdict(verdict.row, verdict.title, Fate.REJECTED, reason)
            taken[wanted] = verdict.title
        return None

    def abolitions(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Judge what the editor abolishes: by code, and by what a whole list lacks."""
        listed = {verdict.procedure for verdict in verdicts if verdict.procedure}
        by_code = [self._abolished(code, listed) for code in self._order.abolished]
        if not self._order.whole:
            return by_code
        return by_code + self._absent(verdicts, listed)

    def _absent(self, verdicts: Sequence[Verdict], listed: set[str]) -> list[Verdict]:
        whole = self._order.whole
        scope = [p for p in self._all if whole in scopes_of(p) and _open(p)]
        if reason := _not_whole(scope, verdicts, listed):
            return [Verdict(LIST, "Danh sách đầy đủ", Fate.REJECTED, reason)]
        chosen = set(self._order.abolished)
        return [
            self._ended(procedure)
            for procedure in scope
            if str(procedure.pk) not in listed and procedure.code not in chosen
        ]

    def _abolished(self, typed: str, listed: set[str]) -> Verdict:
        try:
            code = national_code(typed)
        except FactError as error:
            return Verdict(LIST, typed, Fate.REJECTED, str(error))
        known = self._held.get(code)
        if known is None:
            reason = "Danh mục không có mã này. Hãy kiểm tra mã cần bãi bỏ."
            return Verdict(LIST, code, Fate.REJECTED, reason)
        if str(known.pk) in listed or code in self._seen:
            reason = "Mã này vừa có trong tệp vừa bị bãi bỏ. Hãy bỏ một bên."
            return Verdict(LIST, code, Fate.REJECTED, reason)
        return self._ended(known)

    def _ended(self, procedure: Procedure) -> Verdict:
        title = procedure.code or procedure.name[:80]
        key = str(procedure.pk)
        current = _open(procedure)
        if current is None:
            reason = "Đã bãi bỏ từ trước."
            return Verdict(LIST, title, Fate.UNCHANGED, reason, procedure=key)
        if self._order.day and current.valid_from >= self._order.day:
            return Verdict(LIST, title, Fate.REJECTED, _begins_later(current))
        return Verdict(LIST, title, Fate.ABOLISHED, procedure.name, procedure=key)

    def _compared(self, row: Parsed, known: Procedure) -> Verdict:
        stated = known.source_facts
        changed = _otherwise(row.facts, stated)
        held = held_facts(known) if changed else {}
        changed = _otherwise(changed, held)
        key, current = str(known.pk), _open(known)
        if not changed:
            reason = "" if current else "Đã bãi bỏ trong danh mục, giữ nguyên."
            return Verdict(
                row.row, row.title, Fate.UNCHANGED, reason, row.facts, procedure=key
            )
        if TERMS & changed.keys():
            if current and self._order.day and current.valid_from > self._order.day:
                return _rejected(row, _begins_later(current))
            changed = self._decision() | changed
        return Verdict(
            row.row,
            row.title,
            Fate.CHANGED,
            ", ".join(sorted(changed)),
            row.facts,
            changed,
            {name: held[name] for name in changed if name in held},
            key,
        )

    def _decision(self) -> Facts:
        """Name the editor's decision, for rows that bring no other."""
        return {"decision": self._order.decision} if self._order.decision else {}

    def _without_code(self, facts: Facts) -> Procedure | None:
        """Find a procedure whose code was not known yet."""
        named = self._held.get(identity_of({**facts, "code": ""}))
        return named if named and not named.code else None

    def _misnamed(self, row: Parsed, known: Procedure) -> str:
        """Say that a row's name is not that of its code; "" where it may be."""
        name, code = fold(row.facts["name"]), known.code
        if not row.facts.get("code") or name == fold(known.name):
            return ""
        others = self._codes.get(name, set()) - {code}
        if not others and not (row.is_page and _unlike(name, fold(known.name))):
            return ""
        owner = f" Tên này là của mã {min(others)}." if others else ""
        return (
            f"Mã {code} là “{known.name}”, tệp ghi tên “{row.facts['name']}”.{owner} "
            "Hãy kiểm tra lại mã và tên."
        )


def scopes_of(procedure: Procedure) -> set[str]:
    """Name the whole lists that a procedure belongs to: its sector's, its ministry's."""
    scopes = {f"sector:{procedure.sector.slug}"}
    if procedure.ministry:
        scopes.add(f"ministry:{fold(procedure.ministry)}")
    return scopes


def _parsed(row: SourceRow) -> Parsed:
    title = str(row.values.get("code") or row.values.get("name") or "")[:80]
    try:
        facts = facts_of(row.values)
    except FactError as error:
        return Parsed(row.number, title, reason=str(error))
    if reason := too_long_in(facts):
        return Parsed(row.number, title, reason=reason)
    return Parsed(row.number, title, facts, is_page="page" in row.values)


def _not_whole(
    scope: Sequence[Procedure], verdicts: Sequence[Verdict], listed: set[str]
) -> str:
    """Say why a file cannot be taken for the whole list of a sector; "" if it can."""
    if any(verdict.fate is Fate.REJECTED for verdict in verdicts):
        return (
            "Tệp còn dòng bị loại nên chưa bãi bỏ thủ tục nào vắng trong danh sách "
            "đầy đủ. Hãy sửa các dòng đó rồi nhập lại."
        )
    if not any(str(procedure.pk) in listed for procedure in scope):
        return (
            "Tệp không có thủ tục nào đang áp dụng của lĩnh vực này. "
            "Hãy chọn đúng lĩnh vực, hoặc chọn “Không phải danh sách đầy đủ”."
        )
    return ""


def _otherwise(facts: Facts, known: Facts) -> Facts:
    """Keep the facts that others state otherwise, or not at all."""
    return {
        name: value
        for name, value in facts.items()
        if not says_the_same(name, value, known.get(name))
    }


def _rejected(row: Parsed, reason: str) -> Verdict:
    return Verdict(row.row, row.title, Fate.REJECTED, reason)


def _begins_later(version: Any) -> str:
    begins = short_date(version.valid_from)
    return (
        f"Thủ tục có phiên bản áp dụng từ {begins}. Hãy chọn ngày hiệu lực sau ngày đó, "
        "hoặc hoàn tác thay đổi ấy."
    )


def _number_wanted(verdict: Verdict) -> int | None:
    """Return the number on the counter that a row asks for."""
    stated = verdict.facts if verdict.fate is Fate.ADDED else verdict.changed
    return stated.get("favourite")


def _open(procedure: Procedure) -> Any:
    """Return the prefetched version without end, or None."""
    versions = procedure.versions.all()
    return next((v for v in versions if v.valid_to is None), None)


def _unlike(one: str, other: str) -> bool:
    """Tell whether two names share less than half the words of the shorter."""
    ours, theirs = set(one.split()), set(other.split())
    return 2 * len(ours & theirs) < min(len(ours), len(theirs))


def _codes_by_name(procedures: Iterable[Procedure]) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {}
    for procedure in procedures:
        if procedure.code:
            codes.setdefault(fold(procedure.name), set()).add(procedure.code)
    return codes


def _by_identity(procedures: Sequence[Procedure]) -> dict[str, Procedure]:
    """Find each procedure by what its source called it, and by what it is called now.

    The latter is all that is known of one that an editor entered.
    """
    by_source = {identity_of(p.source_facts): p for p in procedures if p.source_facts}
    by_columns = {identity_of(_columns(p)): p for p in procedures}
    return by_source | by_columns


def _columns(procedure: Procedure) -> Facts:
    return {
        "code": procedure.code,
        "sector": procedure.sector.name,
        "name": procedure.name,
    }
