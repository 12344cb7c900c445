#!/usr/bin/env bash
# Makes the pictures of README again from what comes out today. Needs poppler-utils and ImageMagick.
#
#     docs/pictures.sh                     # builds the program first
#     docs/pictures.sh target/debug/pastdue
set -euo pipefail
cd "$(dirname "$0")/.."
program=("${1:-}")
[ -n "${program[0]}" ] || program=(cargo run --release --quiet --)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

picture() { # NAME CASE DOCUMENT ARGUMENTS…
    local name=$1 case=$2 document=$3
    shift 3
    "${program[@]}" "$document" "cases/$case.yaml" "$@" --to pdf --output "$made" --quiet >"$made/said"
    pdftoppm -r 64 -f 1 -l 1 -singlefile -png "$made/$case/$document.pdf" "$made/$name"
    convert "$made/$name.png" -strip -colors 64 "PNG8:docs/$name.png"
}

picture letter brackley-2026-31 demand --as-of 2026-10-31
picture call-sheet northwind-2026-014 call --as-of 2026-06-14
