from django.core.management import call_command
from django.test import override_settings

from wardportal.staticstorage import PortalStaticFilesStorage

OURS = {
    "staticfiles": {"BACKEND": "wardportal.staticstorage.PortalStaticFilesStorage"},
}


def test_before_collectstatic_a_file_goes_by_its_own_name(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path

    assert PortalStaticFilesStorage().url("css/pdf.css") == "/static/css/pdf.css"


def test_after_collectstatic_a_file_goes_by_its_hash(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    with override_settings(STORAGES=settings.STORAGES | OURS):
        call_command("collectstatic", interactive=False, verbosity=0)

    url = PortalStaticFilesStorage().url("css/portal.css")

    assert url.startswith("/static/css/portal.")
    assert url != "/static/css/portal.css"
    assert (tmp_path / f"{url.removeprefix('/static/')}.gz").is_file()
