//! Fuzz target: `justera_fuzz::text`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| justera_fuzz::text(bytes));
