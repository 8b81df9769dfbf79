"""Keys of the installation: one master per key id, one derived key per purpose.

Every purpose (sealing a field, indexing an ID number, chaining the evidence) gets
its own key by HKDF-SHA256, so that one leaked purpose opens nothing else.
"""

import functools

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32


def current_key_id() -> str:
    """Return the id of the key that new values are written with."""
    key_id: str = settings.FIELD_KEYS[0][0]
    return key_id


def key_ids() -> tuple[str, ...]:
    """Return the ids of all keys that old values may have been written with."""
    return tuple(key_id for key_id, _ in settings.FIELD_KEYS)


def derived_key(purpose: str, key_id: str) -> bytes:
    """Return the 32-byte key of one purpose.

    Raises KeyError when the installation no longer holds that key id.
    """
    return _derive(purpose, dict(settings.FIELD_KEYS)[key_id])


@functools.lru_cache(maxsize=64)
def _derive(purpose: str, master: bytes) -> bytes:
    return HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()
    ).derive(master)
