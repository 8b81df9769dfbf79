"""An upload past its limit is not carried to the end; the rest of the form arrives."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory


@pytest.fixture
def sent(settings):
    """Return ``sent(*contents)``: the request that brings them under a small limit."""
    settings.UPLOAD_FILE_BYTES = 100_000
    requests = []

    def send(*contents):
        files = [SimpleUploadedFile("a.pdf", content) for content in contents]
        requests.append(RequestFactory().post("/", {"files": files, "note": "giữ lại"}))
        return requests[-1]

    yield send
    for request in requests:
        request.close()  # and with it the files on their way


def test_files_within_the_limit_arrive_whole(sent):
    (file,) = sent(b"x" * 100_000).FILES.getlist("files")
    assert file.read() == b"x" * 100_000


@pytest.mark.parametrize("size", [300_000, 9_000_000])
def test_of_a_larger_one_only_so_much_that_it_is_seen_to_be(sent, size):
    request = sent(b"x" * size, b"y" * 10)
    large, small = request.FILES.getlist("files")
    assert 100_000 < large.size < 250_000
    assert small.read() == b"y" * 10
    assert request.POST["note"] == "giữ lại"
