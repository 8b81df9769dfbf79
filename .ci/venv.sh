#!/bin/sh
# Builds .venv from a locked requirements file; instant when that is done already.
#
#   .ci/venv.sh requirements.txt
set -eu

requirements=$1
stamp=".venv/.installed-$requirements"
wanted=$(sha256sum "$requirements")
[ "$wanted" != "$(cat "$stamp" 2>/dev/null)" ] || exit 0

python=$(command -v python3.11 || command -v python3) || {
    echo "Python 3.11 is missing. Ask an administrator to run: apt-get install python3.11" >&2
    exit 1
}
[ -x .venv/bin/python ] || "$python" -m venv .venv
# What was installed from the other file may be other versions from now on.
[ ! -e "$stamp" ] || rm -f .venv/.installed-*
echo "Installing $requirements into .venv"
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes --requirement "$requirements"
echo "$wanted" >"$stamp"
