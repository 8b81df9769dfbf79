"""The Vietnamese catalogue: compiled as written, and in the house's words."""

import gettext
import re
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as translated

FOLDER = Path(__file__).resolve().parents[2] / "wardportal/locale/vi/LC_MESSAGES"


def written():
    """Read message → translation out of the source; plurals by their singular."""
    source = (FOLDER / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(
        r'^msgid "(.+)"\n(?:msgid_plural ".*"\n)?msgstr(?:\[0\])? "(.*)"$',
        source,
        flags=re.MULTILINE,
    )
    return dict(pairs)


def test_the_compiled_catalogue_is_the_written_one():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    found = {message: compiled.ngettext(message, message, 2) for message in written()}
    plain = {message: compiled.gettext(message) for message in written()}
    merged = {m: found[m] if found[m] != m else plain[m] for m in found}
    assert merged == written()


def test_no_sentence_uses_a_banned_word():
    banned = re.compile(r"vui lòng|\bxin\b|hợp lệ|quý khách", re.IGNORECASE)
    assert [text for text in written().values() if banned.search(text)] == []


def test_it_wins_over_djangos_own_words():
    with translation.override("vi"):
        assert translated("This field is required.") == "Hãy điền mục này."
        assert translated("Incorrect code.").startswith("Mã chưa đúng.")
