# What a person, and CI, asks of the project. `make setup` brings what Debian has to give; Rust is there already.

# Reading images: Tesseract with its Swedish and English models, and what linking to it needs; PDF: poppler.
PACKAGES := pkg-config poppler-utils tesseract-ocr tesseract-ocr-eng tesseract-ocr-swe libtesseract-dev libleptonica-dev
# The fonts that the fixtures, and the pages for counting and measuring, are set in.
FONTS := fonts-liberation fonts-crosextra-carlito fonts-crosextra-caladea fonts-dejavu-core fonts-dejavu-extra \
	fonts-lmodern fonts-ebgaramond fonts-freefont-ttf fonts-open-sans
# Without a C compiler nothing links.
COMPILER := $(shell command -v cc >/dev/null || echo gcc libc6-dev)

.PHONY: help setup setup-fixtures demo test fuzz score bench lint fixtures dictionary

help:
	@echo "make demo        converts the fixtures' scans and shows a record"
	@echo "make test        all tests"
	@echo "make fuzz        each fuzz target for ten seconds, where cargo-fuzz and a nightly compiler are there"
	@echo "make lint        formatting, clippy, documentation, build without features"
	@echo "make score       scores over the fixtures, and over ../shared/samples where it is there"
	@echo "make bench       speed"
	@echo "make fixtures    makes the scans and the recorded OCR of the fixtures anew"
	@echo "make dictionary  compiles the dictionary"
	@echo "make setup       installs the Debian packages that all this needs, where they are missing"

setup:
	@bash scripts/setup.sh $(PACKAGES) $(COMPILER)

setup-fixtures:
	@bash scripts/setup.sh $(PACKAGES) $(COMPILER) $(FONTS)

demo: setup
	@bash scripts/demo.sh

test: setup
	cargo test --workspace

fuzz: setup
	@bash scripts/fuzz.sh

score: setup
	@bash scripts/score.sh

bench: setup
	cargo bench --bench justera --bench rivals

lint: setup
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps --workspace
	cargo check --no-default-features --lib

fixtures: setup-fixtures
	cargo xtask fixtures

dictionary: setup
	cargo xtask dictionary
