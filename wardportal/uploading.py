"""Lets no upload grow past its limit, wherever it would be put on the way."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUploadHandler(FileUploadHandler):
    """Stands before the others and hands on no more than is needed to refuse a file.

    The form then sees a file that is too large and says so; the rest is read away, so
    that the other files and fields of the form arrive.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand a chunk on; None once the limit was passed."""
        if self.passed > settings.UPLOAD_FILE_BYTES:
            return None
        self.passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers behind."""
