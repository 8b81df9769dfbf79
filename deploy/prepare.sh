#!/bin/sh
# Makes the database and the static files ready for this version; safe to repeat.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"

python manage.py migrate --verbosity 0
python manage.py load_reference
[ -z "${DEMO:-}" ] || deploy/demo.sh "$DEMO"

# Hashing and compressing takes seconds, so only where a file changed.
var=${WARDPORTAL_VAR:-var}
mkdir -p "$var"
sources=$({ cat requirements.txt && find static -type f -exec sha256sum {} + | sort; } | sha256sum)
if [ "$sources" != "$(cat "$var/static.stamp" 2>/dev/null)" ]; then
    python manage.py collectstatic --noinput --verbosity 0
    echo "$sources" >"$var/static.stamp"
fi
