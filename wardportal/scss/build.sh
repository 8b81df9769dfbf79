#!/bin/sh
# Builds what the browser loads from what maintainers edit: the style sheet, the
# fonts and the icon sprite.
#
#   build.sh           writes them into static/
#   build.sh --check   builds into a temporary folder and compares; needs npm,
#                      says so and passes where it is missing
set -eu

here=$(cd "$(dirname "$0")" && pwd)
static=$here/../../static

if ! command -v npm >/dev/null 2>&1; then
    echo "npm is not installed: the look was neither rebuilt nor compared."
    [ "${1:-}" = "--check" ] && exit 0
    exit 1
fi

install_packages() {
    stamp=$here/node_modules/.built-from
    cmp -s "$here/package-lock.json" "$stamp" && return
    (cd "$here" && npm ci --ignore-scripts --silent)
    cp "$here/package-lock.json" "$stamp"
}

build_into() {
    target=$1
    mkdir -p "$target/css" "$target/fonts" "$target/img"
    "$here/node_modules/.bin/sass" --style=compressed --no-source-map --quiet-deps \
        --silence-deprecation=import --load-path="$here/node_modules" \
        "$here/portal.scss" "$target/css/portal.css"
    noto=$here/node_modules/@fontsource/noto-sans
    for subset in latin vietnamese; do
        for weight in 400 600; do
            cp "$noto/files/noto-sans-$subset-$weight-normal.woff2" \
                "$target/fonts/noto-sans-$subset-$weight.woff2"
        done
    done
    cp "$noto/LICENSE" "$target/fonts/LICENSE.txt"
    node "$here/sprite.mjs" "$target/img/icons.svg"
}

compare_with() {
    different=0
    for file in $(cd "$1" && find . -type f | sort); do
        cmp -s "$1/$file" "$static/$file" || { echo "static/${file#./} is not what its sources build." && different=1; }
    done
    return $different
}

install_packages
if [ "${1:-}" = "--check" ]; then
    fresh=$(mktemp -d)
    trap 'rm -rf "$fresh"' EXIT
    build_into "$fresh"
    compare_with "$fresh"
else
    build_into "$static"
fi
