"""Strict path converters: an odd address is a 404 before it reaches a query.

``<str:>`` lets ``%00`` through, which PostgreSQL answers with an error.
"""

from django.urls import register_converter


class ProcedureCodeConverter:
    """National procedure code, with its local or case suffix."""

    regex = r"[0-9]{1,2}\.[0-9]{6}(?:\.[0-9A-Za-z]{1,4}){0,4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DossierCodeConverter(ProcedureCodeConverter):
    """Dossier code, ours or the city's: letters, digits, dots and hyphens."""

    regex = r"[0-9A-Za-z][0-9A-Za-z.\-]{3,63}"


class TrackingTokenConverter(ProcedureCodeConverter):
    """Secret token of a receipt: digits and consonants only."""

    regex = r"[2-9b-v]{20,40}"


def register() -> None:
    """Make the converters known; called once, before the first route."""
    register_converter(ProcedureCodeConverter, "procedure_code")
    register_converter(DossierCodeConverter, "dossier_code")
    register_converter(TrackingTokenConverter, "tracking_token")
