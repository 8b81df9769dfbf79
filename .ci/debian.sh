#!/bin/sh
# Makes sure that Debian packages are there; asks for nothing when they are.
#
#   .ci/debian.sh run    what the portal itself needs
#   .ci/debian.sh test   what its tests need on top
set -eu

run="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# A Python built by hand brings its own ensurepip; Debian's keeps it in a package.
python3.11 -c "import ensurepip" 2>/dev/null || run="python3.11 python3-venv $run"
test="postgresql-15 redis-server chromium chromium-driver poppler-utils"

case "${1:-}" in
run) wanted=$run ;;
test) wanted="$run $test" ;;
*)
    echo "usage: .ci/debian.sh run|test" >&2
    exit 2
    ;;
esac

installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=""
for package in $wanted; do
    installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    may=""
elif sudo -n true 2>/dev/null; then
    may="sudo"
else
    echo "Missing Debian packages. Ask an administrator to run: apt-get install$missing" >&2
    exit 1
fi

echo "Installing from Debian:$missing"
# RUNLEVEL=1: installing a server must not also start it; the tests start their own.
# shellcheck disable=SC2086  # both are lists of words
$may env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086
$may env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get install -y -qq --no-install-recommends $missing </dev/null
