//! Fuzz target: `justera_fuzz::hocr`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| justera_fuzz::hocr(bytes));
