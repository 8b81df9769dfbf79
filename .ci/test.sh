#!/bin/sh
# The whole test command: lint, then everything on a PostgreSQL and a Redis of its own
# beside the marked part on the embedded profile. All of it runs, then fails.
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
failed=""

fresh=$(mktemp -d)
embedded=""
trap '[ -z "$embedded" ] || kill "$embedded" 2>/dev/null; rm -rf "$fresh"' EXIT
trap 'exit 130' INT TERM HUP
# Never the data, the databases or the keys of whoever runs the tests.
unset DATABASE_URL DATABASE_OWNER_URL REDIS_URL SECRET_KEY FIELD_KEYS MEDIA_ROOT
export WARDPORTAL_VAR="$fresh/var"

.ci/lint.sh || failed="$failed lint"

# Side by side: each part keeps one of two cores busy. The first tells its story after
# the second, so that their lines do not mix.
WARDPORTAL_VAR="$fresh/embedded-var" COVERAGE_FILE="$fresh/coverage.embedded" \
    python -m pytest -q -m embedded --cov --cov-report= --cov-fail-under=0 \
    >"$fresh/embedded.log" 2>&1 &
embedded=$!

echo "== all tests on PostgreSQL and Redis"
COVERAGE_FILE="$fresh/coverage.main" python -m tests.services -- \
    python -m pytest -q --cov --cov-report= --cov-fail-under=0 || failed="$failed tests"

echo "== tests on the embedded profile (SQLite)"
wait "$embedded" || failed="$failed embedded"
embedded=""
cat "$fresh/embedded.log"

echo "== coverage of both"
COVERAGE_FILE="$fresh/coverage"
export COVERAGE_FILE
coverage combine --quiet "$fresh"/coverage.*
coverage report --show-missing --skip-covered || failed="$failed coverage"

[ -z "$failed" ] || { echo "Failed:$failed" && exit 1; }
