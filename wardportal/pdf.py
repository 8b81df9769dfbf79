"""HTML to PDF; the only module that names WeasyPrint, which loads on first use.

Documents link to static files by their usual addresses, so that one HTML serves the
browser and the printer. Nothing else is opened while rendering: not the network, not
the disk outside the static roots, however the HTML asks for it.
"""

from collections.abc import Iterator
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

ORIGIN = "https://print.invalid"
"""Where relative addresses of a document lead; a host that cannot exist (RFC 2606)."""

# One font map serves a whole process, and Pango's are not made for two threads.
_TURN = Lock()


class PdfError(Exception):
    """A document cannot be printed; the cause is for the log, not for the reader."""


def render_pdf(html: str, *, accessible: bool = False) -> bytes:
    """Print a whole HTML document; pages are cut by its style sheet.

    ``accessible`` writes PDF/UA-1, tagged for screen readers; it takes a third longer.
    Raises PdfError when the document names anything but ``data:`` and our own static
    files, or when WeasyPrint gives up.
    """
    # Imported here because it costs a third of a second that most processes never need.
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    fetcher = _fetcher()
    try:
        with _TURN:
            fetcher.refused = ""
            page = HTML(string=html, base_url=ORIGIN, url_fetcher=fetcher)
            pdf: bytes = page.write_pdf(
                font_config=_fonts(), pdf_variant="pdf/ua-1" if accessible else None
            )
            refused = fetcher.refused
    except (FatalURLFetchingError, Exception) as error:
        raise PdfError(f"{type(error).__name__}: {error}") from error
    if refused:
        raise PdfError(refused)
    return pdf


def static_file(url: str) -> Path:
    """Return the file behind an address under STATIC_URL.

    Raises PdfError for any other address and for names that lead, by ``..`` or by a
    symbolic link, out of the static roots.
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    if f"{parts.scheme}://{parts.netloc}" != ORIGIN or not path.startswith(
        settings.STATIC_URL
    ):
        raise PdfError(f"Not a static file: {url[:200]}")
    name = path.removeprefix(settings.STATIC_URL)
    for root in _static_roots():
        file = (root / name).resolve()
        if file.is_relative_to(root) and file.is_file():
            return file
    raise PdfError(f"No such static file: {url[:200]}")


def _static_roots() -> Iterator[Path]:
    """Walk the sources first, then where collectstatic put the hashed names."""
    for root in (*settings.STATICFILES_DIRS, settings.STATIC_ROOT):
        yield Path(root).resolve()


@cache
def _fonts() -> Any:
    """Keep fonts between documents: reading them again would cost more than a page."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):  # type: ignore[misc]
        """Opens ``data:`` addresses and our own static files."""

        refused = ""
        """The last address refused: drawing a picture swallows what it raises."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if urlsplit(url).scheme == "data":
                return super().fetch(url, headers)
            try:
                file = static_file(url)
            except PdfError as error:
                self.refused = str(error)
                raise
            kind = guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    return StaticFetcher(allow_redirects=False, fail_on_errors=True)
