#!/usr/bin/env bash
# Scores the reader and the reply splitter against the corpus, source by source, and cuts its mails at every octet.
#
# With a folder as its argument the same is done for further mails there: they are read, cut, and must not trap.
set -euo pipefail
cd "$(dirname "$0")/.."
corpus=Tests/MailParsingTests/Corpus
build=.build/corpus
mkdir -p $build

swift build --build-tests
swift test --disable-xctest --skip-build --filter MailParsingTests.CorpusTests >$build/log 2>&1 || status=$?
grep -E '^corpus:|recorded an issue|Expectation failed|Test run with' $build/log
[ "${status:-0}" = 0 ] || exit 1
python3 - $corpus/differences.json <<'LIST'
import json, sys
for name, entries in json.load(open(sys.argv[1])).items():
    for entry in entries:
        print(f"corpus: {name}: {entry['check']}: {entry['reason']}")
LIST

scripts/cuts.sh "$@"
