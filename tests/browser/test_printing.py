"""What Chromium's printer gets of a citizens' page: a sheet to take home."""

from datetime import date

import pytest

from procedures.models import ProcedureVersion
from procedures.reference import load_catalogue
from procedures.wording import basis_titles, paper_items, step_items
from tests.papers import A4, page_sizes, text_of

pytestmark = pytest.mark.slow

LONGEST = 5
MOST_SHEETS = 2


def words_in(version):
    """Return how much the page of a version has to say."""
    papers = paper_items(version.documents.all())
    bases = basis_titles(version.legal_bases.all())
    said = [*papers, *step_items(version), *bases]
    return sum(len(str(part)) for part in said)


def longest_procedures():
    versions = ProcedureVersion.objects.prefetch_related(
        "documents", "steps", "legal_bases"
    ).filter(procedure__internal=False, documents__isnull=False)
    by_length = sorted(versions.distinct(), key=words_in, reverse=True)
    return [version.procedure for version in by_length[:LONGEST]]


def printed(page):
    return page.pdf(prefer_css_page_size=True)


def test_the_longest_procedures_print_on_two_sheets_of_a4(page, office):
    load_catalogue(day=date(2026, 11, 24))

    sheets = {}
    for procedure in longest_procedures():
        page.goto(procedure.get_absolute_url())
        sheets[procedure.code] = page_sizes(printed(page))

    assert len(sheets) == LONGEST
    for sizes in sheets.values():
        assert sizes == [A4] * min(len(sizes), MOST_SHEETS)


def test_paper_has_the_words_and_leaves_out_what_only_a_screen_can_use(page, office):
    load_catalogue(day=date(2026, 11, 24))

    page.goto("/thu-tuc/1.001193/")
    words = text_of(printed(page))

    for said in ("Giấy tờ cần chuẩn bị", "Các bước thực hiện", "Nộp trực tiếp"):
        assert said in words
    for unsaid in ("Trong trang này", "In trang này", "Tra cứu hồ sơ", "Đang mở cửa"):
        assert unsaid not in words
