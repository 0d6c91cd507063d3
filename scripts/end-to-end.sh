#!/usr/bin/env bash
# Runs the end-to-end tests, those in a browser beside all others: both wait more than they work.
set -euo pipefail
cd "$(dirname "$0")/.."
log=.build/browser-tests.log

run() { swift test --disable-xctest --skip-build --ignore-lock "$@"; }

run --filter 'EndToEndTests.*Console' >$log 2>&1 &
status=0
run --filter EndToEndTests --skip Console || status=$?
wait $! || status=$?
cat $log
exit $status
