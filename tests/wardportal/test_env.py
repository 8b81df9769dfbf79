"""Configuration is read once, typed, and refuses what it does not understand."""

import base64
import stat
import threading

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from wardportal.env import parse_field_keys, read_configuration

KEY = base64.b64encode(b"k" * 32).decode()
NAMES = [
    "ALLOWED_HOSTS",
    "DATABASE_OWNER_URL",
    "DATABASE_URL",
    "DEBUG",
    "DEMO_PASSWORD",
    "EMAIL_URL",
    "FIELD_KEYS",
    "HEAD_BOOK",
    "MEDIA_ROOT",
    "PUBLIC_URL",
    "REDIS_URL",
    "SECOND_FACTOR_REQUIRED",
    "SECRET_KEY",
    "STATEMENT_SECONDS",
    "TRUSTED_PROXIES",
    "WARDPORTAL_VAR",
]
PRODUCTION = {
    "DATABASE_URL": "postgres://ward:geheim@db/ward",
    "SECRET_KEY": "s3cret",
    "FIELD_KEYS": f"k1:{KEY}",
    "ALLOWED_HOSTS": "motcua.example.vn",
}


@pytest.fixture
def configured(monkeypatch, tmp_path):
    """Return what reads the configuration from exactly these variables."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    # What was read from a file is remembered by the class, for the whole process.
    monkeypatch.setattr(environ.FileAwareEnv, "ENVIRON", environ.FileAwareMapping())

    def read(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return read_configuration(tmp_path)

    return read


def test_without_anything_the_profile_is_embedded_in_one_folder(configured, tmp_path):
    read = configured()
    assert read.embedded
    assert read.database["NAME"] == tmp_path / "var" / "portal.sqlite3"
    assert (read.redis_url, read.debug) == ("", False)
    assert read.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert read.media_root == tmp_path / "var" / "media"


def test_the_embedded_secrets_are_made_once_and_private(configured, tmp_path):
    first, second = configured(), configured()
    assert (first.secret_key, first.field_keys) == (
        second.secret_key,
        second.field_keys,
    )
    mode = (tmp_path / "var" / "secrets.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secrets.json"]


def test_first_starts_at_the_same_time_agree_on_the_secrets(configured):
    read = []
    threads = [
        threading.Thread(target=lambda: read.append(configured().secret_key))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 8
    assert len(set(read)) == 1


def test_production_keeps_no_secrets_on_its_disk(configured, tmp_path):
    read = configured(**PRODUCTION, WARDPORTAL_VAR=str(tmp_path / "data"))
    assert not read.embedded
    assert (read.secret_key, read.field_keys) == ("s3cret", (("k1", b"k" * 32),))
    assert not (tmp_path / "data").exists()


def test_a_secret_may_come_from_a_file(configured, tmp_path):
    (tmp_path / "key").write_text("from-a-file")
    variables = {k: v for k, v in PRODUCTION.items() if k != "SECRET_KEY"}
    read = configured(**variables, SECRET_KEY_FILE=str(tmp_path / "key"))
    assert read.secret_key == "from-a-file"


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEYS", "ALLOWED_HOSTS"])
def test_production_does_not_start_without(configured, name):
    variables = {k: v for k, v in PRODUCTION.items() if k != name}
    with pytest.raises(ImproperlyConfigured, match=name):
        configured(**variables)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("SECOND_FACTOR_REQUIRED", "2"),
        ("STATEMENT_SECONDS", "15s"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "một"),
        ("TRUSTED_PROXIES", "²"),
        ("PUBLIC_URL", "motcua.example.vn"),
        ("DATABASE_URL", "mysql://ward@db/ward"),
        ("DATABASE_OWNER_URL", "sqlite:///owner"),
        ("FIELD_KEYS", "k1:short"),
        ("FIELD_KEYS", f"k1:{KEY},k1:{KEY}"),
        ("FIELD_KEYS", KEY),
        ("FIELD_KEYS", f"k$1:{KEY}"),
    ],
)
def test_an_odd_value_is_refused_by_its_name(configured, name, value):
    expected = "DATABASE_URL" if name.startswith("DATABASE") else name
    with pytest.raises(ImproperlyConfigured, match=expected):
        configured(**{**PRODUCTION, name: value})


def test_a_refusal_does_not_repeat_the_secret(configured):
    with pytest.raises(ImproperlyConfigured) as refusal:
        configured(**{**PRODUCTION, "FIELD_KEYS": "k1:c2VjcmV0"})
    assert "c2VjcmV0" not in str(refusal.value)


@pytest.mark.parametrize("text", ["1", "true", "YES"])
def test_a_flag_is_on_in_any_case(configured, text):
    assert configured(SECOND_FACTOR_REQUIRED=text).second_factor_required


def test_several_keys_are_kept_in_order_the_first_encrypts():
    other = base64.b64encode(b"o" * 32).decode()
    keys = parse_field_keys(f"new:{other}, old:{KEY}")
    assert keys == (("new", b"o" * 32), ("old", b"k" * 32))


def test_requests_to_postgresql_are_bounded_in_time(configured):
    options = configured(**PRODUCTION).database["OPTIONS"]
    assert options == {
        "connect_timeout": 3,
        "options": "-c lock_timeout=3000 -c statement_timeout=15s -c jit=off",
    }


def test_the_tables_owner_is_a_database_of_its_own_for_migrations(configured):
    owner = "postgres://ward_owner:geheim@db/ward"
    assert configured(**PRODUCTION).owner_database is None
    read = configured(**PRODUCTION, DATABASE_OWNER_URL=owner)
    assert read.owner_database["USER"] == "ward_owner"
    assert read.database["USER"] == "ward"


def test_an_address_of_the_portal_loses_its_last_slash(configured):
    read = configured(PUBLIC_URL="https://motcua.example.vn/")
    assert read.public_url == "https://motcua.example.vn"
