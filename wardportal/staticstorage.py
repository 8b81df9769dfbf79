"""Static files under hashed, compressed names, and under their own before that."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names a file by its hash once ``collectstatic`` has run, plainly before.

    A command prints documents in a folder where no web server was ever set up; their
    style sheet is then found in the sources (wardportal.pdf).
    """

    def stored_name(self, name: str) -> Any:
        if self.hash_key(self.clean_name(name)) not in self.hashed_files:
            return name
        return super().stored_name(name)
