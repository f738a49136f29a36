//! Fuzz target: `justera_fuzz::structure`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| justera_fuzz::structure(bytes));
