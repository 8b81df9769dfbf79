"""Files come to a dossier one by one judged, whole or not at all, and leave a trace."""

import hashlib
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from dossiers import attaching, filestore
from dossiers.attaching import KNOWN, About, Offered, attach, describe, remove
from dossiers.enums import AttachmentKind, PaperMark, Status
from dossiers.filestore import NO_SPACE, FileChangedError, NoSpaceError
from dossiers.models import Attachment, DossierPaper
from dossiers.workflow import MoveRefusedError
from tests.dossiers.moves import act, evidence_of, make_dossier
from tests.uploads import opens_with_script, paper, photo, picture
from wardportal.safefiles.kinds import DAMAGED, OTHER_KIND

pytestmark = pytest.mark.django_db

INCOMING = About()
SCAN = Offered("To khai.pdf", paper())
PHOTO = Offered("can cuoc.jpg", photo())


@pytest.fixture
def dossier(office, clerk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_dossier()


@pytest.fixture
def add(dossier, clerk):
    """Return ``add(*files)``: the clerk adds them to the dossier."""

    def added(*offered, about=INCOMING, minutes=60):
        by = act(clerk, minutes)
        return attach(dossier_id=dossier.id, offered=offered, about=about, by=by)

    return added


def files_on_disk():
    return sorted(file.name for file in filestore.root().rglob("*") if file.is_file())


def test_a_file_is_kept_made_anew_under_a_random_name(add, dossier, clerk):
    (row,) = add(
        Offered("Tờ khai của bà Ví Dụ.pdf", paper(prepare=opens_with_script))
    ).added
    kept = filestore.read(row.stored_name, sha256=row.sha256)
    assert b"JavaScript" not in kept
    assert (row.name, row.file_type, row.size, row.scan_state, row.added_by) == (
        "Tờ khai của bà Ví Dụ.pdf",
        "pdf",
        len(kept),
        "unscanned",
        clerk,
    )
    assert row.sha256 == hashlib.sha256(kept).hexdigest()
    assert files_on_disk() == [row.stored_name]


def test_the_evidence_names_a_file_by_its_hash_alone(add, dossier, clerk):
    (row,) = add(SCAN).added
    assert evidence_of(dossier) == [
        ("dossier.file_added", "", "accepted", clerk, {"sha256": row.sha256})
    ]


def test_what_files_are_is_kept_with_them(add, dossier):
    form = DossierPaper.objects.create(dossier=dossier, name="Tờ khai", originals=1)
    (row,) = add(SCAN, about=About(paper=form, mark=PaperMark.CERTIFIED)).added
    row.refresh_from_db()
    assert (row.paper, row.mark, row.kind) == (form, "certified", "incoming")


def test_a_bad_file_gets_a_sentence_and_the_others_are_kept(add):
    broken = Offered("hong.pdf", b"%PDF-1.7 %%EOF")
    attached = add(SCAN, Offered("bai.docx", b"PK\x03\x04"), broken, PHOTO)
    assert [row.name for row in attached.added] == ["To khai.pdf", "can cuoc.jpg"]
    assert attached.refused == [f"“bai.docx” {OTHER_KIND}", f"“hong.pdf” {DAMAGED}"]
    assert len(files_on_disk()) == 2


def test_the_same_file_again_is_not_added_again(add):
    add(SCAN)
    again = add(Offered("ten khac.pdf", SCAN.content), PHOTO, PHOTO)
    assert [row.name for row in again.added] == ["can cuoc.jpg"]
    assert again.refused == [f"“ten khac.pdf” {KNOWN}", f"“can cuoc.jpg” {KNOWN}"]
    assert len(files_on_disk()) == Attachment.objects.count() == 2


def test_a_removed_file_may_come_again(add, clerk, django_capture_on_commit_callbacks):
    (row,) = add(SCAN).added
    with django_capture_on_commit_callbacks(execute=True):
        remove(attachment_id=row.pk, by=act(clerk, 61, "nhầm"))
    assert len(add(SCAN).added) == 1


def test_a_full_disk_leaves_no_file_and_no_row(add, dossier, monkeypatch):
    real, written = filestore.write_whole, []

    def until_full(file, content):
        if written:
            raise OSError(28, "No space left on device")
        written.append(file)
        real(file, content)

    monkeypatch.setattr(filestore, "write_whole", until_full)
    with pytest.raises(NoSpaceError, match=NO_SPACE):
        add(SCAN, PHOTO)
    assert len(written) == 1
    assert (files_on_disk(), Attachment.objects.count()) == ([], 0)
    assert evidence_of(dossier) == []


def test_near_the_end_of_the_disk_uploads_are_off(add, monkeypatch):
    monkeypatch.setattr(filestore, "LEAST_FREE", 1.1)
    with pytest.raises(NoSpaceError, match=NO_SPACE):
        add(SCAN)


def test_a_dossier_that_takes_none_keeps_no_file(add, dossier):
    dossier.status, dossier.annulled_at = "annulled", dossier.accepted_at
    dossier.save(update_fields=["status", "annulled_at"])
    with pytest.raises(MoveRefusedError, match="Hồ sơ đã hủy"):
        add(SCAN)
    assert files_on_disk() == []


@pytest.mark.parametrize("status", Status)
def test_a_result_comes_when_there_may_be_one(add, dossier, status):
    if status in {Status.ANNULLED, Status.NOT_ACCEPTED, Status.SUBMITTED}:
        return  # columns of such a dossier differ; the first is tried above
    closed = {"resolved", "returned", "refused", "withdrawn", "stopped"}
    dossier.status = status.value
    if status in closed:
        outcome = (
            status.value if status in {"refused", "withdrawn", "stopped"} else "granted"
        )
        dossier.outcome = outcome
        dossier.resolved_at = dossier.accepted_at + timedelta(minutes=1)
    if status is Status.RETURNED:
        dossier.returned_at = dossier.accepted_at + timedelta(minutes=2)
    dossier.save()
    about = About(kind=AttachmentKind.RESULT)
    if status in attaching.RESULT_STATUSES:
        assert add(SCAN, about=about).added[0].is_result
    else:
        with pytest.raises(MoveRefusedError, match="chưa có kết quả"):
            add(SCAN, about=about)


def test_there_is_an_end_to_the_number_of_files(add, monkeypatch):
    monkeypatch.setattr(attaching, "MOST_FILES", 1)
    add(SCAN)
    with pytest.raises(MoveRefusedError, match="đã có 1 tệp, nhiều nhất là 1"):
        add(PHOTO)
    assert len(files_on_disk()) == 1


def test_a_file_is_described_anew_with_a_trace(add, dossier, clerk):
    (row,) = add(SCAN).added
    form = DossierPaper.objects.create(dossier=dossier, name="Tờ khai", originals=1)
    describe(attachment_id=row.pk, paper=form, mark="copy", by=act(clerk, 61))
    row.refresh_from_db()
    assert (row.paper, row.mark) == (form, "copy")
    assert evidence_of(dossier)[-1][0] == "dossier.file_marked"


def test_a_removed_file_is_gone_and_its_row_says_why(
    add, dossier, clerk, django_capture_on_commit_callbacks
):
    (row,) = add(SCAN).added
    with django_capture_on_commit_callbacks(execute=True):
        remove(attachment_id=row.pk, by=act(clerk, 61, "Quét nhầm hồ sơ khác"))
    row.refresh_from_db()
    assert (row.removed_by, row.removal_reason) == (clerk, "Quét nhầm hồ sơ khác")
    assert files_on_disk() == []
    assert list(Attachment.objects.present()) == []
    assert evidence_of(dossier)[-1] == (
        "dossier.file_removed",
        "",
        "accepted",
        clerk,
        {"sha256": row.sha256, "reason": "Quét nhầm hồ sơ khác"},
    )
    with pytest.raises(MoveRefusedError, match="đã bị xóa trước đó"):
        remove(attachment_id=row.pk, by=act(clerk, 62, "lần nữa"))


def test_no_file_is_removed_without_a_reason(add, clerk):
    (row,) = add(SCAN).added
    with pytest.raises(MoveRefusedError, match="Hãy ghi lý do"):
        remove(attachment_id=row.pk, by=act(clerk, 61))


def test_a_result_that_went_out_stays(add, dossier, clerk):
    dossier.status, dossier.outcome = "resolved", "granted"
    dossier.resolved_at = dossier.accepted_at + timedelta(minutes=1)
    dossier.save()
    (row,) = add(SCAN, about=About(kind=AttachmentKind.RESULT)).added
    dossier.status, dossier.returned_at = "returned", dossier.resolved_at
    dossier.save()
    with pytest.raises(MoveRefusedError, match="đã trả cho người nộp"):
        remove(attachment_id=row.pk, by=act(clerk, 61, "nhầm"))


@pytest.mark.parametrize("change", [b"", b"%PDF-1.7 forged"])
def test_a_file_that_was_changed_on_the_disk_is_not_read(add, change):
    (row,) = add(SCAN).added
    filestore.path_of(row.stored_name).write_bytes(change)
    with pytest.raises(FileChangedError):
        filestore.read(row.stored_name, sha256=row.sha256)


@pytest.mark.parametrize(
    "change",
    [{"sha256": "0" * 64}, {"stored_name": "x"}, {"size": 5}, {"added_by": None}],
)
def test_no_statement_changes_what_was_stored(add, change):
    add(SCAN)
    with pytest.raises(IntegrityError, match="is refused: it is evidence"):
        Attachment.objects.update(**change)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_what_several_people_add_at_once_is_all_kept(add, dossier):
    failures = []

    def upload(number):
        try:
            add(Offered(f"{number}.png", picture("PNG", size=(20 + number, 20))))
        except Exception as error:  # noqa: BLE001 -- reported by the test below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=upload, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    names = Attachment.objects.values_list("name", flat=True)
    assert sorted(names) == [f"{number}.png" for number in range(6)]
    assert len(files_on_disk()) == 6
