"""The deployment files, read rather than run: no container engine is needed."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from deploy.healthcheck import alive
from tests.harness.installation import PROJECT
from tests.services import free_port
from wardportal.env import read_configuration

PORTAL = {"web", "worker", "beat", "relay", "migrate"}
STORES = {"postgres", "redis"}
README_ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def services(compose):
    return compose["services"]


def dockerfile(instruction):
    text = (PROJECT / "Dockerfile").read_text().replace("\\\n", " ")
    return [
        line.partition(" ")[2].strip()
        for line in text.splitlines()
        if line.startswith(f"{instruction} ")
    ]


def names_read_from_environment():
    """Return the variables that env.py asks for: strings passed along with ``env``."""
    tree = ast.parse((PROJECT / "wardportal/env.py").read_text())
    return {
        argument.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _asks_environment(call)
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant) and str(argument.value).isupper()
    }


def _asks_environment(call):
    asked = getattr(call.func, "value", None)
    return any(
        isinstance(node, ast.Name) and node.id == "env" for node in [asked, *call.args]
    )


def test_every_process_of_the_portal_has_its_service(services):
    assert set(services) == PORTAL | STORES | {"proxy"}


def test_only_the_proxy_is_reached_from_outside(services):
    assert [name for name, service in services.items() if "ports" in service] == [
        "proxy"
    ]


def test_the_stores_live_on_a_network_without_a_way_out(compose, services):
    assert compose["networks"]["inside"] == {"internal": True}
    assert {name: services[name]["networks"] for name in STORES} == {
        "postgres": ["inside"],
        "redis": ["inside"],
    }
    assert services["proxy"]["networks"] == ["outside"]


@pytest.mark.parametrize("name", sorted(PORTAL))
def test_a_process_of_the_portal_may_write_and_gain_nothing(services, name):
    service = services[name]

    assert (service["read_only"], service["cap_drop"], service["security_opt"]) == (
        True,
        ["ALL"],
        ["no-new-privileges:true"],
    )
    assert "user" not in service  # the image's own, see below


def test_the_image_runs_as_an_ordinary_user_and_says_how_it_is():
    assert dockerfile("USER") == ["10001:10001"]
    assert dockerfile("HEALTHCHECK")
    assert "--require-hashes" in " ".join(dockerfile("RUN"))


def test_only_variables_that_the_portal_reads_are_set(services):
    named = {
        name.removesuffix("_FILE")
        for service in PORTAL
        for name in services[service]["environment"]
    }

    assert named <= names_read_from_environment()


@pytest.mark.parametrize("name", sorted(PORTAL | STORES))
def test_every_secret_that_a_service_reads_is_handed_to_it(compose, services, name):
    read = set(re.findall(r"/run/secrets/(\w+)", yaml.dump(services[name])))
    if name == "postgres":
        roles = (PROJECT / "deploy/postgres-roles.sh").read_text()
        read |= set(re.findall(r"/run/secrets/(\w+)", roles))

    assert read <= set(services[name]["secrets"]) <= set(compose["secrets"])


def test_only_the_migration_knows_the_owner_of_the_tables(services):
    knowing = {
        name
        for name in PORTAL
        if "database_owner_url" in services[name]["secrets"]
        or "DATABASE_OWNER_URL_FILE" in services[name]["environment"]
    }

    assert knowing == {"migrate"}


def test_no_secret_stands_in_the_file():
    text = (PROJECT / "docker-compose.yml").read_text()

    assert not re.search(r"(password|secret|key)\w*: *[^\s{*\[/.]", text, re.IGNORECASE)


def test_the_same_commands_run_in_containers_as_under_make_run(services):
    procfile = (PROJECT / "deploy/Procfile").read_text()
    started = set(re.findall(r"^(\w+):", procfile, re.MULTILINE))

    assert started == PORTAL - {"migrate"}
    assert all(services[name]["command"] for name in started)


@pytest.fixture
def secrets(tmp_path):
    folder = tmp_path / "secrets"
    new_secrets(folder)
    return folder


def new_secrets(folder):
    return subprocess.run(  # noqa: S603 - our own script
        [PROJECT / "deploy/new-secrets.sh", folder],
        capture_output=True,
        text=True,
        check=False,
    )


def test_new_secrets_are_those_that_the_containers_read(compose, secrets):
    assert {file.name for file in secrets.iterdir()} == set(compose["secrets"])
    assert {
        name: Path(secret["file"]).name for name, secret in compose["secrets"].items()
    } == {name: name for name in compose["secrets"]}


def test_the_portal_starts_with_the_new_secrets(
    services, secrets, monkeypatch, tmp_path
):
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEYS"):
        monkeypatch.delenv(name, raising=False)
    for name, text in services["migrate"]["environment"].items():
        value = re.sub(r"\$\{PORTAL_HOST\S*( .*)?\}", "motcua.example.vn", text)
        monkeypatch.setenv(name, value.replace("/run/secrets", str(secrets)))

    configuration = read_configuration(tmp_path)

    assert configuration.embedded is False
    assert configuration.public_url == "https://motcua.example.vn"
    assert configuration.database["HOST"] == "postgres"
    assert configuration.database["USER"] != configuration.owner_database["USER"]
    assert configuration.database["PASSWORD"] == (
        (secrets / "database_password").read_text()
    )
    assert (secrets / "redis_password").read_text() in configuration.redis_url


def test_secrets_are_never_written_twice(secrets):
    before = {file.name: file.read_text() for file in secrets.iterdir()}

    again = new_secrets(secrets)

    assert (again.returncode, again.stderr) == (
        1,
        f"{secrets} exists already. Nothing was changed.\n",
    )
    assert {file.name: file.read_text() for file in secrets.iterdir()} == before


def test_the_readme_tells_every_variable_and_no_other():
    described = README_ROW.findall((PROJECT / "README.md").read_text())

    assert sorted(described) == sorted(names_read_from_environment())


def test_the_health_check_asks_the_web_process(live_server, monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "testserver,localhost")

    assert alive(int(live_server.url.rpartition(":")[2]))
    assert not alive(free_port())


def test_the_health_check_fails_for_a_name_the_portal_does_not_bear(
    live_server, monkeypatch
):
    monkeypatch.setenv("ALLOWED_HOSTS", "khac.example.vn")

    assert not alive(int(live_server.url.rpartition(":")[2]))
