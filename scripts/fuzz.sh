#!/usr/bin/env bash
# Runs libFuzzer with the address sanitizer over every target in Tests/Fuzzing, for so many seconds of processor time
# each (default 60). More arguments name the only targets to run.
#
# The readers are compiled once, with what libFuzzer needs to see which way an input goes. What was found lies in
# .build/fuzz/TARGET/; a found input is replayed with  .build/fuzz/TARGET/run FILE.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
shift || true
# The sanitizer reports; Swift's own backtracer would come first, and can hang under it.
export SWIFT_BACKTRACE=enable=no
build=.build/fuzz
corpus=Tests/MailParsingTests/Corpus
mkdir -p $build

flags=(-swift-version 6 -O -g -enable-testing -parse-as-library -package-name fuzz -sanitize=fuzzer,address -I $build
    -I Sources/CMalloc)
for feature in ExistentialAny ImmutableWeakCaptures InferIsolatedConformances InternalImportsByDefault \
    MemberImportVisibility NonisolatedNonsendingByDefault; do
    flags+=(-enable-upcoming-feature "$feature")
done

# The module of that name as one object that targets link.
compile() {
    echo "fuzz: compiling $1"
    find "Sources/$1" -name '*.swift' -print0 | xargs -0 swiftc "${flags[@]}" -wmo -module-name "$1" \
        -c -o "$build/$1.o" -emit-module-path "$build/$1.swiftmodule"
}

# Files to begin with: whole mails, or the values of one kind of field, one to a file.
seeds() {
    local field
    case $1 in
        Messages | HeaderFields | Replies | HTMLTexts | Sanitizer | DeliveryReports)
            find $corpus -name '*.eml' -size -16k -exec cp -t "$2" --backup=numbered {} +
            find $corpus/reply -name '*.html' -exec cp -t "$2" --backup=numbered {} +
            return ;;
        Addresses) field='From|To|Cc|References' ;;
        EncodedWords) field='Subject|From' ;;
        Parameters) field='Content-Type|Content-Disposition' ;;
        Dates) field='Date' ;;
        AuthenticationResultsFields) field='Authentication-Results' ;;
        Containers)
            local file
            for file in $corpus/containers/*.eml; do
                awk '/^$/ { body = 1 } body && length($0) > 20 && !/[^A-Za-z0-9+\/=]/' "$file" | base64 -d \
                    >"$2/$(basename "$file")" 2>/dev/null || true
            done
            return ;;
        *) return ;;
    esac
    find $corpus -name '*.eml' -print0 | xargs -0 grep -ahiE "^($field):" | sed 's/^[^:]*: *//' | sort -u |
        split --lines=1 --suffix-length=4 - "$2/field-"
}

# Processor seconds of a run, which are fewer than those of the clock on a busy machine.
run_once() {
    local status=0
    TIMEFORMAT=%U
    { time "$1/run" -max_total_time="$2" -max_len=16384 -timeout=10 -rss_limit_mb=2048 -verbosity=0 \
        -artifact_prefix="$1/" "$1/corpus" "$1/seeds" >"$1/log" 2>&1; } 2>"$1/time" || status=$?
    used=$(awk '{ printf "%d", $1 }' "$1/time")
    return $status
}

compile MailParsing
compiled=
failed=()
for target in Tests/Fuzzing/*.swift; do
    name=$(basename "$target" .swift)
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    folder=$build/$name
    rm -rf "$folder/seeds"
    mkdir -p "$folder/corpus" "$folder/seeds"
    objects=("$build/MailParsing.o")
    if grep -q 'import TallyCore' "$target"; then
        [ -n "$compiled" ] || compile TallyCore
        compiled=TallyCore
        objects+=("$build/TallyCore.o")
    fi
    swiftc "${flags[@]}" -module-name Fuzz "$target" "${objects[@]}" -o "$folder/run"
    seeds "$name" "$folder/seeds"
    total=0
    while [ $total -lt "$seconds" ]; do
        left=$((seconds - total))
        # On a busy machine runs are repeated; short ones would do nothing but read what is known.
        if ! run_once "$folder" $((left < 30 ? 30 : left)); then
            failed+=("$name")
            tail -n 40 "$folder/log"
            break
        fi
        total=$((total + used + 1))
    done
    echo "fuzz: $name: $total processor seconds, $(find "$folder" -maxdepth 1 -name '*-*' -type f | wc -l) findings"
done
[ ${#failed[@]} -eq 0 ] || { echo "fuzz: failed: ${failed[*]}" >&2; exit 1; }
