#!/bin/sh
# Everything that is judged without running the portal; all of it runs, then fails.
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
packages="wardportal procedures dossiers feedback reports"
failed=""

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
unset DATABASE_URL DATABASE_OWNER_URL REDIS_URL
export WARDPORTAL_VAR="$fresh"

say() {
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed $name"
}

templates() {
    find templates -name '*.html' -exec "$@" {} +
}

# shellcheck disable=SC2086  # a list of words
say ruff ruff check $packages tests deploy manage.py
# shellcheck disable=SC2086
say ruff-format ruff format --quiet --check $packages tests deploy manage.py
say djangofmt djangofmt --quiet --check templates
say djangofmt-check djangofmt --quiet check templates
say djade templates djade --target-version 5.2 --check
say mypy mypy
say lint-imports lint-imports --no-logo
say migrations python manage.py makemigrations --check --dry-run
say css wardportal/scss/build.sh --check

[ -z "$failed" ] || { echo "Failed:$failed" && exit 1; }
