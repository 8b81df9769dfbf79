"""What tests of slips share: an address, and slips printed and read back."""

from dossiers.slips.parts import slip_pdf
from tests.papers import text_of

ADDRESS = "https://mot-cua.example/t/bcghkmnpqtvbcghkmnpqtvbcgh/"


def printed(make, dossier, office):
    """Print the slip that a maker makes."""
    return slip_pdf(make(dossier, office=office, address=ADDRESS))


def words_of(make, dossier, office):
    return text_of(printed(make, dossier, office))
