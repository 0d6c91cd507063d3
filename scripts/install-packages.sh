#!/usr/bin/env bash
# Installs the Debian packages that the program, its tests and its PDF need. Idempotent; asks apt only for what is missing.
#
# Servers come as programs only: the machine's own copies are neither configured nor started, now or at boot.
set -euo pipefail

packages=(
    # the program
    pkg-config libcurl4-openssl-dev libsqlite3-dev libsodium-dev libpango1.0-dev zlib1g-dev ca-certificates
    tzdata
    # the report's fonts
    fonts-noto-core fonts-noto-cjk fonts-dejavu-core fonts-symbola
    # the private mail servers of the demo and the end-to-end tests
    dovecot-imapd dovecot-lmtpd postfix openssl
    # the tests' eyes: PDF text and structure, database, HTTP, the unit file's exposure
    poppler-utils qpdf mandoc sqlite3 curl python3 python3-venv systemd
    # a reader of mail that is not ours, for the tests to compare with
    libgmime-3.0-dev gcc libc6-dev
    # the browser of the console's tests
    chromium
    # the front ends that the deployment examples are for, and the load generator of the benchmark
    nginx-light caddy wrk
)

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "deps: needs root or sudo to install: ${missing[*]}" >&2; exit 1; }
    exec sudo "$0"
fi
echo "deps: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive

# While this file says 101, packages do not start what they bring (Debian's invoke-rc.d).
policy=/usr/sbin/policy-rc.d
[ ! -e $policy ] || mv $policy $policy.before-tally
restore_policy() {
    rm -f $policy
    [ ! -e $policy.before-tally ] || mv $policy.before-tally $policy
}
trap restore_policy EXIT
trap 'exit 1' HUP INT TERM
printf '#!/bin/sh\nexit 101\n' >$policy
chmod 755 $policy

apt-get update -qq
echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
apt-get install -y -qq --no-install-recommends "${missing[@]}"

# Only what was not there before: a mail system that somebody runs on this machine stays as it is.
for server in dovecot-imapd postfix nginx-light caddy; do
    case " ${missing[*]} " in *" $server "*) ;; *) continue ;; esac
    name=${server%-imapd}
    # Any may be absent, or have nothing to switch off.
    update-rc.d "${name%-light}" disable >/dev/null 2>&1 || true
    systemctl disable -q "${name%-light}" 2>/dev/null || true
done
