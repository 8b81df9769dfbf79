"""The pages of a dossier's files, and who is sent a file itself."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dossiers import filestore
from dossiers.attaching import About, Offered, attach
from dossiers.enums import AttachmentKind
from dossiers.models import Attachment, DossierPaper
from dossiers.views import results
from tests.dossiers.moves import act, make_dossier
from tests.uploads import paper, picture
from wardportal.limits.tries import Limit
from wardportal.safefiles.kinds import OTHER_KIND

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_dossier()


@pytest.fixture
def desk(client_of, clerk):
    return client_of(clerk)


@pytest.fixture
def scan(dossier, clerk):
    return added(dossier, clerk)


def added(dossier, clerk, name="Tờ khai.pdf", content=None, **about):
    offered = [Offered(name, content or paper())]
    (row,) = attach(
        dossier_id=dossier.id, offered=offered, about=About(**about), by=act(clerk)
    ).added
    return row


def address(name, dossier, *parts):
    return reverse(f"dossiers:{name}", args=[dossier.code, *parts])


def file(name="Tờ khai.pdf", content=None):
    return SimpleUploadedFile(name, content or paper())


def send(client, dossier, *files, **fields):
    data = {"chosen": files, "kind": "incoming", "paper": "", "mark": "", **fields}
    return client.post(address("files", dossier), data)


class TestAdding:
    def test_says_the_limits_before_anything_is_chosen(self, desk, dossier):
        page = desk.get(address("files", dossier)).content.decode()
        assert (
            "PDF, JPEG hoặc PNG; mỗi tệp nhiều nhất 10 MB, mỗi lần nhiều nhất 10 tệp."
            in page
        )
        assert 'accept="application/pdf,image/jpeg,image/png"' in page

    def test_keeps_several_files_with_what_they_are(self, desk, dossier):
        form = DossierPaper.objects.create(dossier=dossier, name="Tờ khai", originals=1)
        pages = [file(), file("anh.png", picture("PNG"))]
        answer = send(desk, dossier, *pages, paper=form.pk, mark="copy")
        assert (answer.status_code, answer.url) == (303, address("files", dossier))
        rows = Attachment.objects.values_list("name", "paper", "mark")
        assert sorted(rows) == [
            ("Tờ khai.pdf", form.pk, "copy"),
            ("anh.png", form.pk, "copy"),
        ]

    def test_tells_of_each_bad_file_and_keeps_the_rest_of_the_form(
        self, desk, dossier, settings
    ):
        settings.UPLOAD_FILE_BYTES = 100_000
        large, empty = file("to.pdf", b"x" * 200_000), SimpleUploadedFile("0.pdf", b"")
        odd = file("bai.docx", b"PK\x03\x04")
        answer = send(desk, dossier, file(), large, empty, odd, mark="certified")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert [row.name for row in Attachment.objects.all()] == ["Tờ khai.pdf"]
        assert "“to.pdf” lớn hơn 0 MB. Hãy quét" in page
        assert "“0.pdf” trống. Hãy chọn tệp khác." in page
        assert f"“bai.docx” {OTHER_KIND}" in page
        assert '<option value="certified" selected>' in page
        assert "Đã thêm 1 tệp." in page

    def test_without_a_file_asks_for_one(self, desk, dossier):
        answer = send(desk, dossier)
        assert answer.status_code == 422
        assert "Hãy chọn ít nhất một tệp." in answer.content.decode()

    def test_of_too_many_files_says_how_many_go_at_once(self, desk, dossier):
        answer = send(desk, dossier, *(file(f"{n}.pdf") for n in range(11)))
        assert answer.status_code == 422
        assert "Bạn đã chọn 11 tệp." in answer.content.decode()
        assert Attachment.objects.count() == 0

    def test_on_a_full_disk_says_so_and_leaves_nothing(
        self, desk, dossier, monkeypatch
    ):
        monkeypatch.setattr(filestore, "LEAST_FREE", 1.1)
        answer = send(desk, dossier, file())
        assert answer.status_code == 409
        assert "Máy chủ hết chỗ" in answer.content.decode()
        assert Attachment.objects.count() == 0

    def test_of_a_result_too_early_is_not_offered(self, desk, dossier):
        page = desk.get(address("files", dossier)).content.decode()
        assert "Kết quả điện tử" not in page
        send(desk, dossier, file(), kind="result")
        assert Attachment.objects.get().kind == "incoming"

    def test_takes_no_paper_of_another_dossier(self, desk, dossier):
        other = DossierPaper.objects.create(
            dossier=make_dossier(code="H00-2"), name="X"
        )
        answer = send(desk, dossier, file(), paper=other.pk)
        assert answer.status_code == 422
        assert Attachment.objects.count() == 0


class TestContent:
    def test_is_sent_so_that_it_can_do_nothing(self, desk, dossier, scan):
        answer = desk.get(address("file_content", dossier, scan.pk))
        assert answer.content == filestore.read(scan.stored_name, sha256=scan.sha256)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer["Cache-Control"] == "private, no-store"

    def test_of_a_picture_is_in_a_sandbox(self, desk, dossier, clerk):
        row = added(dossier, clerk, "a.html", picture())
        answer = desk.get(address("file_content", dossier, row.pk), {"tai": ""})
        assert answer["Content-Security-Policy"].endswith("; sandbox")
        assert answer["Content-Disposition"] == 'attachment; filename="a.html.jpeg"'
        assert answer["Content-Type"] == "image/jpeg"

    @pytest.mark.parametrize("who", ["stranger", "administrator"])
    def test_is_closed_to_whoever_handles_no_dossiers(
        self, request, client_of, dossier, scan, who
    ):
        client = client_of(request.getfixturevalue(who))
        for name in ("file_content", "file"):
            assert client.get(address(name, dossier, scan.pk)).status_code == 403

    def test_asks_citizens_to_sign_in(self, client, dossier, scan):
        answer = client.get(address("file_content", dossier, scan.pk))
        assert answer.status_code == 302

    def test_is_not_found_under_another_dossier(self, desk, dossier, scan):
        other = make_dossier(code="H00-2")
        answer = desk.get(address("file_content", other, scan.pk))
        assert answer.status_code == 404

    def test_that_was_changed_on_the_disk_is_refused_and_logged(
        self, desk, dossier, scan, caplog
    ):
        filestore.path_of(scan.stored_name).write_bytes(b"%PDF-1.7 forged")
        answer = desk.get(address("file_content", dossier, scan.pk), follow=True)
        page = answer.content.decode()
        assert "bị mất hoặc không còn như lúc lưu nên không mở được" in page
        assert f"Attachment {scan.pk} is not what was stored" in caplog.text


class TestOneFile:
    def test_shows_what_is_known_of_it(self, desk, dossier, scan):
        page = desk.get(address("file", dossier, scan.pk)).content.decode()
        assert scan.sha256 in page
        assert "Giấy tờ nộp" in page

    def test_is_described_anew(self, desk, dossier, scan):
        data = {"paper": "", "mark": "original"}
        answer = desk.post(address("file", dossier, scan.pk), data)
        scan.refresh_from_db()
        assert (answer.status_code, scan.mark) == (303, "original")

    def test_is_removed_for_a_reason_only(
        self, desk, dossier, scan, django_capture_on_commit_callbacks
    ):
        where = address("file_remove", dossier, scan.pk)
        refused = desk.post(where, {"reason": " "})
        assert refused.status_code == 422
        assert "Hãy nhập lý do xóa" in refused.content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            assert desk.post(where, {"reason": "Quét nhầm"}).status_code == 303
        assert not filestore.path_of(scan.stored_name).exists()
        assert desk.get(address("file", dossier, scan.pk)).status_code == 404

    def test_stands_on_the_dossiers_page(self, desk, dossier, scan):
        page = desk.get(address("detail", dossier)).content.decode()
        assert address("file_content", dossier, scan.pk) in page
        assert "Thêm tệp" in page


class TestResult:
    @pytest.fixture
    def result(self, dossier, clerk):
        dossier.status, dossier.outcome, dossier.delivery = (
            "resolved",
            "granted",
            "electronic",
        )
        dossier.resolved_at = dossier.accepted_at + timedelta(hours=1)
        dossier.save()
        return added(dossier, clerk, "Kết quả.pdf", kind=AttachmentKind.RESULT)

    def where(self, dossier, row):
        return reverse("dossiers:track_result", args=[dossier.tracking_token, row.pk])

    def test_is_fetched_with_the_secret_of_the_receipt(self, client, dossier, result):
        page = client.get(
            reverse("dossiers:track_token", args=[dossier.tracking_token])
        )
        assert self.where(dossier, result) in page.content.decode()
        answer = client.get(self.where(dossier, result))
        assert answer.content == filestore.read(
            result.stored_name, sha256=result.sha256
        )
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize(
        "change",
        [{"delivery": "counter"}, {"status": "processing"}, {"outcome": "refused"}],
    )
    def test_goes_out_in_no_other_case(self, client, dossier, result, change):
        for name, value in change.items():
            setattr(dossier, name, value)
        if dossier.status == "processing":
            dossier.resolved_at, dossier.outcome = None, ""
        if dossier.outcome == "refused":
            dossier.status = "refused"
        dossier.save()
        assert client.get(self.where(dossier, result)).status_code == 404

    def test_takes_no_other_paper_along(self, client, dossier, clerk, result):
        scanned = added(dossier, clerk, content=paper(pages=4))
        assert client.get(self.where(dossier, scanned)).status_code == 404

    def test_has_a_secret_of_its_own_dossier(self, client, dossier, result):
        other = make_dossier(code="H00-2")
        assert client.get(self.where(other, result)).status_code == 404

    def test_is_not_fetched_without_end(self, client, dossier, result, monkeypatch):
        limit = Limit("result-test", tries=1, refill=timedelta(minutes=1))
        monkeypatch.setattr(results, "ADDRESS_LIMIT", limit)
        assert client.get(self.where(dossier, result)).status_code == 200
        assert client.get(self.where(dossier, result)).status_code == 429

    def test_that_was_changed_on_the_disk_is_refused(self, client, dossier, result):
        filestore.path_of(result.stored_name).write_bytes(b"forged")
        answer = client.get(self.where(dossier, result))
        assert answer.status_code == 410
        assert "không mở được" in answer.content.decode()
