"""Model fields that keep personal numbers sealed at rest, and findable.

An unkeyed hash of an ID number is as good as the number (its space is searched in
hours), and database-side encryption leaks keys into logs. So: AES-256-GCM in the
application with the row's id as associated data, beside an HMAC blind index.
"""

import base64
import hashlib
import hmac
import secrets
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from wardportal.keys import current_key_id, derived_key, key_ids

NONCE_BYTES = 12


class Sealed(str):
    """A ciphertext as stored: ``key id $ base64(nonce + AES-GCM output)``."""

    __slots__ = ()


def seal(plain: str, *, context: str) -> Sealed:
    """Encrypt under the current key; ``context`` binds the value to its row."""
    key_id = current_key_id()
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(derived_key("field", key_id))
    body = nonce + cipher.encrypt(nonce, plain.encode(), context.encode())
    return Sealed(f"{key_id}${base64.b64encode(body).decode()}")


def unseal(sealed: str, *, context: str) -> str:
    """Decrypt what ``seal`` made.

    Raises cryptography.exceptions.InvalidTag for a value moved from another row.
    """
    key_id, _, encoded = sealed.partition("$")
    body = base64.b64decode(encoded)
    cipher = AESGCM(derived_key("field", key_id))
    plain = cipher.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], context.encode())
    return plain.decode()


def blind_index(value: str, key_id: str | None = None) -> str:
    """Return the keyed look-up digest (64 hex digits) of a value; "" stays ""."""
    if not value:
        return ""
    key = derived_key("blind-index", key_id or current_key_id())
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def blind_indexes(value: str) -> list[str]:
    """Return the digests of a value under every key still held, for look-ups."""
    return [blind_index(value, key_id) for key_id in key_ids()] if value else []


class _SealedAttribute:
    """Opens the ciphertext at first reading, when the row's id is known."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__.get(self.field.attname, "")
        if isinstance(value, Sealed):
            value = unseal(value, context=self.field.context(instance))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.TextField):  # type: ignore[type-arg]
    """Text that is plain on the instance and AES-GCM ciphertext in the database.

    Needs a primary key that exists before saving (UUID). A value can be written
    through an instance only: ``update()`` cannot know the row and is refused.
    """

    def contribute_to_class(self, cls: Any, name: str, *args: Any) -> None:
        super().contribute_to_class(cls, name, *args)
        setattr(cls, self.attname, _SealedAttribute(self))

    def context(self, instance: models.Model) -> str:
        """Name what the ciphertext is bound to: table, column and row."""
        return f"{self.model._meta.db_table}.{self.column}:{instance.pk}"  # noqa: SLF001 -- Django's documented API

    def from_db_value(self, value: str | None, *_: Any) -> Sealed | str:
        return Sealed(value) if value else ""

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | str:  # noqa: ARG002, FBT001, RUF100 -- Django's signature
        value = model_instance.__dict__.get(self.attname, "")
        if not value or isinstance(value, Sealed):
            return value or ""
        return seal(value, context=self.context(model_instance))

    def get_prep_value(self, value: Any) -> str:
        if value and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed: save it through its instance.")
        return str(value or "")


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """The look-up digest of a SealedField beside it, filled when saving."""

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs |= {"max_length": 64, "blank": True, "default": "", "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001, RUF100 -- Django's signature
        digest = blind_index(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, digest)
        return digest
