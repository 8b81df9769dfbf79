from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command

from procedures.catalogue import withdraw
from procedures.catalogue_source import read_source
from procedures.enums import Channel
from procedures.importing import judge, load
from procedures.models import CatalogueChange, Procedure, ProcedureVersion
from procedures.verdicts import Fate
from tests.factories import ProcedureFactory
from tests.procedures.sheets import json_file, portal_export
from wardportal.history.models import Event

pytestmark = pytest.mark.django_db

COMPLETE = {
    "code": "9.000001",
    "name": "Thủ tục đầy đủ",
    "sector": "Hộ tịch",
    "group": "Tư pháp - Hộ tịch",
    "channels": ["online", "in_person"],
    "limits": [{"value": 3, "unit": "working_day"}],
    "fees": [{"status": "charged", "amount": 8000, "basis": "per_copy"}],
    "documents": [{"name": "Tờ khai", "originals": 1}],
    "steps": [{"role": "Người nộp", "action": "Nộp hồ sơ"}],
    "legal_bases": ["60/2014/QH13"],
    "decision": "1/QĐ-VD",
}


def load_file(file, day=date(2026, 11, 24)):
    outcome = judge(read_source(file))
    load(outcome, day=day)
    return {fate: len(outcome.of(fate)) for fate in Fate if outcome.of(fate)}


@pytest.fixture
def file(tmp_path):
    return json_file(tmp_path / "danh-muc.json", COMPLETE, {"name": "Chỉ có tên"})


def test_new_rows_are_added_with_their_terms(file):
    assert load_file(file) == {Fate.ADDED: 2}

    procedure = Procedure.objects.at(code="9.000001")
    version = procedure.version_on(date(2025, 8, 1))
    assert str(version.limit_for(Channel.ONLINE)) == "3 ngày làm việc"
    assert version.offers(Channel.IN_PERSON)
    assert not version.offers(Channel.POSTAL)
    assert [paper.name for paper in version.documents.all()] == ["Tờ khai"]
    assert [step.action for step in version.steps.all()] == ["Nộp hồ sơ"]
    assert [basis.number for basis in version.legal_bases.all()] == ["60/2014/QH13"]
    assert version.decision.number == "1/QĐ-VD"
    assert version.missing == []


def test_a_row_with_gaps_is_loaded_and_says_so(file):
    load_file(file)

    version = ProcedureVersion.objects.get(procedure__name="Chỉ có tên")
    assert version.missing == ["code", "limit", "channels", "fee"]
    assert version.procedure.sector.name == "Khác"


def test_a_second_import_changes_nothing(file):
    load_file(file)

    assert load_file(file) == {Fate.UNCHANGED: 2}
    assert ProcedureVersion.objects.count() == 2


def test_a_changed_limit_begins_a_new_version(file, tmp_path):
    load_file(file)
    changed = COMPLETE | {"limits": [{"value": 5, "unit": "day"}]}

    fates = load_file(json_file(tmp_path / "b.json", changed), day=date(2026, 12, 1))

    procedure = Procedure.objects.at(code="9.000001")
    before = procedure.version_on(date(2026, 11, 30))
    after = procedure.version_on(date(2026, 12, 1))
    assert fates == {Fate.CHANGED: 1}
    assert [
        (str(version.limit_for(Channel.ONLINE)), version.valid_from, version.valid_to)
        for version in (before, after)
    ] == [
        ("3 ngày làm việc", date(2025, 7, 1), date(2026, 11, 30)),
        ("5 ngày", date(2026, 12, 1), None),
    ]
    assert [paper.name for paper in after.documents.all()] == ["Tờ khai"]


def test_two_changes_on_one_day_follow_one_another(file, tmp_path):
    load_file(file)
    for value in (5, 6):
        changed = COMPLETE | {"limits": [{"value": value, "unit": "day"}]}
        load_file(json_file(tmp_path / "b.json", changed), day=date(2026, 12, 1))

    versions = ProcedureVersion.objects.filter(procedure__code="9.000001")
    assert list(versions.order_by("number").values_list("valid_from", "valid_to")) == [
        (date(2025, 7, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 12, 2), None),
    ]


def test_a_changed_name_stays_in_the_version(file, tmp_path):
    load_file(file)

    load_file(json_file(tmp_path / "b.json", COMPLETE | {"name": "Tên mới"}))

    procedure = Procedure.objects.at(code="9.000001")
    assert (procedure.name, procedure.versions.count()) == ("Tên mới", 1)
    assert Procedure.objects.matching("ten moi").count() == 1


def test_an_import_leaves_the_editors_words(file, tmp_path):
    load_file(file)
    Procedure.objects.filter(code="9.000001").update(summary="Lời biên tập")

    load_file(json_file(tmp_path / "b.json", COMPLETE | {"name": "Tên mới"}))

    assert Procedure.objects.get(code="9.000001").summary == "Lời biên tập"


def test_a_file_that_says_less_takes_nothing_away(file, tmp_path):
    load_file(file)
    export = portal_export(
        tmp_path / "x.xlsx",
        ("9.000001", "Thủ tục đầy đủ", "Bộ Ví Dụ", "UBND cấp xã", "Hộ tịch"),
    )

    fates = load_file(export)

    procedure = Procedure.objects.at(code="9.000001")
    version = procedure.version_on(date(2026, 11, 24))
    assert fates == {Fate.CHANGED: 1}
    assert (procedure.ministry, str(version.limit_for(Channel.ONLINE))) == (
        "Bộ Ví Dụ",
        "3 ngày làm việc",
    )


