#!/usr/bin/env bash
# Runs libFuzzer with the address sanitizer over every target in Tests/Fuzzing, for so many seconds each (default 60).
#
# The targets are compiled together with the module they call, whose parsers import nothing; so no package is needed.
# What was found lies in .build/fuzz/TARGET/; a found input is replayed with  .build/fuzz/TARGET/run FILE.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
# The sanitizer reports; Swift's own backtracer would come first, and can hang under it.
export SWIFT_BACKTRACE=enable=no
features=()
for feature in ExistentialAny ImmutableWeakCaptures InferIsolatedConformances InternalImportsByDefault \
    MemberImportVisibility NonisolatedNonsendingByDefault; do
    features+=(-enable-upcoming-feature "$feature")
done

failed=()
for target in Tests/Fuzzing/*.swift; do
    name=$(basename "$target" .swift)
    folder=.build/fuzz/$name
    mkdir -p "$folder/corpus"
    echo "fuzz: $name"
    find Sources/MailParsing -name '*.swift' -print0 | xargs -0 swiftc -swift-version 6 "${features[@]}" -O -g \
        -parse-as-library -package-name fuzz -module-name Fuzz -sanitize=fuzzer,address "$target" -o "$folder/run"
    "$folder/run" -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -verbosity=0 -artifact_prefix="$folder/" "$folder/corpus" \
        $(find Tests/MailParsingTests -type d -name Corpus) || failed+=("$name")
done
[ ${#failed[@]} -eq 0 ] || { echo "fuzz: failed: ${failed[*]}" >&2; exit 1; }
