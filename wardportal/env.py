"""Reads the environment once, typed, and refuses odd values.

Two profiles: *embedded* (no ``DATABASE_URL``) keeps everything, keys included, in
one data folder; *production* takes every secret from the environment or from a
file named by ``<NAME>_FILE`` and refuses to start without them.
"""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

FIELD_KEY_BYTES = 32


@dataclass(frozen=True)
class Configuration:
    """All that a deployment may set; see the table in README.md."""

    embedded: bool
    debug: bool
    var: Path
    media_root: Path
    head_book: Path
    """The file in which each day's head of the evidence chain is written down."""
    secret_key: str
    field_keys: tuple[tuple[str, bytes], ...]
    """(key id, 32 bytes) pairs; the first one encrypts, all of them decrypt."""
    allowed_hosts: list[str]
    public_url: str
    trusted_proxies: int
    """How many proxies in front of us may be believed."""
    database: dict[str, Any]
    owner_database: dict[str, Any] | None
    redis_url: str
    email: dict[str, Any]
    demo_password: str
    second_factor_required: bool


def read_configuration(base: Path) -> Configuration:
    """Read the process environment; ``base`` is the project's root.

    Raises ImproperlyConfigured naming the variable and what it should hold.
    """
    env = environ.FileAwareEnv()
    embedded = not env.str("DATABASE_URL", "")
    var = Path(env.str("WARDPORTAL_VAR", "") or base / "var").resolve()
    stored = _embedded_secrets(var) if embedded else {}
    return Configuration(
        embedded=embedded,
        debug=_flag(env, "DEBUG"),
        var=var,
        media_root=Path(env.str("MEDIA_ROOT", "") or var / "media").resolve(),
        head_book=Path(env.str("HEAD_BOOK", "") or var / "heads.jsonl").resolve(),
        secret_key=_required(env, "SECRET_KEY", stored),
        field_keys=parse_field_keys(_required(env, "FIELD_KEYS", stored)),
        allowed_hosts=_hosts(env, embedded=embedded),
        public_url=_public_url(env),
        trusted_proxies=_whole_number(env, "TRUSTED_PROXIES", 0),
        database=_database(env, var, embedded=embedded),
        owner_database=_owner_database(env),
        redis_url=env.str("REDIS_URL", ""),
        email=_email(env),
        demo_password=env.str("DEMO_PASSWORD", "hoa-sen-mot-cua-2026"),
        second_factor_required=_flag(env, "SECOND_FACTOR_REQUIRED"),
    )


def parse_field_keys(text: str) -> tuple[tuple[str, bytes], ...]:
    """Split ``id:base64,id:base64`` into keys.

    Raises ImproperlyConfigured when a key is not 32 bytes or an id is repeated.
    """
    keys = tuple(_field_key(part.strip()) for part in text.split(",") if part.strip())
    if not keys or len({name for name, _ in keys}) != len(keys):
        raise ImproperlyConfigured("FIELD_KEYS needs one or more id:base64 pairs.")
    return keys


def _field_key(part: str) -> tuple[str, bytes]:
    name, _, encoded = part.partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise ImproperlyConfigured("FIELD_KEYS: a key is not base64.") from error
    if not name.isalnum() or len(key) != FIELD_KEY_BYTES:
        raise ImproperlyConfigured("FIELD_KEYS: each entry is id:base64 of 32 bytes.")
    return name, key


def _embedded_secrets(var: Path) -> Mapping[str, str]:
    """Make the embedded profile's secrets at its first start, then keep them."""
    file = var / "secrets.json"
    if not file.exists():
        var.mkdir(parents=True, exist_ok=True)
        made = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "FIELD_KEYS": "k1:"
            + base64.b64encode(secrets.token_bytes(FIELD_KEY_BYTES)).decode(),
        }
        _write_once(file, json.dumps(made))
    content: dict[str, str] = json.loads(file.read_text())
    return content


def _write_once(file: Path, text: str) -> None:
    """Write a private file; of two first starts at once, one wins whole."""
    draft = file.with_suffix(f".{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _required(env: environ.Env, name: str, stored: Mapping[str, str]) -> str:
    value: str = env.str(name, "") or stored.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} (or {name}_FILE) must be set.")
    return value


def _flag(env: environ.Env, name: str) -> bool:
    value = env.str(name, "").lower()
    if value not in {"", "0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0.")
    return value in {"1", "true", "yes"}


def _whole_number(env: environ.Env, name: str, default: int) -> int:
    value = env.str(name, "") or str(default)
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number.")
    return int(value)


def _hosts(env: environ.Env, *, embedded: bool) -> list[str]:
    hosts: list[str] = env.list("ALLOWED_HOSTS", default=[])
    if not hosts and not embedded:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the portal's host.")
    return hosts or ["localhost", "127.0.0.1", "[::1]"]


def _public_url(env: environ.Env) -> str:
    url: str = env.str("PUBLIC_URL", "").rstrip("/")
    if url and not url.startswith(("http://", "https://")):
        raise ImproperlyConfigured("PUBLIC_URL must begin with http:// or https://.")
    return url


def _database(env: environ.Env, var: Path, *, embedded: bool) -> dict[str, Any]:
    if embedded:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": var / "portal.sqlite3",
            "OPTIONS": {
                # A writer takes its lock at BEGIN, so that two clerks queue
                # instead of failing half-way ("database is locked").
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON;"
                # REPLACE must not slip past the guards against deleting.
                "PRAGMA recursive_triggers=ON;",
            },
        }
    return _postgresql(env, env.db_url("DATABASE_URL"))


def _owner_database(env: environ.Env) -> dict[str, Any] | None:
    if not env.str("DATABASE_OWNER_URL", ""):
        return None
    return _postgresql(env, env.db_url("DATABASE_OWNER_URL"))


def _postgresql(env: environ.Env, database: dict[str, Any]) -> dict[str, Any]:
    limit = _whole_number(env, "STATEMENT_SECONDS", 15)
    if not str(database.get("ENGINE", "")).endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres://.")
    return {
        **database,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            # JIT compiles the conditions of a report for longer than they run.
            "options": f"-c lock_timeout=3000 -c statement_timeout={limit}s -c jit=off",
        },
    }


def _email(env: environ.Env) -> dict[str, Any]:
    email: dict[str, Any] = env.email_url("EMAIL_URL", default="consolemail://")
    return email
