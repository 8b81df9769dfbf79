"""The dossier whose slips are read back: received on Monday 23/11/2026 at 09:41."""

import pytest

from dossiers.intake import register_dossier
from dossiers.models import Dossier
from dossiers.submitting import refuse_submitted, submit_dossier
from procedures.enums import Channel
from tests.dossiers import desk
from tests.dossiers.moves import act


@pytest.fixture
def counter(clerk):
    """Return the clerk, at a counter of their own."""
    clerk.desk = "Quầy 2"
    clerk.save()
    return clerk


@pytest.fixture
def dossier(office, counter):
    desk.announce_days()
    facts = desk.facts(desk.make_status_paper())
    return _as_shown(register_dossier(facts=facts, by=desk.logging(office, counter)))


@pytest.fixture
def refused(office, counter, leader):
    """Return a dossier that came by post and was refused an hour later."""
    desk.announce_days()
    facts = desk.facts(desk.make_status_paper(), channel=Channel.POSTAL)
    sent = submit_dossier(facts=facts, by=desk.logging(office, counter))
    by = act(leader, reason="Thủ tục thuộc phường khác")
    return _as_shown(refuse_submitted(dossier_id=sent.id, by=by))


def _as_shown(dossier):
    return Dossier.objects.with_page_parts().get(pk=dossier.pk)