@pytest.fixture
def bad_file(tmp_path):
    return json_file(
        tmp_path / "hong.json",
        COMPLETE,
        {"name": ""},
        {"name": "Mã sai", "code": "abc"},
        COMPLETE,
    )


def test_one_bad_row_loads_nothing_and_all_bad_rows_are_listed(bad_file, capsys):
    with pytest.raises(CommandError, match="3 dòng bị loại nên không nhập dòng nào"):
        call_command("import_catalogue", bad_file)

    assert Procedure.objects.count() == 0
    printed = capsys.readouterr()
    assert printed.err.splitlines() == [
        "dòng 2: : Hãy ghi tên thủ tục.",
        "dòng 3: abc: Mã “abc” chưa đúng dạng 1.234567. Hãy sửa hoặc để trống.",
        "dòng 4: 9.000001: Trùng với dòng 1. Hãy giữ một dòng.",
    ]
    assert printed.out.strip() == "thêm 1, thay đổi 0, không đổi 0, bị loại 3"


def test_skip_bad_loads_the_good_rows(bad_file):
    call_command("import_catalogue", bad_file, skip_bad=True)

    assert [p.code for p in Procedure.objects.all()] == ["9.000001"]


def test_a_dry_run_writes_nothing(file, capsys):
    call_command("import_catalogue", file, dry_run=True)

    assert Procedure.objects.count() == 0
    assert (
        capsys.readouterr().out.strip() == "thêm 2, thay đổi 0, không đổi 0, bị loại 0"
    )


def test_a_corrupt_file_ends_with_a_sentence(tmp_path):
    file = tmp_path / "hong.xlsx"
    file.write_bytes(b"khong phai bang tinh")

    with pytest.raises(CommandError, match=r"Không đọc được tệp hong\.xlsx"):
        call_command("import_catalogue", file)


def open_version(code="9.000001"):
    return ProcedureVersion.objects.get(procedure__code=code, valid_to__isnull=True)


def test_a_new_version_keeps_the_terms_that_editors_entered(file, tmp_path):
    load_file(file)
    before = open_version()
    before.limits.create(value=8, unit="working_day", case="Phải xác minh")
    before.pause_allowed = True
    before.save()

    changed = COMPLETE | {"decision": "2/QĐ-VD"}
    load_file(json_file(tmp_path / "b.json", changed), day=date(2026, 12, 1))

    after = open_version()
    assert (after.number, after.decision.number, after.pause_allowed) == (
        2,
        "2/QĐ-VD",
        True,
    )
    assert [str(limit) for limit in after.limits.order_by("pk")] == [
        "3 ngày làm việc",
        "8 ngày làm việc",
    ]
    assert [paper.name for paper in after.documents.all()] == ["Tờ khai"]
    assert [basis.number for basis in after.legal_bases.all()] == ["60/2014/QH13"]
    assert before.limits.count() == 2


def test_a_gap_that_an_editor_filled_stays_filled(tmp_path):
    gap = {name: COMPLETE[name] for name in COMPLETE if name != "limits"}
    load_file(json_file(tmp_path / "a.json", gap))
    open_version().limits.create(value=8, unit="working_day")

    load_file(json_file(tmp_path / "b.json", gap | {"result": "Giấy ví dụ"}))

    version = open_version()
    assert (version.number, version.missing, version.result_document) == (
        1,
        [],
        "Giấy ví dụ",
    )


def test_a_limit_stated_later_settles_an_unclear_one(tmp_path):
    gap = {name: COMPLETE[name] for name in COMPLETE if name != "limits"}
    load_file(json_file(tmp_path / "a.json", gap | {"unclear_limit": "5"}))
    assert open_version().missing == ["unit"]

    load_file(json_file(tmp_path / "b.json", COMPLETE))

    assert (open_version().missing, open_version().unclear_limit) == ([], "")


def test_a_withdrawn_procedure_that_returns_begins_a_new_version(file, tmp_path):
    load_file(file)
    withdraw(
        procedure=Procedure.objects.get(code="9.000001"), last_day=date(2026, 11, 30)
    )

    changed = COMPLETE | {"decision": "2/QĐ-VD"}
    load_file(json_file(tmp_path / "b.json", changed), day=date(2027, 1, 4))

    assert (open_version().number, open_version().valid_from) == (2, date(2027, 1, 4))


def test_a_procedure_that_an_editor_entered_is_not_entered_twice(file):
    ProcedureFactory(code="9.000001", name="Tên của biên tập")

    assert load_file(file) == {Fate.ADDED: 1, Fate.CHANGED: 1}
    assert load_file(file) == {Fate.UNCHANGED: 2}
    assert Procedure.objects.filter(code="9.000001").count() == 1


def test_a_procedure_keeps_its_place_when_an_editor_finds_its_code(file):
    load_file(file)
    Procedure.objects.filter(name="Chỉ có tên").update(code="9.000002")

    assert load_file(file) == {Fate.UNCHANGED: 2}


def test_an_import_leaves_evidence_and_one_that_changes_nothing_none(file):
    with time_machine.travel("2026-11-24T09:00+07:00", tick=False):
        call_command("import_catalogue", file)
        call_command("import_catalogue", file)

    change = CatalogueChange.objects.get()
    event = Event.objects.with_words().get()
    assert (event.event, event.subject_id, event.payload.words) == (
        "imported",
        change.pk,
        {
            "file": "danh-muc.json",
            "from": "2026-11-24",
            "decision": "",
            "added": 2,
            "changed": 0,
            "unchanged": 0,
            "rejected": 0,
        },
    )
