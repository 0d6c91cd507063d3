#!/usr/bin/env bash
# Writes docs/standards.md: every RFC that the sources cite, its sections, and the files that cite them.
#
# With --check it writes nothing and ends with 1 when the file is out of date or README.md leaves out an RFC.
set -euo pipefail
cd "$(dirname "$0")/.."

table() {
    cat <<'HEAD'
# Standards

Every RFC that the sources cite, with the sections and the files that cite them. Written by `scripts/standards.sh`.

| RFC | sections | where |
| --- | --- | --- |
HEAD
    # "RFC 5322 §3.6.4" on any line of a source; a full stop after the section ends the sentence.
    grep -rHoE 'RFC [0-9]+( §[0-9A-Z.]+)?' Sources --include='*.swift' |
        sed -E 's|^Sources/([^:]*)/([^/:]*)\.swift:RFC |\1/\2 |; s|\.$||' | LC_ALL=C sort -u |
        awk '
            {
                rfc = $2
                section = substr($3, length("§") + 1)
                if (section != "" && !((rfc, section) in known)) {
                    known[rfc, section] = 1
                    sections[rfc] = sections[rfc] " " section
                }
                if (!((rfc, $1) in cited)) {
                    cited[rfc, $1] = 1
                    files[rfc] = files[rfc] (files[rfc] == "" ? "" : ", ") "`" $1 "`"
                }
            }
            END {
                for (rfc in files) {
                    command = "printf \"%s\\n\"" sections[rfc] " | LC_ALL=C sort -V"
                    list = ""
                    if (sections[rfc] != "") {
                        while ((command | getline section) > 0) list = list (list == "" ? "" : ", ") section
                        close(command)
                    }
                    link = "[" rfc "](https://www.rfc-editor.org/rfc/rfc" rfc ")"
                    printf "%05d\t| %s | %s | %s |\n", rfc, link, list, files[rfc]
                }
            }' | LC_ALL=C sort | cut -f2
}

case "${1:-}" in
    '') table >docs/standards.md ;;
    --check)
        status=0
        if ! table | cmp -s - docs/standards.md; then
            echo "docs/standards.md is out of date: run scripts/standards.sh" >&2
            status=1
        fi
        named=$(sed -n '/^## Standards/,/^## /p' README.md)
        for rfc in $(sed -nE 's/^\| \[([0-9]+)\].*/\1/p' docs/standards.md); do
            grep -qw "$rfc" <<<"$named" || { echo "README.md does not name RFC $rfc" >&2; status=1; }
        done
        exit $status
        ;;
    *) echo "usage: scripts/standards.sh [--check]" >&2; exit 64 ;;
esac
