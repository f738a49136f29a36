//! Fuzz target: `justera_fuzz::any`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| justera_fuzz::any(bytes));
