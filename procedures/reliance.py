"""Whether a version is relied on: rows of apps above, such as dossiers, point at it.

Asked of the models' own relations, so that the catalogue knows no other app.
"""

from typing import Any

from procedures.models import Procedure, ProcedureVersion


def is_relied_on(version: ProcedureVersion) -> bool:
    """Tell whether anything outside the catalogue rests on a version's terms."""
    return _is_pointed_at(version) or any(
        _is_pointed_at(paper) for paper in version.documents.all()
    )


def is_entered_elsewhere(procedure: Procedure) -> bool:
    """Tell whether anything outside the catalogue names a procedure."""
    return _is_pointed_at(procedure)


def _is_pointed_at(row: Any) -> bool:
    fields = type(row)._meta.get_fields(include_hidden=True)  # noqa: SLF001 -- documented API
    relations: list[Any] = [
        field.field
        for field in fields
        if field.auto_created and field.is_relation and not field.concrete
    ]
    return any(
        relation.model._base_manager.filter(**{relation.name: row}).exists()  # noqa: SLF001
        for relation in relations
        if relation.model._meta.app_label != row._meta.app_label  # noqa: SLF001
    )
