#!/usr/bin/env bash
# Installs the Debian packages that the program, its tests and its PDF need. Idempotent; asks apt only for what is missing.
set -euo pipefail

packages=(
    # the program
    pkg-config libcurl4-openssl-dev libsqlite3-dev libsodium-dev libpango1.0-dev ca-certificates tzdata
    # the report's fonts
    fonts-noto-core fonts-noto-cjk fonts-dejavu-core fonts-symbola
    # the private mail servers of the demo and the end-to-end tests
    dovecot-imapd dovecot-lmtpd postfix openssl
    # the tests' eyes: PDF text and structure, database
    poppler-utils qpdf sqlite3 curl python3
)

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "deps: needs root or sudo to install: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
echo "deps: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
