#!/usr/bin/env bash
# Installs the named Debian packages that are missing. Without root it only says which those are.
set -euo pipefail

missing=()
for package in "$@"; do
    state="$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2> /dev/null || true)"
    [ "$state" = installed ] || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

if ! command -v apt-get > /dev/null; then
    echo "Not a Debian system: ${missing[*]} are not installed by this script."
elif [ "$(id -u)" != 0 ]; then
    echo "Not root, so these Debian packages stay missing: ${missing[*]}"
else
    echo "Installing Debian packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-cache show "${missing[@]}" > /dev/null 2>&1 || apt-get update -qq
    install=(apt-get install -y -qq --no-install-recommends "${missing[@]}")
    # An old list names files the mirror has replaced: fetch a new one, then try once more.
    "${install[@]}" > /dev/null || { apt-get update -qq && "${install[@]}" > /dev/null; }
fi
