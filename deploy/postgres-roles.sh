#!/bin/sh
# Run once by the database's image, on an empty volume: the role that the portal
# signs in with. It owns nothing, so it can neither alter nor empty the evidence;
# `manage.py migrate`, run by the owner, grants it what it may do.
set -eu

psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set=password="$(cat "${DATABASE_PASSWORD_FILE:-/run/secrets/database_password}")" <<'SQL'
CREATE ROLE ward LOGIN PASSWORD :'password';
SQL
