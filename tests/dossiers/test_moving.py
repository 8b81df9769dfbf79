"""Moves asked for by name: each calls its operation, roles are checked first."""

from datetime import timedelta

import pytest

from dossiers.forms.moves import FORMS, form_of
from dossiers.moving import make_move, move_each
from dossiers.permissions import MoveKind, MoveNotAllowedError
from dossiers.processing import take
from tests.dossiers.desk import MONDAY
from tests.dossiers.moves import act, evidence_of, make_dossier
from tests.people import make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def colleague(db):
    return make_officer(username="dong.nghiep", full_name="Vũ Thị Đồng")


@pytest.fixture
def people(request):
    names = ("officer", "clerk", "leader", "colleague", "office")
    return {name: request.getfixturevalue(name) for name in names}


def said(kind, dossier, **values):
    """Fill a move's form in and return it."""
    form = form_of(kind, dossier, {"reason": "Có lý do", **values})
    assert form.is_valid(), form.errors
    return form


@pytest.mark.parametrize(
    ("kind", "who", "statuses", "event"),
    [
        ("nhan", "officer", "accepted processing", "taken"),
        ("trinh-ky", "officer", "processing awaiting_signature", "sent_for_signature"),
        ("tra-lai", "leader", "awaiting_signature processing", "sent_back"),
        ("ket-qua", "officer", "processing resolved", "closed"),
        ("tu-choi", "leader", "processing refused", "closed"),
        ("chuyen", "clerk", "accepted accepted", "handed_over"),
    ],
)
def test_each_move_does_what_its_name_says(kind, who, statuses, event, people):
    before, after = statuses.split()
    dossier = make_dossier(status=before)
    kind = MoveKind(kind)
    move = said(kind, dossier, receiver="dong.nghiep").move(people["office"])

    by = act(people[who], reason="Có lý do")
    moved = make_move(dossier_id=dossier.id, kind=kind, move=move, by=by)

    assert moved.status == after
    assert [name for name, *_ in evidence_of(dossier)] == [f"dossier.{event}"]


def test_a_result_is_handed_to_whoever_came(office, clerk):
    dossier = make_dossier(closed_at=MONDAY)
    move = said(MoveKind.RETURN, dossier, collector="Lê Văn Ví Dụ").move(office)

    make_move(dossier_id=dossier.id, kind=MoveKind.RETURN, move=move, by=act(clerk))

    assert evidence_of(dossier)[0][-1] == {"collector": "Lê Văn Ví Dụ"}


def test_every_move_has_its_form():
    assert set(FORMS) == set(MoveKind)


def test_a_role_that_may_not_changes_nothing(office, clerk):
    dossier = make_dossier()
    kind = MoveKind.RESOLVE
    move = said(kind, dossier).move(office)

    with pytest.raises(MoveNotAllowedError):
        make_move(dossier_id=dossier.id, kind=kind, move=move, by=act(clerk))

    dossier.refresh_from_db()
    assert dossier.status == "accepted"


class TestMoveEach:
    @pytest.fixture
    def four(self, office, colleague):
        return [
            make_dossier(),
            make_dossier(officer=colleague),
            make_dossier(closed_at=MONDAY + timedelta(minutes=1)),
            make_dossier(),
        ]

    def test_moves_what_it_can_and_says_why_not_the_rest(self, four, officer):
        asked = {"kind": MoveKind.TAKE, "move": take, "by": act(officer)}

        tally = move_each(dossiers=four, **asked)

        mine, hers, closed, mine_too = four
        assert tally.done == [mine, mine_too]
        held = "Vũ Thị Đồng đang giữ hồ sơ này. Hãy đề nghị người đó chuyển cho bạn."
        past = (
            "Hồ sơ đang ở tình trạng “Có kết quả”, không chuyển sang “Đang giải quyết” "
            "được. Hãy tải lại trang để xem tình trạng mới nhất."
        )
        assert tally.refused == {held: [hers], past: [closed]}
        assert [evidence_of(dossier) for dossier in (hers, closed)] == [[], []]

    def test_is_refused_whole_to_a_role_that_may_not(self, four, clerk):
        asked = {"kind": MoveKind.TAKE, "move": take, "by": act(clerk)}

        with pytest.raises(MoveNotAllowedError):
            move_each(dossiers=four, **asked)

        assert [evidence_of(dossier) for dossier in four] == [[], [], [], []]
