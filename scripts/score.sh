#!/usr/bin/env bash
# Scores the fixtures, and the samples where they are there: texts from the recorded OCR of both models (words, kinds of
# errors, confidences), and records from the true text and from OCR. DEV=FOLDER scores the texts of the sets below it too, as
# `cargo xtask pages` makes them.
set -euo pipefail
cd "$(dirname "$0")/.."

justera=${JUSTERA:-$PWD/target/release/justera}
work=target/score

# read_all SET FOLDER READING SUFFIX...: converts NAME.SUFFIX.txt of the first suffix that a name has.
read_all() {
    local set=$1 folder=$2 reading=$3 suffix file name
    shift 3
    mkdir -p "$work/$set/$reading/in"
    for suffix in "$@"; do
        for file in "$folder"/*."$suffix".txt; do
            [ -e "$file" ] || continue
            name=$(basename "$file" ".$suffix.txt")
            [ -e "$work/$set/$reading/in/$name.txt" ] || cp "$file" "$work/$set/$reading/in/$name.txt"
        done
    done
    "$justera" convert "$work/$set/$reading/in" --out "$work/$set/$reading/out"
}

pages() {
    tr -cd '\f' <"$1" | wc -c
}

# keep_whole SET READING: the records of documents of which not only the first pages were read, which no record can make up for.
keep_whole() {
    local text name
    mkdir -p "$work/$1/$2/whole"
    for text in "$work/$1/$2/in"/*.txt; do
        name=$(basename "$text" .txt)
        if [ "$(pages "$text")" -eq "$(pages "$work/$1/true/in/$name.txt")" ]; then
            cp "$work/$1/$2/out/$name.json" "$work/$1/$2/whole/"
        fi
    done
}

# score_set SET FOLDER
score_set() {
    local set=$1 folder=$2 reading
    read_all "$set" "$folder" true true gold
    read_all "$set" "$folder" eng eng ocr
    read_all "$set" "$folder" swe swe
    echo "== $set, from true text: records"
    "$justera" score --gold "$folder" --got "$work/$set/true/out" --only json
    for reading in eng swe; do
        echo
        echo "== $set, from what Tesseract read with -l $reading: texts"
        "$justera" score --gold "$folder" --ocr "$work/$set/$reading/in" --only text
        echo
        echo "== $set, from what Tesseract read with -l $reading: records of documents that were read whole"
        keep_whole "$set" "$reading"
        "$justera" score --gold "$folder" --got "$work/$set/$reading/whole" --only json
    done
    echo
}

[ -n "${JUSTERA:-}" ] || cargo build --release
rm -rf "$work"
score_set fixtures fixtures
if [ -d ../shared/samples ]; then
    score_set samples ../shared/samples
else
    echo "skipped: ../shared/samples is not there" >&2
fi
if [ -n "${DEV:-}" ]; then
    for list in "$DEV"/*/documents.tsv; do
        set=$(dirname "$list")
        for reading in eng swe; do
            echo "== $(basename "$set"), from what Tesseract read with -l $reading: texts"
            "$justera" score --gold "$set" --ocr "$set" --suffix "$reading" --only text
            echo
        done
    done
fi
