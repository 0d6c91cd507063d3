#!/usr/bin/env bash
# Runs the end-to-end tests three at a time, since each waits more than it works: those in a browser, the scenarios, and
# the others.
set -euo pipefail
cd "$(dirname "$0")/.."

run() { swift test --disable-xctest --skip-build --ignore-lock "$@"; }

run --filter 'EndToEndTests.*Console' >.build/browser-tests.log 2>&1 &
browser=$!
run --filter 'EndToEndTests.*Scenarios' >.build/scenario-tests.log 2>&1 &
scenarios=$!
status=0
run --filter EndToEndTests --skip 'Console|Scenarios' || status=$?
wait $browser || status=$?
wait $scenarios || status=$?
cat .build/browser-tests.log .build/scenario-tests.log
exit $status
