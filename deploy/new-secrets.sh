#!/bin/sh
# Writes the secrets that docker-compose.yml reads into ./secrets, once.
# Keep a copy of them apart from the backups: without field_keys the identity
# numbers in a restored database cannot be read.
set -eu

folder=${1:-secrets}
if [ -e "$folder" ]; then
    echo "$folder exists already. Nothing was changed." >&2
    exit 1
fi
umask 077
mkdir -p "$folder"

random() {
    head -c "$1" /dev/urandom | od -An -vtx1 | tr -d ' \n'
}

save() {
    printf '%s' "$2" >"$folder/$1"
}

database=$(random 24)
owner=$(random 24)
redis=$(random 24)
save secret_key "$(random 40)"
save field_keys "k1:$(head -c 32 /dev/urandom | base64)"
save database_password "$database"
save database_url "postgres://ward:$database@postgres:5432/ward"
save database_owner_password "$owner"
save database_owner_url "postgres://ward_owner:$owner@postgres:5432/ward"
save redis_password "$redis"
save redis_url "redis://:$redis@redis:6379/0"
# Mail is written to the log until this names a server: smtp+tls://user:pass@host:587
save email_url "consolemail://"
# The containers read them as their own users, so the files are open to those who
# may enter the folder: root and the person who runs Docker.
chmod 644 "$folder"/*
echo "Secrets written to $folder."
