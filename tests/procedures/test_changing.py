"""Changes of the catalogue: planned, applied as shown, undone, always in evidence."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from procedures import changing
from procedures.changing import (
    CatalogueMovedError,
    ChangeRefusedError,
    Ground,
    apply_plan,
    compare_again,
    import_rows,
    propose,
    undo_change,
)
from procedures.comparing import parsed
from procedures.enums import Channel
from procedures.models import CatalogueChange, Procedure, ProcedureVersion
from procedures.verdicts import Fate, Order, Outcome
from tests.factories import DossierFactory
from wardportal.history.models import Event
from wardportal.tabular import SourceRow

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
DECEMBER = date(2026, 12, 1)
BIRTH = {
    "code": "9.000001",
    "name": "Đăng ký khai sinh ví dụ",
    "sector": "Hộ tịch",
    "group": "Tư pháp - Hộ tịch",
    "ministry": "Bộ Tư pháp",
    "channels": ["online", "in_person"],
    "limits": [{"value": 3, "unit": "working_day"}],
    "fees": [{"status": "charged", "amount": 8000}],
    "documents": [{"name": "Tờ khai", "originals": 1}],
}
MARRIAGE = BIRTH | {"code": "9.000002", "name": "Đăng ký kết hôn ví dụ"}
LONGER = BIRTH | {"limits": [{"value": 5, "unit": "working_day"}]}


def rows(*entries):
    return parsed(SourceRow(n, dict(e)) for n, e in enumerate(entries, start=1))


def order(day=TODAY, **fields):
    return Order(day=day, in_force_before=False, **fields)


def brought_in(by, *entries, day=TODAY, **fields):
    return import_rows(
        title="danh-sach.json",
        rows=rows(*entries),
        order=order(day, **fields),
        ground=Ground(day, fields.get("decision", "")),
        by=by,
    )


def planned(by, *entries, day=TODAY, **fields):
    return propose(
        title="danh-sach.json",
        rows=rows(*entries),
        order=order(day, **fields),
        ground=Ground(day),
        by=by,
    )


def birth():
    return Procedure.objects.get(code="9.000001")


def spans(code="9.000001"):
    """Return number, limit and span of each version of a procedure."""
    versions = ProcedureVersion.objects.filter(procedure__code=code)
    return [
        (
            version.number,
            str(version.limit_for(Channel.ONLINE)),
            version.valid_from,
            version.valid_to,
        )
        for version in versions.order_by("number")
    ]


def received(code="9.000001", day=TODAY):
    """Log a dossier of a procedure under the version of a day."""
    version = Procedure.objects.at(code=code).version_on(day)
    return DossierFactory(procedure_version=version)


def test_a_plan_changes_nothing_until_it_is_applied(clock):
    change = planned(clock(), BIRTH)

    assert Procedure.objects.count() == 0
    assert (change.state, change.counts["added"]) == ("draft", 1)


def test_a_plan_that_is_applied_is_evidence_with_its_author(clock, administrator):
    change = planned(clock(user=administrator), BIRTH)

    apply_plan(change_id=change.pk, by=clock(user=administrator))

    event = Event.objects.with_words().get()
    assert (event.event, event.subject_id, event.actor) == (
        "imported",
        change.pk,
        administrator,
    )
    assert spans() == [(1, "3 ngày làm việc", TODAY, None)]


def test_a_decision_for_a_later_day_waits_for_it(clock):
    brought_in(clock(), BIRTH)
    brought_in(clock(), LONGER, MARRIAGE, day=DECEMBER, decision="12/QĐ-VD")

    assert spans() == [
        (1, "3 ngày làm việc", TODAY, date(2026, 11, 30)),
        (2, "5 ngày làm việc", DECEMBER, None),
    ]
    assert spans("9.000002") == [(1, "3 ngày làm việc", DECEMBER, None)]
    decisions = ProcedureVersion.objects.filter(valid_from=DECEMBER)
    assert {v.decision.number for v in decisions} == {"12/QĐ-VD"}


def test_the_plan_keeps_old_values_beside_new_ones(clock):
    brought_in(clock(), BIRTH)

    (verdict,) = Outcome.from_stored(planned(clock(), LONGER).plan).verdicts

    assert (verdict.fate, verdict.before, verdict.changed) == (
        Fate.CHANGED,
        {"limits": [{"value": 3, "unit": "working_day"}]},
        {"limits": [{"value": 5, "unit": "working_day"}]},
    )


def test_the_editors_decision_goes_with_what_it_changes(clock):
    stated = {"decision": "1/QĐ-VD"}
    brought_in(clock(), BIRTH | stated, MARRIAGE | stated)

    brought_in(
        clock(), LONGER | stated, MARRIAGE | stated, day=DECEMBER, decision="12/QĐ-VD"
    )
    again = brought_in(clock(), LONGER | stated, MARRIAGE | stated, day=DECEMBER)

    versions = ProcedureVersion.objects.order_by("procedure__code", "number")
    assert [version.decision.number for version in versions] == [
        "1/QĐ-VD",
        "12/QĐ-VD",
        "1/QĐ-VD",
    ]
    assert again is None


def test_the_old_value_is_what_an_editor_made_of_it(clock):
    brought_in(clock(), BIRTH)
    changing.edit(
        procedure_id=birth().pk,
        facts={"limits": [{"value": 4, "unit": "day"}]},
        ground=Ground(TOMORROW),
        by=clock(),
    )

    (same, changed) = (
        Outcome.from_stored(planned(clock(), entry, day=DECEMBER).plan).verdicts[0]
        for entry in (BIRTH, LONGER)
    )

    assert same.fate is Fate.UNCHANGED
    assert changed.before == {"limits": [{"value": 4, "unit": "day"}]}


def test_a_plan_is_refused_when_the_catalogue_moved(clock):
    brought_in(clock(), BIRTH)
    change = planned(clock(), LONGER, day=DECEMBER)
    brought_in(clock(), BIRTH | {"limits": [{"value": 9, "unit": "day"}]}, day=TOMORROW)

    with pytest.raises(CatalogueMovedError):
        apply_plan(change_id=change.pk, by=clock())
    compare_again(change_id=change.pk)
    apply_plan(change_id=change.pk, by=clock())

    assert [limit for _, limit, _, _ in spans()] == [
        "3 ngày làm việc",
        "9 ngày",
        "5 ngày làm việc",
    ]


def test_a_plan_is_not_moved_by_what_it_does_not_speak_of(clock):
    brought_in(clock(), BIRTH, MARRIAGE)
    change = planned(clock(), LONGER)
    Procedure.objects.filter(code="9.000002").update(summary="Lời biên tập")

    assert apply_plan(change_id=change.pk, by=clock()).is_applied


def test_a_plan_is_applied_once(clock):
    change = planned(clock(), BIRTH)
    apply_plan(change_id=change.pk, by=clock())

    with pytest.raises(ChangeRefusedError, match="đã được áp dụng hoặc hoàn tác"):
        apply_plan(change_id=change.pk, by=clock())


def test_a_plan_whose_day_has_passed_is_refused(clock):
    change = planned(clock(), BIRTH)

    with pytest.raises(ChangeRefusedError, match=r"Ngày hiệu lực 24/11/2026 đã qua"):
        apply_plan(change_id=change.pk, by=clock(TOMORROW))


def test_rejected_rows_are_left_out_only_when_the_editor_says_so(clock):
    change = planned(clock(), BIRTH, {"name": ""})

    with pytest.raises(ChangeRefusedError, match="còn dòng bị loại"):
        apply_plan(change_id=change.pk, by=clock())
    apply_plan(change_id=change.pk, by=clock(), skip_rejected=True)

    assert [p.code for p in Procedure.objects.all()] == ["9.000001"]


def test_nothing_is_abolished_for_being_absent_from_a_list(clock):
    brought_in(clock(), BIRTH, MARRIAGE)

    assert brought_in(clock(), BIRTH) is None


@pytest.mark.parametrize("whole", ["sector:ho-tich", "ministry:bo tu phap"])
def test_a_whole_list_abolishes_what_it_lacks(clock, whole):
    brought_in(
        clock(),
        BIRTH,
        MARRIAGE,
        BIRTH
        | {
            "code": "9.000003",
            "name": "Ngoài",
            "sector": "Đất đai",
            "ministry": "Bộ Xây dựng",
        },
    )

    change = brought_in(clock(), BIRTH, day=DECEMBER, whole=whole)

    assert change.counts == {
        "added": 0,
        "changed": 0,
        "unchanged": 1,
        "rejected": 0,
        "abolished": 1,
    }
    assert spans("9.000002") == [(1, "3 ngày làm việc", TODAY, date(2026, 11, 30))]
    assert spans("9.000003")[0][3] is None


@pytest.mark.parametrize(
    ("entries", "whole", "reason"),
    [
        ([BIRTH, {"name": ""}], "sector:ho-tich", "Tệp còn dòng bị loại"),
        ([BIRTH], "sector:dat-dai", "Tệp không có thủ tục nào đang áp dụng"),
    ],
)
def test_a_list_that_may_not_be_whole_abolishes_nothing(clock, entries, whole, reason):
    brought_in(clock(), BIRTH, MARRIAGE)

    outcome = Outcome.from_stored(planned(clock(), *entries, whole=whole).plan)

    assert outcome.of(Fate.ABOLISHED) == ()
    assert outcome.of(Fate.REJECTED)[-1].reason.startswith(reason)


def test_codes_that_a_decision_abolishes_are_judged_one_by_one(clock):
    brought_in(clock(), BIRTH, MARRIAGE)
    codes = ("9.000002", "9.000001", "9.999999", "abc")

    change = planned(clock(), BIRTH, day=DECEMBER, abolished=codes)

    verdicts = Outcome.from_stored(change.plan).verdicts[1:]
    assert [(v.title, v.fate.value, v.reason[:30]) for v in verdicts] == [
        ("9.000002", "abolished", "Đăng ký kết hôn ví dụ"),
        ("9.000001", "rejected", "Mã này vừa có trong tệp vừa bị"),
        ("9.999999", "rejected", "Danh mục không có mã này. Hãy "),
        ("abc", "rejected", "Mã “abc” chưa đúng dạng 1.2345"),
    ]


def test_a_change_before_an_upcoming_version_is_refused(clock):
    brought_in(clock(), BIRTH)
    brought_in(clock(), LONGER, day=DECEMBER)
    again = BIRTH | {"limits": [{"value": 9, "unit": "day"}]}

    (verdict,) = Outcome.from_stored(planned(clock(), again).plan).verdicts

    assert (verdict.fate, verdict.reason[:45]) == (
        Fate.REJECTED,
        "Thủ tục có phiên bản áp dụng từ 01/12/2026. H",
    )


# Undoing


def test_an_import_undone_leaves_the_catalogue_as_it_was(clock):
    brought_in(clock(), BIRTH, MARRIAGE)
    before = state_of_all()
    change = brought_in(
        clock(),
        LONGER | {"name": "Đăng ký khai sinh ví dụ mới"},
        BIRTH | {"code": "9.000003", "name": "Khai tử ví dụ"},
        day=DECEMBER,
        abolished=("9.000002",),
    )
    assert state_of_all() != before

    assert undo_change(change_id=change.pk, by=clock()) == []

    assert state_of_all() == before
    change.refresh_from_db()
    assert change.state == "undone"
    assert [e.event for e in Event.objects.order_by("sequence")] == [
        "imported",
        "imported",
        "undone",
    ]


def state_of_all():
    """Return every column of procedures and versions, and the rows of their terms."""
    return [
        list(Procedure.objects.order_by("code").values()),
        list(ProcedureVersion.objects.order_by("pk").values()),
        [
            sorted(str(row) for row in getattr(version, related).all())
            for version in ProcedureVersion.objects.order_by("pk")
            for related in ("limits", "fees", "documents", "offered_channels")
        ],
    ]


def test_a_version_with_dossiers_stays_and_the_old_terms_return_after_it(clock):
    brought_in(clock(), BIRTH)
    change = brought_in(clock(), LONGER, day=DECEMBER)
    dossier = received(day=DECEMBER)

    notes = undo_change(change_id=change.pk, by=clock(date(2026, 12, 10)))

    assert spans() == [
        (1, "3 ngày làm việc", TODAY, date(2026, 11, 30)),
        (2, "5 ngày làm việc", DECEMBER, date(2026, 12, 9)),
        (3, "3 ngày làm việc", date(2026, 12, 10), None),
    ]
    dossier.refresh_from_db()
    assert dossier.procedure_version.number == 2
    (note,) = notes
    assert note == (
        "“Đăng ký khai sinh ví dụ” đã có hồ sơ theo phiên bản mới nên phiên bản ấy áp "
        "dụng đến hết 09/12/2026; nội dung trước trở lại từ 10/12/2026."
    )


def test_a_new_procedure_with_dossiers_is_abolished_instead_of_removed(clock):
    change = brought_in(clock(), BIRTH)
    received()

    notes = undo_change(change_id=change.pk, by=clock(DECEMBER))

    assert spans() == [(1, "3 ngày làm việc", TODAY, date(2026, 11, 30))]
    (note,) = notes
    assert note == (
        "“Đăng ký khai sinh ví dụ” đã có hồ sơ nên áp dụng đến hết 30/11/2026, "
        "sau đó bãi bỏ."
    )


def test_what_a_later_change_rests_on_is_not_undone(clock):
    brought_in(clock(), BIRTH)
    first = brought_in(clock(), LONGER, day=TOMORROW)
    second = changing.withdraw(
        procedure_id=birth().pk, ground=Ground(DECEMBER), by=clock()
    )

    with pytest.raises(ChangeRefusedError, match="Hãy hoàn tác thay đổi ấy trước"):
        undo_change(change_id=first.pk, by=clock())
    undo_change(change_id=second.pk, by=clock())
    undo_change(change_id=first.pk, by=clock())

    assert spans() == [(1, "3 ngày làm việc", TODAY, None)]


def test_what_an_editor_wrote_since_is_not_undone(clock):
    brought_in(clock(), BIRTH)
    change = brought_in(clock(), BIRTH | {"name": "Đăng ký khai sinh kiểu mới"})
    Procedure.objects.update(name="Tên của biên tập")

    with pytest.raises(ChangeRefusedError, match="đã được sửa sau thay đổi này"):
        undo_change(change_id=change.pk, by=clock())


def test_a_change_is_undone_once(clock):
    change = brought_in(clock(), BIRTH)
    undo_change(change_id=change.pk, by=clock())

    with pytest.raises(ChangeRefusedError, match="không còn ở trạng thái đã áp dụng"):
        undo_change(change_id=change.pk, by=clock())
    assert Procedure.objects.count() == 0


# One procedure


GAPS = {name: BIRTH[name] for name in ("name", "sector", "group", "channels")}
FILLED = {
    "code": "9.000001",
    "limits": [{"value": 3, "unit": "working_day"}],
    "fees": [{"status": "free", "basis": "per_case"}],
}


def test_gaps_are_filled_where_they_are_while_nothing_rests_on_them(clock):
    brought_in(clock(), GAPS)
    gappy = state_of_all()
    procedure = Procedure.objects.get()

    change = changing.edit(
        procedure_id=procedure.pk, facts=FILLED, ground=Ground(TODAY), by=clock()
    )

    (version,) = ProcedureVersion.objects.all()
    assert (version.missing, birth().code) == ([], "9.000001")
    undo_change(change_id=change.pk, by=clock())
    assert state_of_all() == gappy


def test_a_gap_that_dossiers_were_received_with_is_filled_in_a_new_version(clock):
    brought_in(clock(), GAPS | {"code": "9.000001"})
    dossier = received()

    changing.edit(
        procedure_id=birth().pk, facts=FILLED, ground=Ground(TOMORROW), by=clock()
    )

    assert spans() == [
        (1, "None", TODAY, TODAY),
        (2, "3 ngày làm việc", TOMORROW, None),
    ]
    dossier.refresh_from_db()
    assert dossier.procedure_version.limits.count() == 0


def test_filled_gaps_with_dossiers_are_not_undone(clock):
    brought_in(clock(), GAPS | {"code": "9.000001"})
    change = changing.edit(
        procedure_id=birth().pk, facts=FILLED, ground=Ground(TODAY), by=clock()
    )
    received()

    with pytest.raises(ChangeRefusedError, match="Đã có hồ sơ tiếp nhận"):
        undo_change(change_id=change.pk, by=clock())


def test_a_code_of_another_procedure_is_refused(clock):
    brought_in(clock(), BIRTH, MARRIAGE)

    with pytest.raises(ChangeRefusedError, match=r"9\.000002 đã dùng"):
        changing.edit(
            procedure_id=birth().pk,
            facts={"code": "9.000002"},
            ground=Ground(TODAY),
            by=clock(),
        )


def test_a_procedure_is_abolished_by_decision_and_brought_back(clock):
    brought_in(clock(), BIRTH)
    key = birth().pk

    changing.withdraw(procedure_id=key, ground=Ground(DECEMBER, "13/QĐ-VD"), by=clock())
    back = changing.republish(
        procedure_id=key, ground=Ground(TODAY, "14/QĐ-VD"), by=clock()
    )

    assert spans() == [
        (1, "3 ngày làm việc", TODAY, date(2026, 11, 30)),
        (2, "3 ngày làm việc", DECEMBER, None),
    ]
    assert ProcedureVersion.objects.get(number=2).decision.number == "14/QĐ-VD"
    undo_change(change_id=back.pk, by=clock())
    assert len(spans()) == 1


@pytest.mark.parametrize(
    ("act", "day", "sentence"),
    [
        (changing.withdraw, TODAY - timedelta(days=1), "phải từ hôm nay trở đi"),
        (changing.withdraw, TODAY, "Phiên bản hiện tại áp dụng từ 24/11/2026"),
        (changing.republish, TODAY, "đang có phiên bản áp dụng"),
    ],
)
def test_what_cannot_be_done_says_why(clock, act, day, sentence):
    brought_in(clock(), BIRTH)

    with pytest.raises(ChangeRefusedError, match=sentence):
        act(procedure_id=birth().pk, ground=Ground(day), by=clock())
    assert CatalogueChange.objects.count() == 1


def test_an_unfinished_change_leaves_nothing(clock):
    brought_in(clock(), BIRTH)

    with pytest.raises(Procedure.DoesNotExist):
        changing.withdraw(procedure_id=uuid.uuid4(), ground=Ground(TODAY), by=clock())
    assert CatalogueChange.objects.count() == 1


def test_a_number_on_the_counter_that_is_taken_is_a_sentence(clock):
    brought_in(clock(), BIRTH | {"favourite": 1}, MARRIAGE | {"favourite": 2})
    third = BIRTH | {"code": "9.000003", "name": "Khai tử ví dụ", "favourite": 2}

    (verdict,) = Outcome.from_stored(planned(clock(), third).plan).verdicts

    assert verdict.reason == (
        "Số 2 trên bàn tiếp nhận đã dùng cho thủ tục “Đăng ký kết hôn ví dụ”. "
        "Hãy chọn số khác hoặc để trống."
    )


def test_two_procedures_may_change_places_on_the_counter(clock):
    brought_in(clock(), BIRTH | {"favourite": 1}, MARRIAGE | {"favourite": 2})

    brought_in(clock(), BIRTH | {"favourite": 2}, MARRIAGE | {"favourite": 1})

    assert [p.code for p in Procedure.objects.favourites()] == ["9.000002", "9.000001"]


def test_a_procedure_without_a_code_takes_the_one_that_a_list_brings(clock):
    brought_in(clock(), GAPS)

    brought_in(clock(), BIRTH)

    assert [p.code for p in Procedure.objects.all()] == ["9.000001"]


def test_a_name_of_another_code_is_rejected_and_named(clock):
    brought_in(clock(), BIRTH, MARRIAGE)
    wrong = BIRTH | {"name": MARRIAGE["name"]}

    (verdict,) = Outcome.from_stored(planned(clock(), wrong).plan).verdicts

    assert verdict.reason == (
        "Mã 9.000001 là “Đăng ký khai sinh ví dụ”, tệp ghi tên “Đăng ký kết hôn ví dụ”. "
        "Tên này là của mã 9.000002. Hãy kiểm tra lại mã và tên."
    )


def test_a_stored_order_is_the_order_given():
    given = order(abolished=("9.000001",), whole="sector:ho-tich", decision="1/QĐ")

    assert Order.from_stored(given.as_stored(), TODAY) == given
    assert replace(given, day=None).as_stored() == given.as_stored()
