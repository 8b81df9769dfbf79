#!/bin/sh
# Starts web, worker, beat and relay under one supervisor. Ctrl-C, a closed terminal
# and SIGTERM all stop every one of them.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
PORT=${PORT:-8000}

# Two sets of workers over one folder of data would do everything twice.
exec 9>"${WARDPORTAL_VAR:-var}/run.lock"
if ! flock --nonblock 9; then
    echo "The portal already runs on this data. Stop it first, or set WARDPORTAL_VAR." >&2
    exit 1
fi
if ! python -c "import socket; socket.create_server(('127.0.0.1', $PORT)).close()" 2>/dev/null; then
    echo "Port $PORT is taken. Choose another: make run PORT=8001" >&2
    exit 1
fi

echo
echo "  http://localhost:$PORT/    (Ctrl-C stops it)"
echo
honcho --env /dev/null --app-root . start --procfile deploy/Procfile --port "$PORT" &
supervisor=$!
stopping=""
trap 'kill -TERM $supervisor 2>/dev/null || true; stopping=1' HUP INT TERM
status=0
wait $supervisor || status=$?
while kill -0 $supervisor 2>/dev/null; do
    wait $supervisor || status=$?
done
[ -n "$stopping" ] || exit "$status"
