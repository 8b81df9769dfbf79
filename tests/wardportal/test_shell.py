"""The staff head line: what each role finds there, and where the reader is."""

import pytest

from wardportal.shell import desk_nav

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def marked(rf, user, path):
    """Return the entries marked for a reader of a page, with how."""
    request = rf.get(path)
    request.user = user
    return {item.label: item.current for item in desk_nav(request) if item.current}


@pytest.mark.parametrize(
    ("path", "entries"),
    [
        ("/ho-so/", {"Hồ sơ": "page"}),
        ("/ho-so/H00.00.01-261123-0001/", {"Hồ sơ": "true"}),
        ("/ho-so/can-goi/", {"Cần gọi": "page"}),
        ("/tiep-nhan/tinh-han/", {"Tiếp nhận": "true"}),
        ("/", {}),
    ],
)
def test_the_nearest_entry_above_a_page_is_marked(rf, clerk, path, entries):
    assert marked(rf, clerk, path) == entries


def test_a_page_below_an_entry_that_a_role_lacks_marks_the_one_it_has(rf, officer):
    assert marked(rf, officer, "/ho-so/can-goi/") == {"Hồ sơ": "true"}


def test_visitors_have_no_entries(rf):
    assert desk_nav(rf.get("/")) == []
