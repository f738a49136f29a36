#!/usr/bin/env bash
# Runs each fuzz target on its seeds for so many seconds: scripts/fuzz.sh [SECONDS [TARGET...]]. What is found is kept in fuzz/found, what does
# harm in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-10}
shift $(($# > 0 ? 1 : 0))

if ! command -v cargo-fuzz >/dev/null || ! cargo +nightly --version >/dev/null 2>&1; then
    echo "fuzz: skipped: it needs \`cargo install cargo-fuzz\` and \`rustup toolchain install nightly\`" >&2
    exit 0
fi

# seeds_also TARGET: fixtures that are seeds of it, too.
seeds_also() {
    case $1 in
        image) echo fixtures/images/tiff fixtures/images/unread ;;
        any) echo fixtures/broken ;;
    esac
}

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cargo fuzz list)
for target in "${targets[@]}"; do
    mkdir -p "fuzz/found/$target"
    # No sanitizer: the code is safe Rust, and poppler and Tesseract are not built with one.
    # shellcheck disable=SC2046
    cargo +nightly fuzz run --sanitizer none "$target" "fuzz/found/$target" "fuzz/corpus/$target" $(seeds_also "$target") -- \
        -max_total_time="$seconds" -timeout=30 -rss_limit_mb=2048 -print_final_stats=1
done
