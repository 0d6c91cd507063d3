#!/usr/bin/env bash
# Cuts every mail and body of the corpus below 4 KB at every octet, larger ones at 64 places, and reads what is left.
#
# With folders as its arguments further mails there are read the same way. It is an optimised build that reads, since a
# debug build needs minutes for a million messages; it is kept until the reader changes.
set -euo pipefail
cd "$(dirname "$0")/.."
corpus=Tests/MailParsingTests/Corpus
build=.build/corpus
mkdir -p $build

if [ ! -e $build/cuts ] || [ -n "$(find Sources/MailParsing Tests/Fuzzing/Cuts "$0" -newer $build/cuts)" ]; then
    features=()
    for feature in ExistentialAny InternalImportsByDefault MemberImportVisibility NonisolatedNonsendingByDefault; do
        features+=(-enable-upcoming-feature "$feature")
    done
    flags=(-swift-version 6 -O -wmo -enable-testing -package-name corpus -I $build "${features[@]}")
    find Sources/MailParsing -name '*.swift' -print0 | xargs -0 swiftc "${flags[@]}" -module-name MailParsing \
        -parse-as-library -c -o $build/MailParsing.o -emit-module-path $build/MailParsing.swiftmodule
    swiftc "${flags[@]}" -module-name Cuts Tests/Fuzzing/Cuts/main.swift $build/MailParsing.o -o $build/cuts
fi
find $corpus "$@" -type f \( -name '*.eml' -o -name '*.txt' -o -name '*.html' \) >$build/files
split --number=r/2 $build/files $build/part-
for part in $build/part-*; do $build/cuts <"$part" & done
for job in $(jobs -p); do wait "$job"; done
