"""What a change did to each procedure, kept so that it can be undone.

An effect is plain JSON: the columns before and after, the versions begun, and the
terms that were filled into a version in place.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from procedures.models import Procedure, ProcedureVersion
from procedures.reliance import is_entered_elsewhere, is_relied_on
from procedures.versions import DAY, ROWS_OF_A_VERSION, end, refresh_missing, repeat
from wardportal.formats import short_date

Columns = dict[str, Any]
Effect = dict[str, Any]
DERIVED = frozenset({"id", "slug", "search_text", "search_digest", "internal"})
SPAN = ("valid_from", "valid_to")


@dataclass(frozen=True)
class Snapshot:
    """Procedures with their versions, column by column, as JSON keeps them."""

    procedures: dict[str, Columns]
    versions: dict[str, dict[str, Columns]]
    """By procedure, then by the version's key."""


def snapshot(keys: Iterable[str]) -> Snapshot:
    """Take down how some procedures stand."""
    keys = list(keys)
    procedures = _plain(Procedure.objects.filter(pk__in=keys).values())
    rows = _plain(ProcedureVersion.objects.filter(procedure_id__in=keys).values())
    versions: dict[str, dict[str, Columns]] = {key: {} for key in keys}
    for row in rows:
        versions[row["procedure_id"]][str(row["id"])] = row
    return Snapshot({row["id"]: row for row in procedures}, versions)


def effects_between(
    before: Snapshot, after: Snapshot, filled: Sequence[str] = ()
) -> list[Effect]:
    """Tell what became of each procedure; ``filled`` names terms added in place."""
    effects = (_effect(key, before, after, filled) for key in after.procedures)
    return [effect for effect in effects if effect]


def why_not_undone(effect: Effect) -> str:
    """Say why an effect cannot be undone any more; "" where it can be."""
    key = effect["procedure"]
    now = snapshot([key])
    if key not in now.procedures:
        return "Thủ tục không còn trong danh mục nên không hoàn tác được."
    name = now.procedures[key]["short_name"] or now.procedures[key]["name"]
    altered = _altered(effect["columns"], now.procedures[key]) or any(
        _altered(columns, now.versions[key].get(version, {}))
        for version, columns in (effect["versions"] | effect["begun"]).items()
    )
    if altered:
        return (
            f"“{name}” đã được sửa sau thay đổi này nên không hoàn tác được. "
            "Hãy sửa ở trang của thủ tục."
        )
    if effect["filled"] and is_relied_on(_version(effect["filled"]["version"])):
        return (
            f"Đã có hồ sơ tiếp nhận theo nội dung vừa điền của “{name}” nên không hoàn "
            "tác được. Hãy sửa nội dung, cổng sẽ mở phiên bản mới."
        )
    return ""


def undo(effect: Effect, *, day: date) -> str:
    """Put a procedure back as it was; return what the editor must know, or "".

    A version that dossiers rest on stays; it ends, and the terms before it return.
    """
    procedure = Procedure.objects.with_sector().get(pk=effect["procedure"])
    begun = [_version(key) for key in effect["begun"]]
    kept = [version for version in begun if not _removed(version)]
    if effect["created"]:
        return _uncreate(procedure, kept, day)
    _restore(procedure, effect["columns"])
    procedure.take_code(procedure.code or "")
    procedure.save()
    _empty(effect["filled"])
    if kept:
        return _end_kept(kept[-1], effect, day)
    for key, columns in effect["versions"].items():
        version = _version(key)
        _restore(version, columns)
        refresh_missing(version)
    return ""


def _effect(
    key: str, before: Snapshot, after: Snapshot, filled: Sequence[str]
) -> Effect | None:
    known = before.procedures.get(key)
    earlier, later = before.versions.get(key, {}), after.versions[key]
    columns = _changes(known, after.procedures[key]) if known else {}
    versions = {
        version: changes
        for version, row in earlier.items()
        if (changes := _changes(row, later[version]))
    }
    begun = {
        version: {name: [None, row[name]] for name in SPAN}
        for version, row in later.items()
        if version not in earlier
    }
    if known and not (columns or versions or begun or filled):
        return None
    effect = {"procedure": key, "created": not known, "columns": columns}
    in_place = bool(filled) and not begun
    return effect | {
        "versions": versions,
        "begun": begun,
        "filled": _filled(earlier, filled) if in_place else {},
    }


def _filled(versions: dict[str, Columns], filled: Sequence[str]) -> dict[str, Any]:
    (version,) = (key for key, row in versions.items() if row["valid_to"] is None)
    return {"version": version, "terms": sorted(filled)}


def _uncreate(procedure: Procedure, kept: Sequence[ProcedureVersion], day: date) -> str:
    if not kept and not is_entered_elsewhere(procedure):
        procedure.delete()
        return ""
    for version in kept:
        end(version, day - DAY)
    last = kept[-1].valid_to if kept else None
    until = f" nên áp dụng đến hết {short_date(last)}" if last else ""
    return f"“{procedure}” đã có hồ sơ{until}, sau đó bãi bỏ."


def _end_kept(kept: ProcedureVersion, effect: Effect, day: date) -> str:
    """End the version in use; what was open before it comes back as a new one."""
    last_day = end(kept, day - DAY)
    reopened = [
        key
        for key, columns in effect["versions"].items()
        if columns.get("valid_to", [""])[0] is None
    ]
    until = (
        f"“{kept.procedure}” đã có hồ sơ theo phiên bản mới nên phiên bản ấy áp dụng"
    )
    until = f"{until} đến hết {short_date(last_day)}"
    if not reopened:
        return f"{until}, sau đó bãi bỏ."
    back = repeat(_version(reopened[0]), {}, valid_from=last_day + DAY)
    return f"{until}; nội dung trước trở lại từ {short_date(back.valid_from)}."


def _removed(version: ProcedureVersion) -> bool:
    """Take out a version that nothing rests on; tell whether it is gone."""
    if is_relied_on(version):
        return False
    version.documents.all().delete()
    version.delete()
    return True


def _empty(filled: dict[str, Any]) -> None:
    """Take out the terms that were filled into a version in place."""
    if filled:
        version = _version(filled["version"])
        for fact in filled["terms"]:
            getattr(version, ROWS_OF_A_VERSION[fact]).all().delete()


def _version(key: str) -> ProcedureVersion:
    """Lock a version: no dossier may begin to rest on it meanwhile."""
    versions = ProcedureVersion.objects.select_related("procedure")
    return versions.select_for_update(of=("self",)).get(pk=key)


def _restore(row: Model, changes: dict[str, list[Any]]) -> None:
    for name, (before, _) in changes.items():
        field: Any = row._meta.get_field(name)  # noqa: SLF001 -- documented API
        setattr(row, name, field.to_python(before))


def _changes(before: Columns, after: Columns) -> dict[str, list[Any]]:
    return {
        name: [value, after[name]]
        for name, value in before.items()
        if name not in DERIVED and value != after[name]
    }


def _altered(changes: dict[str, list[Any]], now: Columns) -> bool:
    return any(now.get(name, "") != after for name, (_, after) in changes.items())


def _plain(rows: Any) -> list[Columns]:
    """Return rows of values as JSON gives them back."""
    plain: list[Columns] = json.loads(json.dumps(list(rows), cls=DjangoJSONEncoder))
    return plain
