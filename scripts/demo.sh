#!/usr/bin/env bash
# Converts the fixtures' scans and shows a piece of one record.
set -euo pipefail
cd "$(dirname "$0")/.."

out=target/demo
shown=ks-are-2023-03-14.p2

cargo build --release
rm -rf "$out"
echo "Reading $(ls fixtures/*.png | wc -l) scans …"
time target/release/justera convert fixtures/*.png --out "$out"

echo
echo "Records (.json) and repaired texts (.txt): $PWD/$out"
echo
echo "From the scan fixtures/$shown.png, $out/$shown.txt begins:"
sed -n '1,12p' "$out/$shown.txt"
echo
echo "and the decisions of its items in $out/$shown.json:"
sed -n '/"decisions": \[$/,/^      \]/p' "$out/$shown.json" | sed -n '1,30p'
