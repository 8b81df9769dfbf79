#!/bin/sh
# The whole test command: lint, then the marked part on the embedded profile, then
# everything on a PostgreSQL and a Redis of its own. All of it runs, then fails.
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
failed=""

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
trap 'exit 130' INT TERM HUP
# Never the data, the databases or the keys of whoever runs the tests.
unset DATABASE_URL DATABASE_OWNER_URL REDIS_URL SECRET_KEY FIELD_KEYS MEDIA_ROOT
export WARDPORTAL_VAR="$fresh/var"
export COVERAGE_FILE="$fresh/coverage"

.ci/lint.sh || failed="$failed lint"

echo "== tests on the embedded profile (SQLite)"
python -m pytest -q -m embedded --cov --cov-report= --cov-fail-under=0 || failed="$failed embedded"

echo "== all tests on PostgreSQL and Redis"
python -m tests.services -- python -m pytest -q --cov --cov-append \
    --cov-report=term-missing:skip-covered || failed="$failed tests"

[ -z "$failed" ] || { echo "Failed:$failed" && exit 1; }
