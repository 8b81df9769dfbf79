"""Changes of the demo ward's catalogue, in each state that a page shows."""

from procedures import changing
from procedures.changing import Author, Ground
from procedures.comparing import parsed
from procedures.models import CatalogueChange, Procedure
from procedures.verdicts import Order
from wardportal.accounts.models import User
from wardportal.tabular import SourceRow

WAITING, APPLIED, UNDONE, IDLE = (
    "cho.json",
    "da-nhap.json",
    "da-hoan-tac.json",
    "cu.json",
)
EDITED = "Thủ tục ví dụ của biên tập viên 2"
ABOLISHED = "9.000103"
CHANGED = "9.000102"
EXAMPLES = [
    {
        "code": f"9.00010{number}",
        "name": f"Thủ tục ví dụ của biên tập viên {number}",
        "sector": "Lĩnh vực ví dụ",
        "limits": [{"value": number, "unit": "working_day"}],
    }
    for number in (1, 2, 3)
]
LATER = {"limits": [{"value": 9, "unit": "day"}], "legal_bases": ["1/2026/TT-VD"]}


def edit_catalogue(moment):
    """Import, undo, change and abolish; leave one list waiting to be applied."""
    by = Author(moment, User.objects.get(username="admin"))
    applied = _imported(APPLIED, EXAMPLES, by)
    undone = _imported(UNDONE, [{"name": "Thủ tục ví dụ đã gỡ"}], by)
    changing.undo_change(change_id=undone.pk, by=by)
    ground = Ground(by.today.replace(month=12), "2/QĐ-VD")
    changing.edit(procedure_id=procedure_of(CHANGED), facts=LATER, ground=ground, by=by)
    changing.withdraw(procedure_id=procedure_of(ABOLISHED), ground=ground, by=by)
    order = Order(day=by.today, abolished=(EXAMPLES[0]["code"],))
    rows = [
        {"code": "1.001193", "name": "Đăng ký khai sinh theo tên mới"},
        {"code": "9.000109", "name": "Thủ tục ví dụ chờ áp dụng"},
        {"name": ""},
    ]
    _planned(WAITING, rows, order, by)
    _planned(IDLE, [EXAMPLES[0]], Order(day=by.today), by)
    return applied


def change_of(title):
    """Return the key of a change by its title."""
    return CatalogueChange.objects.get(title=title).pk


def procedure_of(code):
    """Return the key of a procedure by its code."""
    return Procedure.objects.get(code=code).pk


def _imported(title, entries, by):
    return changing.import_rows(
        title=title,
        rows=_rows(entries),
        order=Order(day=by.today),
        ground=Ground(by.today),
        by=by,
    )


def _planned(title, entries, order, by):
    return changing.propose(
        title=title, rows=_rows(entries), order=order, ground=Ground(by.today), by=by
    )


def _rows(entries):
    return parsed(SourceRow(n, entry) for n, entry in enumerate(entries, start=1))
