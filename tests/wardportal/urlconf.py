"""Walks the whole URLconf and gives each route an address to open."""

import re
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver, resolve
from django.urls.resolvers import RegexPattern

SAMPLES = {
    "IntConverter": "1",
    "StringConverter": "mau",
    "SlugConverter": "mau",
    "UUIDConverter": "00000000-0000-4000-8000-000000000001",
    "PathConverter": "mau",
    "ProcedureCodeConverter": "1.000894",
    "DossierCodeConverter": "H00.00.01-261123-0001",
    "TrackingTokenConverter": "bcghkmnpqtv23456789bcghkmn",
}
"""One plausible value per converter; a new converter has to be added here."""

REGEX_ADDRESSES = {"app_label": "office/", "url": "khong-co/"}
"""Addresses of the admin's regular expressions, by their group."""


@dataclass(frozen=True)
class Route:
    """One route: its name as the access table knows it, and an address of it."""

    name: str
    namespace: str
    address: str


def routes():
    """List every route of the project, the admin's included."""
    return [_route(name, address) for name, address in _addresses(get_resolver(), "/")]


def _route(name, address):
    match = resolve(address)
    assert match.url_name == name, f"{address} opens {match.url_name}, not {name}"
    return Route(match.view_name, match.namespace, address)


def _addresses(resolver, prefix):
    for entry in resolver.url_patterns:
        address = prefix + _sample(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, address)
        else:
            yield entry.name, address


def _sample(pattern):
    if isinstance(pattern, RegexPattern):
        (group,) = pattern.regex.groupindex
        return REGEX_ADDRESSES[group]
    return re.sub(
        r"<(?:\w+:)?(\w+)>",
        lambda part: SAMPLES[type(pattern.converters[part[1]]).__name__],
        str(pattern),
    )
