"""Where a request came from, seen through believed proxies, and where it came to."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 -- stands for "no address", nothing binds to it
IPV6_PREFIX = 64
"""One household or office holds a whole /64 and can change its address at will."""


def client_address(request: HttpRequest) -> str:
    """Return the client's address; for IPv6 that of its network.

    ``TRUSTED_PROXIES`` says how many entries at the end of X-Forwarded-For were
    written by our own proxies: whatever stands before them was written by anyone.
    """
    proxies = settings.CONFIGURATION.trusted_proxies
    header = request.headers.get("X-Forwarded-For", "")
    passed_on = header.split(",") if header else []
    if proxies and len(passed_on) >= proxies:
        return _network(passed_on[-proxies].strip())
    return _network(request.META.get("REMOTE_ADDR", ""))


def portal_address(request: HttpRequest) -> str:
    """Return the portal's own address, ``https://…`` without a path, for paper."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"


def _network(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return UNKNOWN
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    network = IPv6Network((int(address), IPV6_PREFIX), strict=False)
    return str(network.network_address)
